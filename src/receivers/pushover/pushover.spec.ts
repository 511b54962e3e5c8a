import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { depsAnswering } from '../../../test/support/answering-client.js';
import { NETWORK_FAULTS } from '../../../test/support/network-faults.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { statusesOf } from '../../../test/support/status-verdicts.js';
import { UPSTREAM_VERDICTS } from '../../../test/support/upstream-verdicts.js';
import type { HttpStandIn } from '../../../test/support/vendors/http-stand-in.js';
import {
  PUSHOVER_TOKEN,
  PUSHOVER_USER,
  parametersOf,
  pushoverQuota,
  startPushover,
} from '../../../test/support/vendors/pushover.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { TranscribingNotifier } from '../transcribing-notifier.js';
import { pushoverConfig } from './config.js';
import { PushoverNotifier } from './pushover.js';

const KEYS = `token: ${PUSHOVER_TOKEN}, user_key: ${PUSHOVER_USER}`;

describe('PushoverNotifier', () => {
  let server: HttpStandIn;
  beforeEach(async () => {
    server = await startPushover();
  });
  afterEach(() => server.close());

  async function send(
    more = '',
    notification: Notification = GROUPS.firing,
    keys = KEYS,
    { signal = AbortSignal.timeout(5000), deps = DEPS } = {},
  ): Promise<Outcome> {
    const config = configOf(pushoverConfig, `{${keys}${more}}`);
    const notifier = new PushoverNotifier(config, deps, `${server.url}/1/messages.json`);
    try {
      return await notifier.notify(notification, signal);
    } finally {
      await notifier.close();
    }
  }

  const parameters = () => server.accepted.all.map((request) => Object.fromEntries(parametersOf(request)));

  it("puts the message behind the address, byte for byte Alertmanager's", async () => {
    expect(await send(", message: \"a b+c&d=é*'()~!\", url: '', title: T, sound: siren")).toEqual({
      kind: 'delivered',
    });
    const [request] = server.accepted.all;
    expect(request).toMatchObject({
      method: 'POST',
      body: '',
      headers: { 'content-type': 'text/plain', 'user-agent': 'Alertmanager/0.34.0' },
    });
    expect(request?.path).toBe(
      `/1/messages.json?${[
        'device=',
        'expire=3600',
        'message=a+b%2Bc%26d%3D%C3%A9%2A%27%28%29~%21',
        'priority=2',
        'retry=60',
        'sound=siren',
        'title=T',
        `token=${PUSHOVER_TOKEN}`,
        'url=',
        'url_title=',
        `user=${PUSHOVER_USER}`,
      ].join('&')}`,
    );
  });

  it.each`
    group         | priority | title                                    | message
    ${'firing'}   | ${'2'}   | ${'[FIRING:1] DiskFull (db-1 critical)'} | ${/^db-1 is 95 % <full> & "slow"\n\nAlerts Firing:\nLabels:\n.*Source: http:\/\/prom.test\/graph$/s}
    ${'resolved'} | ${'0'}   | ${'[RESOLVED] DiskFull (db-1 critical)'} | ${/^db-1 is 95 % .*Alerts Resolved:\nLabels:\n.*graph$/s}
    ${'mixed'}    | ${'2'}   | ${'[FIRING:1] DiskFull '}                | ${/^Alerts Firing:\n.*db-1\n.*Alerts Resolved:\n.*db-2\n.*graph$/s}
    ${'many'}     | ${'2'}   | ${'[FIRING:60] DiskFull '}               | ${/^Alerts Firing:\n.*db-2.*…$/s}
  `('tells of a $group group', async ({ group, priority, title, message }) => {
    expect(await send('', GROUPS[group as keyof typeof GROUPS])).toEqual({ kind: 'delivered' });
    expect(parameters()).toEqual([
      {
        device: '',
        expire: '3600',
        message: expect.stringMatching(message),
        priority,
        retry: '60',
        sound: '',
        title,
        token: PUSHOVER_TOKEN,
        url: 'http://tocsin.test/#/alerts?receiver=team%5C.a',
        url_title: '',
        user: PUSHOVER_USER,
      },
    ]);
  });

  it('escapes the message, and nothing else, where it is HTML', async () => {
    const html = ", html: true, message: '<b>{{ .CommonAnnotations.summary }}</b>', url_title: '<{{ .Status }}>'";
    expect(await send(html)).toEqual({ kind: 'delivered' });
    expect(parameters()).toEqual([
      expect.objectContaining({
        html: '1',
        message: '<b>db-1 is 95 % &lt;full&gt; &amp; &#34;slow&#34;</b>',
        url_title: '<firing>',
      }),
    ]);
  });

  it('counts whole seconds', async () => {
    const more = ', monospace: true, retry: 90500ms, expire: 2h, ttl: 1h30m, device: "{{ .Status }}"';
    expect(await send(more)).toEqual({ kind: 'delivered' });
    expect(parameters()).toEqual([
      expect.objectContaining({ monospace: '1', retry: '90', expire: '7200', ttl: '5400', device: 'firing' }),
    ]);
    await send(', ttl: 900ms');
    expect(parameters()[1]).not.toHaveProperty('ttl');
  });

  it('cuts what is too long, and says something where there is nothing to say', async () => {
    const long = `title: '${'é'.repeat(251)}', message: '${'é'.repeat(1025)}', url: '${'é'.repeat(513)}'`;
    expect(await send(`, ${long}`)).toEqual({ kind: 'delivered' });
    expect(await send(", message: ' {{ .CommonLabels.nope }} '")).toEqual({ kind: 'delivered' });
    expect(parameters()).toEqual([
      expect.objectContaining({
        title: `${'é'.repeat(249)}…`,
        message: `${'é'.repeat(1023)}…`,
        url: `${'é'.repeat(511)}…`,
      }),
      expect.objectContaining({ message: '(no details)' }),
    ]);
  });

  it('reads keys from files anew each time, and trims them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tocsin-pushover-'));
    try {
      const [token, user] = [join(folder, 'token'), join(folder, 'user')];
      writeFileSync(token, `${PUSHOVER_TOKEN}\n`);
      writeFileSync(user, 'wrong\n');
      const keys = `token_file: '${token}', user_key_file: '${user}'`;
      expect(await send('', GROUPS.firing, keys)).toMatchObject({ kind: 'giveUp', reason: 'clientError' });
      writeFileSync(user, `${PUSHOVER_USER}\n`);
      expect(await send('', GROUPS.firing, keys)).toEqual({ kind: 'delivered' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each(UPSTREAM_VERDICTS)('is $kind for statuses $from to $to', async (row) => {
    for (const { status, outcome } of statusesOf(row)) {
      const deps = depsAnswering(() => ({ status, headers: {}, body: '' }));
      expect(await send('', GROUPS.firing, KEYS, { deps })).toEqual(outcome);
    }
  });

  it('waits as long as it is asked to', async () => {
    server.behave(() => pushoverQuota({ 'retry-after': '17' }));
    expect(await send()).toEqual({
      kind: 'retry',
      reason: 'rateLimited',
      afterMs: 17_000,
      error: expect.stringContaining('"errors":["application message limit reached"]'),
    });
  });

  it.each(NETWORK_FAULTS)('tries again when $fault', async ({ arrange, reason }) => {
    const signal = await arrange(server);
    const error = expect.stringMatching(/^Post "<redacted>": /);
    expect(await send('', GROUPS.firing, KEYS, { signal })).toEqual({ kind: 'retry', reason, error });
  });

  it.each`
    more                      | words
    ${", priority: 'urgent'"} | ${'priority is invalid, can only be -2, -1, 0, 1, or 2'}
    ${', retry: 5s'}          | ${'retry must be at least 30 seconds with priority=2'}
    ${', expire: 4h'}         | ${'expire must be at most 10800 seconds with priority=2'}
  `("gives up with Pushover's words: $words", async ({ more, words }) => {
    expect(await send(more)).toMatchObject({ kind: 'giveUp', error: expect.stringContaining(words) });
  });

  it("gives up with Pushover's words, without the keys of the address", async () => {
    const keys = 'token: token-marker, user_key: user-marker';
    expect(await send('', GROUPS.firing, keys)).toEqual({
      kind: 'giveUp',
      reason: 'clientError',
      error: expect.stringContaining('"errors":["application token is invalid, see https://pushover.net/api"]'),
    });
    server.behave(({ path }) => ({ status: 500, body: `cannot POST ${path}` }));
    const down = await send('', GROUPS.firing, keys);
    expect(down).toMatchObject({ kind: 'retry', reason: 'serverError' });
    server.behave(() => 'drop');
    const cut = await send('', GROUPS.firing, keys);
    expect(cut).toMatchObject({ kind: 'retry', reason: 'other' });
    expect(JSON.stringify([down, cut])).not.toContain('marker');
  });

  it('shows nothing of keys that are escaped in the address', async () => {
    server.behave(({ path }) => ({ status: 500, body: path.slice(path.indexOf('&token=')) }));
    const config = configOf(pushoverConfig, `{token: "marker one!", user_key: "marker (two)'*", url: ''}`);
    const notifier = new TranscribingNotifier(new PushoverNotifier(config, DEPS, server.url), config);
    const outcome = await notifier.notify(GROUPS.firing, AbortSignal.timeout(5000));
    await notifier.close();
    const error = 'unexpected status code 500: &token=<secret>&url=&url_title=&user=<secret>';
    expect(outcome).toMatchObject({ kind: 'retry', error, exchanges: [{ method: 'POST' }] });
    expect(JSON.stringify(outcome)).not.toContain('marker');
  });

  it.each`
    more                                      | keys                                    | error
    ${", title: '{{ .Nope }}'"}               | ${KEYS}                                 | ${/^template: .*Nope/}
    ${", html: true, message: '{{ .Nope }}'"} | ${KEYS}                                 | ${/^template: .*Nope/}
    ${''}                                     | ${"token: '{{ s3cr3t }}', user_key: u"} | ${/^token is a template that cannot be rendered$/}
    ${''}                                     | ${"token: t, user_key: '{{ s3cr3t }}'"} | ${/^user_key is a template that cannot be rendered$/}
    ${''}                                     | ${'token_file: /nope, user_key: u'}     | ${/ENOENT/}
  `('gives up where a request cannot be made: $more $keys', async ({ more, keys, error }) => {
    expect(await send(more, GROUPS.firing, keys)).toEqual({
      kind: 'giveUp',
      reason: 'other',
      error: expect.stringMatching(error),
    });
  });
});
