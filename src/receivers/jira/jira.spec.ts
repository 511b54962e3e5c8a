import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { depsAnswering } from '../../../test/support/answering-client.js';
import { NETWORK_FAULTS } from '../../../test/support/network-faults.js';
import { NOW_MS, notificationOf } from '../../../test/support/notification.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { statusesOf } from '../../../test/support/status-verdicts.js';
import { UPSTREAM_VERDICTS } from '../../../test/support/upstream-verdicts.js';
import { type JiraStandIn, startJira, tooManyRequests } from '../../../test/support/vendors/jira.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { groupKeyHash } from '../group-key-hash.js';
import { jiraConfig } from './config.js';
import { JiraNotifier } from './jira.js';

const LABEL = `ALERT{${groupKeyHash(notificationOf().groupKey)}}`;
const AUTHORIZATION = `Basic ${Buffer.from('bot:marker-password').toString('base64')}`;
const CREDENTIALS = 'basic_auth: {username: bot, password: marker-password}';
const HOUR_MS = 60 * 60_000;

interface Sending {
  readonly version?: 2 | 3;
  readonly atMs?: number;
  readonly signal?: AbortSignal;
  readonly deps?: typeof DEPS;
  readonly credentials?: string;
}

describe('JiraNotifier', () => {
  let server: JiraStandIn;
  let nowMs = NOW_MS;
  const start = (isCloud: boolean) =>
    startJira({ project: 'OPS', authorization: AUTHORIZATION, isCloud, nowMs: () => nowMs });
  beforeEach(async () => {
    nowMs = NOW_MS;
    server = await start(false);
  });
  afterEach(() => server.close());

  async function send(more = '', notification: Notification = GROUPS.firing, given: Sending = {}): Promise<Outcome> {
    const { version = 2, atMs = 0, signal = AbortSignal.timeout(5000), deps = DEPS, credentials = CREDENTIALS } = given;
    nowMs = NOW_MS + atMs;
    const yaml = `{api_url: '${server.url}/rest/api/${version}', project: OPS, issue_type: Bug, http_config: {${credentials}}${more}}`;
    const notifier = new JiraNotifier(configOf(jiraConfig, yaml), deps);
    try {
      return await notifier.notify(notification, signal);
    } finally {
      await notifier.close();
    }
  }

  const asked = () => server.accepted.all.map(({ method, path }) => `${method} ${path.replace('/rest/api/2/', '')}`);
  const bodyOf = (line: string) =>
    server.accepted.all.find(({ method, path }) => `${method} ${path}`.endsWith(line))?.body;
  const fields = () => server.issues.map((issue) => issue.fields);
  const statuses = () => server.issues.map(({ key, status }) => `${key} ${status.name}`);

  describe('makes an issue', () => {
    it("with requests that are, byte for byte, Alertmanager's", async () => {
      expect(await send()).toEqual({ kind: 'delivered' });
      expect(asked()).toEqual(['POST search', 'POST issue']);
      expect(server.accepted.all[0]?.headers).toMatchObject({
        authorization: AUTHORIZATION,
        'content-type': 'application/json',
        'accept-language': 'en',
        'user-agent': 'Alertmanager/0.34.0',
      });
      const jql = `statusCategory != Done and project=\\"OPS\\" and labels=\\"${LABEL}\\" order by status ASC,resolutiondate DESC`;
      expect(bodyOf('search')).toBe(`{"fields":["status"],"jql":"${jql}","maxResults":2}\n`);
      const description = [
        '\\n\\n# Alerts Firing:\\n\\nLabels:\\n  - alertname = DiskFull\\n  - instance = db-1\\n  - severity = critical\\n',
        'Annotations:\\n  - summary = db-1 is 95 % \\u003cfull\\u003e \\u0026 \\"slow\\"\\n',
        'Source: http://prom.test/graph\\n\\n\\n\\n\\n',
      ].join('\\n');
      expect(bodyOf('issue')).toBe(
        `{"fields":{${[
          `"description":"${description}"`,
          '"issuetype":{"name":"Bug"}',
          `"labels":["${LABEL}"]`,
          '"priority":{"name":"High"}',
          '"project":{"key":"OPS"}',
          '"summary":"[FIRING:1] DiskFull (db-1 critical)"',
        ].join(',')}}}\n`,
      );
    });

    it.each`
      group      | summary                    | description
      ${'mixed'} | ${'[FIRING:1] DiskFull '}  | ${/# Alerts Firing:.*db-1.*# Alerts Resolved:.*db-2/s}
      ${'many'}  | ${'[FIRING:60] DiskFull '} | ${/instance = db-60\n/}
    `('of a group that is $group', async ({ group, summary, description }) => {
      expect(await send('', GROUPS[group as keyof typeof GROUPS])).toEqual({ kind: 'delivered' });
      expect(fields()).toEqual([expect.objectContaining({ summary, description: expect.stringMatching(description) })]);
    });

    it('for each group its own', async () => {
      await send('', notificationOf(undefined, { groupKey: '{}:{a="1"}' }));
      await send('', notificationOf(undefined, { groupKey: '{}:{a="2"}' }));
      await send('', notificationOf(undefined, { groupKey: '{}:{a="1"}' }));
      expect(statuses()).toEqual(['OPS-1 To Do', 'OPS-2 To Do']);
    });

    it('with labels, priority and fields of templates', async () => {
      const labels = "labels: [z, '{{ .CommonLabels.alertname }}'], priority: ''";
      const custom =
        "customfield_1: {value: '{{ .Status }}'}, customfield_2: '{{ len .Alerts }}', components: [{name: db}]";
      expect(await send(`, ${labels}, fields: {${custom}, summary: '{{ .Receiver }}!'}`)).toEqual({
        kind: 'delivered',
      });
      expect(fields()).toEqual([
        {
          description: expect.any(String),
          issuetype: { name: 'Bug' },
          project: { key: 'OPS' },
          labels: [LABEL, 'DiskFull', 'z'],
          customfield_1: { value: 'firing' },
          customfield_2: 1,
          components: [{ name: 'db' }],
          summary: 'team\\.a!',
        },
      ]);
    });

    it('with texts that Jira takes', async () => {
      expect(await send(`, summary: '${'é'.repeat(300)}', description: '${'é'.repeat(40_000)}'`)).toEqual({
        kind: 'delivered',
      });
      expect(fields()).toMatchObject([{ summary: `${'é'.repeat(254)}…`, description: `${'é'.repeat(32_766)}…` }]);
    });

    it('without a description that is empty', async () => {
      await send(", description: '{{ .CommonLabels.nothing }}'");
      expect(fields()[0]).not.toHaveProperty('description');
    });

    it('with a document for a description in version 3 of the API', async () => {
      const paragraph = '{"type":"paragraph","content":[{"type":"text","text":"{{ .Status }}"}]}';
      const document = `{"type":"doc","version":1,"content":[${paragraph}]}`;
      expect(await send(`, description: ' ${document} '`, GROUPS.firing, { version: 3 })).toEqual({
        kind: 'delivered',
      });
      expect(fields()).toMatchObject([{ description: JSON.parse(document.replace('{{ .Status }}', 'firing')) }]);
      const error = 'description template: invalid JSON for API v3';
      const other = notificationOf(undefined, { groupKey: '{}:{a="2"}' });
      expect(await send('', other, { version: 3 })).toEqual({ kind: 'giveUp', reason: 'other', error });
    });
  });

  describe('updates the issue that is there', () => {
    const later = notificationOf([{ labels: { alertname: 'DiskFull', instance: 'db-7' } }]);

    it('instead of making another', async () => {
      await send();
      expect(await send('', later)).toEqual({ kind: 'delivered' });
      expect(asked().slice(2)).toEqual(['POST search', 'PUT issue/OPS-1']);
      expect(fields()).toMatchObject([
        { summary: '[FIRING:1] DiskFull (db-7)', description: expect.stringContaining('db-7') },
      ]);
    });

    it('but for what was said to stay', async () => {
      const stays =
        ', summary: {template: "{{ .CommonLabels.instance }}", enable_update: false}, description: {enable_update: false}';
      await send(stays);
      await send(stays, later);
      expect(fields()).toMatchObject([{ summary: 'db-1', description: expect.stringContaining('db-1') }]);
      expect(JSON.parse(bodyOf('issue/OPS-1') ?? '')).toEqual({
        fields: { issuetype: { name: 'Bug' }, labels: [LABEL], project: { key: 'OPS' } },
      });
    });
  });

  describe('when a group is resolved', () => {
    it('makes no issue', async () => {
      expect(await send('', GROUPS.resolved)).toEqual({ kind: 'delivered' });
      expect(asked()).toEqual(['POST search']);
    });

    it('moves its issue by resolve_transition', async () => {
      await send();
      expect(await send(', resolve_transition: Close Issue', GROUPS.resolved)).toEqual({ kind: 'delivered' });
      expect(asked().slice(2)).toEqual([
        'POST search',
        'PUT issue/OPS-1',
        'GET issue/OPS-1/transitions',
        'POST issue/OPS-1/transitions',
      ]);
      expect(server.accepted.all.at(-1)?.body).toBe('{"transition":{"id":"21"}}\n');
      expect(statuses()).toEqual(['OPS-1 Done']);
      expect(fields()).toMatchObject([{ summary: '[RESOLVED] DiskFull (db-1 critical)' }]);
    });

    it('leaves its issue where it is without resolve_transition', async () => {
      await send();
      await send('', GROUPS.resolved);
      expect(asked().slice(2)).toEqual(['POST search', 'PUT issue/OPS-1']);
      expect(statuses()).toEqual(['OPS-1 To Do']);
    });

    it('gives up where there is no such transition', async () => {
      await send();
      expect(await send(', resolve_transition: close issue', GROUPS.resolved)).toEqual({
        kind: 'giveUp',
        reason: 'other',
        error: "can't find transition close issue for issue OPS-1",
      });
    });
  });

  describe('when a group fires again whose issue is done', () => {
    const moves = ', resolve_transition: Close Issue';
    const reopens = `${moves}, reopen_transition: Reopen Issue`;

    it.each`
      what                           | more                                                                        | issues
      ${'within reopen_duration'}    | ${`${reopens}, reopen_duration: 2h`}                                        | ${['OPS-1 To Do']}
      ${'after reopen_duration'}     | ${`${reopens}, reopen_duration: 59m`}                                       | ${['OPS-1 Done', 'OPS-2 To Do']}
      ${'without reopen_duration'}   | ${reopens}                                                                  | ${['OPS-1 Done', 'OPS-2 To Do']}
      ${'with less than a minute'}   | ${`${reopens}, reopen_duration: 59s`}                                       | ${['OPS-1 Done', 'OPS-2 To Do']}
      ${'without reopen_transition'} | ${`${moves}, reopen_duration: 2h`}                                          | ${['OPS-1 Done', 'OPS-2 To Do']}
      ${'that someone will not fix'} | ${`${reopens}, reopen_duration: 2h, wont_fix_resolution: Done`}             | ${['OPS-1 Done', 'OPS-2 To Do']}
      ${'that someone would fix'}    | ${`${reopens}, reopen_duration: 2h, wont_fix_resolution: "Won't \\"Do\\""`} | ${['OPS-1 To Do']}
    `('an hour later, $what: $issues', async ({ more, issues }) => {
      await send(more);
      await send(more, GROUPS.resolved);
      expect(await send(more, GROUPS.firing, { atMs: HOUR_MS })).toEqual({ kind: 'delivered' });
      expect(statuses()).toEqual(issues);
    });

    it('takes an open issue of the group before one that was resolved', async () => {
      const more = `${reopens}, reopen_duration: 2h`;
      await send(more);
      await send(more, GROUPS.resolved);
      await send();
      await send(more);
      expect(statuses()).toEqual(['OPS-1 Done', 'OPS-2 To Do']);
      expect(asked().at(-1)).toBe('PUT issue/OPS-2');
    });

    it('asks in the words of JQL', async () => {
      await send(`${reopens}, reopen_duration: 1h30m, wont_fix_resolution: "Won't Do"`);
      expect(JSON.parse(bodyOf('search') ?? '').jql).toBe(
        `(resolution is EMPTY or resolution != "Won't Do") and (resolutiondate is EMPTY OR resolutiondate >= -90m) and project="OPS" and labels="${LABEL}" order by status ASC,resolutiondate DESC`,
      );
    });
  });

  it('searches as Jira Cloud wants it', async () => {
    await server.close();
    server = await start(true);
    for (const group of [GROUPS.firing, GROUPS.resolved]) {
      expect(await send(', api_type: cloud, resolve_transition: Close Issue', group)).toEqual({ kind: 'delivered' });
    }
    expect(server.accepted.all[0]?.path).toBe('/rest/api/3/search/jql');
    expect(statuses()).toEqual(['OPS-1 Done']);
    expect(await send()).toEqual({
      kind: 'giveUp',
      reason: 'clientError',
      error: expect.stringMatching(
        /^failed to look up existing issues: HTTP request to JIRA API: unexpected status code 410: .*migrate to/,
      ),
    });
  });

  it('reads its password from a file at each request', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jira-'));
    const file = join(folder, 'password');
    writeFileSync(file, 'marker-password\n');
    const yaml = `{api_url: '${server.url}/rest/api/2', project: OPS, issue_type: Bug, http_config: {basic_auth: {username: bot, password_file: '${file}'}}}`;
    const notifier = new JiraNotifier(configOf(jiraConfig, yaml), DEPS);
    expect(await notifier.notify(GROUPS.firing, AbortSignal.timeout(5000))).toEqual({ kind: 'delivered' });
    writeFileSync(file, 'changed');
    expect(await notifier.notify(GROUPS.firing, AbortSignal.timeout(5000))).toMatchObject({ reason: 'authError' });
    await notifier.close();
    rmSync(folder, { recursive: true });
  });

  it.each(UPSTREAM_VERDICTS)('is $kind for statuses $from to $to', async (row) => {
    for (const { status, outcome } of statusesOf(row)) {
      const deps = depsAnswering(({ url }) => ({ status, headers: {}, body: url.endsWith('/search') ? '{}' : '' }));
      const failed = await send('', GROUPS.firing, { deps });
      if (outcome.kind === 'delivered') expect(failed).toEqual(outcome);
      else {
        const error = `failed to look up existing issues: HTTP request to JIRA API: unexpected status code ${status}: {}`;
        expect(failed).toEqual({ ...outcome, error });
      }
    }
  });

  it.each`
    request                   | group         | error
    ${/^POST .*search$/}      | ${'firing'}   | ${'failed to look up existing issues: HTTP request to JIRA API: unexpected status code 503: down'}
    ${/^PUT .*issue\/OPS-1$/} | ${'firing'}   | ${'failed to PUT request to "issue/OPS-1": unexpected status code 503: down'}
    ${/^GET .*transitions$/}  | ${'resolved'} | ${'unexpected status code 503: down'}
    ${/^POST .*transitions$/} | ${'resolved'} | ${'unexpected status code 503: down'}
  `('tries again when Jira is down at $request', async ({ request, group, error }) => {
    await send();
    const transitions = JSON.stringify({ transitions: [{ id: '21', name: 'Close Issue' }] });
    const issues = JSON.stringify({
      issues: [{ key: 'OPS-1', fields: { status: { statusCategory: { key: 'new' } } } }],
    });
    server.behave(({ method, path }) => {
      if (request.test(`${method} ${path}`)) return { status: 503, body: 'down' };
      return { status: 200, body: path.endsWith('search') ? issues : transitions };
    });
    const more = ', resolve_transition: Close Issue';
    expect(await send(more, GROUPS[group as keyof typeof GROUPS])).toEqual({
      kind: 'retry',
      reason: 'serverError',
      error,
    });
  });

  it('waits as long as it is asked to', async () => {
    server.behave(() => tooManyRequests(17));
    expect(await send()).toMatchObject({ kind: 'retry', reason: 'rateLimited', afterMs: 17_000 });
  });

  it.each`
    what               | more                                  | error
    ${'an issue type'} | ${', fields: {issuetype: {name: X}}'} | ${/^failed to POST request to "issue": unexpected status code 400: .*"issuetype":"Specify a valid issue type"/}
    ${'a priority'}    | ${', priority: Sky-high'}             | ${/"priority":"The priority selected is invalid\."/}
    ${'a label'}       | ${", labels: ['a b']"}                | ${/The label 'a b' contains spaces/}
    ${'a field'}       | ${', fields: {nope: x}'}              | ${/Field 'nope' cannot be set/}
    ${'a line break'}  | ${', summary: "a\\nb"'}               | ${/newline/}
  `("gives up with Jira's words at $what", async ({ more, error }) => {
    expect(await send(more)).toEqual({ kind: 'giveUp', reason: 'clientError', error: expect.stringMatching(error) });
    expect(server.issues).toEqual([]);
  });

  it('says what may be wrong where the answer is no JSON', async () => {
    server.behave(() => ({ status: 200, body: '<html>Log in</html>' }));
    expect(await send()).toEqual({
      kind: 'giveUp',
      reason: 'other',
      error: expect.stringMatching(/^failed to look up existing issues: .*is api_url that of Jira's API\?$/),
    });
  });

  it.each(NETWORK_FAULTS)('tries again when $fault', async ({ arrange, reason }) => {
    const signal = await arrange(server);
    expect(await send('', GROUPS.firing, { signal })).toEqual({
      kind: 'retry',
      reason,
      error: expect.stringMatching(/^failed to look up existing issues: HTTP request to JIRA API: Post "<redacted>": /),
    });
  });

  it('shows no credentials, not even those that Jira repeats', async () => {
    server.behave(({ headers }) => ({ status: 401, body: `no ${headers.authorization}, no marker-password` }));
    const outcome = await send();
    expect(outcome).toMatchObject({ kind: 'giveUp', reason: 'authError' });
    expect(JSON.stringify(outcome)).not.toContain('marker');
    expect(JSON.stringify(outcome)).not.toContain(AUTHORIZATION.slice('Basic '.length));
  });

  it.each`
    yaml                                   | error
    ${"summary: '{{ .Nope }}'"}            | ${/^summary template: /}
    ${"description: '{{ .Nope }}'"}        | ${/^description template: /}
    ${"labels: [a, '{{ .Nope }}']"}        | ${/^labels\[1\] template: /}
    ${"priority: '{{ .Nope }}'"}           | ${/^priority template: /}
    ${"fields: {x: [{y: '{{ .Nope }}'}]}"} | ${/^fields template: /}
  `('gives up where a template fails: $yaml', async ({ yaml, error }) => {
    expect(await send(`, ${yaml}`)).toEqual({ kind: 'giveUp', reason: 'other', error: expect.stringMatching(error) });
    expect(server.issues).toEqual([]);
  });

  it.each`
    key             | yaml                                                                | error
    ${'project'}    | ${"{project: '{{ .Nope }}', issue_type: Bug, api_url: 'http://x'}"} | ${/^failed to look up existing issues: invalid project template or value: /}
    ${'issue_type'} | ${"{project: OPS, issue_type: '{{ .Nope }}', api_url: 'http://x'}"} | ${/^issue_type template: /}
  `('gives up where the template of $key fails', async ({ yaml, error }) => {
    const deps = depsAnswering(() => ({ status: 200, headers: {}, body: '{}' }));
    const notifier = new JiraNotifier(configOf(jiraConfig, yaml), deps);
    const outcome = await notifier.notify(GROUPS.firing, AbortSignal.timeout(5000));
    await notifier.close();
    expect(outcome).toEqual({ kind: 'giveUp', reason: 'other', error: expect.stringMatching(error) });
  });
});
