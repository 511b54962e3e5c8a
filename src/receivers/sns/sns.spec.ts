import { depsAnswering } from '../../../test/support/answering-client.js';
import { NETWORK_FAULTS } from '../../../test/support/network-faults.js';
import { notificationOf } from '../../../test/support/notification.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { statusesOf } from '../../../test/support/status-verdicts.js';
import { UPSTREAM_VERDICTS } from '../../../test/support/upstream-verdicts.js';
import type { HttpStandIn } from '../../../test/support/vendors/http-stand-in.js';
import {
  AWS_KEY,
  AWS_SECRET,
  attributesOf,
  publishAnswer,
  refusal,
  startSns,
} from '../../../test/support/vendors/sns.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { groupKeyHash } from '../group-key-hash.js';
import { snsConfig } from './config.js';
import { SnsNotifier } from './sns.js';

const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:pages';
const KEYS = `region: eu-central-1, access_key: ${AWS_KEY}, secret_key: '${AWS_SECRET}'`;
const GROUP_HASH = groupKeyHash(notificationOf().groupKey);

/** What the SDK would find on the machine that runs the tests. */
const HERMETIC = {
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/does/not/exist',
  AWS_SHARED_CREDENTIALS_FILE: '/does/not/exist',
  AWS_REGION: undefined,
  AWS_DEFAULT_REGION: undefined,
  AWS_PROFILE: undefined,
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_SESSION_TOKEN: undefined,
  AWS_CA_BUNDLE: undefined,
};

describe('SnsNotifier', () => {
  let server: HttpStandIn;
  let environment: NodeJS.ProcessEnv;
  beforeEach(async () => {
    environment = process.env;
    server = await startSns();
    surround({});
  });
  afterEach(async () => {
    process.env = environment;
    await server.close();
  });

  function surround(given: Readonly<Record<string, string | undefined>>): void {
    const entries = Object.entries({ ...environment, ...HERMETIC, ...given });
    process.env = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }

  async function send(
    more = '',
    notification: Notification = GROUPS.firing,
    { target = `topic_arn: ${TOPIC}`, keys = KEYS, signal = AbortSignal.timeout(5000), deps = DEPS } = {},
  ): Promise<Outcome> {
    const config = configOf(snsConfig, `{api_url: '${server.url}', sigv4: {${keys}}, ${target}${more}}`);
    const notifier = new SnsNotifier(config, deps);
    try {
      return await notifier.notify(notification, signal);
    } finally {
      await notifier.close();
    }
  }

  const forms = () => server.accepted.all.map(({ body }) => new URLSearchParams(body));
  const published = () =>
    forms()
      .filter((form) => form.get('Action') === 'Publish')
      .map((form) => Object.fromEntries(form));

  it('publishes to a topic, signed', async () => {
    expect(await send()).toEqual({ kind: 'delivered' });
    const [request] = server.accepted.all;
    expect(request).toMatchObject({
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'Alertmanager/0.34.0' },
    });
    const lines = [
      'db-1 is 95 % <full> & "slow"',
      '',
      'Alerts Firing:',
      'Labels:',
      ' - alertname = DiskFull',
      ' - instance = db-1',
      ' - severity = critical',
      'Annotations:',
      ' - summary = db-1 is 95 % <full> & "slow"',
      'Source: http://prom.test/graph',
      '',
      '',
      '',
      '',
    ];
    expect(published()).toEqual([
      {
        Action: 'Publish',
        Version: '2010-03-31',
        TopicArn: TOPIC,
        Subject: '[FIRING:1] DiskFull (db-1 critical)',
        Message: lines.join('\n'),
      },
    ]);
  });

  it.each`
    group         | subject                                  | message
    ${'resolved'} | ${'[RESOLVED] DiskFull (db-1 critical)'} | ${/^db-1 is 95 %.*Alerts Resolved:\nLabels:\n.*db-1/s}
    ${'mixed'}    | ${'[FIRING:1] DiskFull '}                | ${/^\n\nAlerts Firing:\n.*db-1\n.*Alerts Resolved:\n.*db-2\n/s}
    ${'many'}     | ${'[FIRING:60] DiskFull '}               | ${/db-60 is 95 %/}
  `('publishes a group that is $group', async ({ group, subject, message }) => {
    expect(await send('', GROUPS[group as keyof typeof GROUPS])).toEqual({ kind: 'delivered' });
    expect(published()).toMatchObject([{ Subject: subject, Message: expect.stringMatching(message) }]);
  });

  it.each`
    target                                                                                | sent
    ${"phone_number: '+4915112345678'"}                                                   | ${{ PhoneNumber: '+4915112345678' }}
    ${"target_arn: 'arn:aws:sns:eu-central-1:123456789012:endpoint/GCM/{{ .Status }}/1'"} | ${{ TargetArn: 'arn:aws:sns:eu-central-1:123456789012:endpoint/GCM/firing/1' }}
    ${`topic_arn: '${TOPIC}-{{ .GroupLabels.alertname }}'`}                               | ${{ TopicArn: `${TOPIC}-DiskFull` }}
  `('publishes to {$target}', async ({ target, sent }) => {
    expect(await send(', message: m, subject: s', GROUPS.firing, { target })).toEqual({ kind: 'delivered' });
    expect(published()).toEqual([{ Action: 'Publish', Version: '2010-03-31', Message: 'm', Subject: 's', ...sent }]);
  });

  it('renders names and values of attributes, and leaves out those that are empty', async () => {
    const attributes = "{'{{ .Status }}': '{{ .CommonLabels.severity }}', team: ops, none: '{{ .CommonLabels.none }}'}";
    expect(await send(`, attributes: ${attributes}`)).toEqual({ kind: 'delivered' });
    expect(forms().map(attributesOf)).toEqual([{ firing: 'critical', team: 'ops' }]);
  });

  it('publishes each notification of a group to a FIFO topic once, in its order', async () => {
    const target = `topic_arn: ${TOPIC}.fifo`;
    for (const id of ['flush-1', 'flush-1', 'flush-2']) {
      expect(await send('', { ...GROUPS.firing, id }, { target })).toEqual({ kind: 'delivered' });
    }
    expect(published().map(({ MessageGroupId }) => MessageGroupId)).toEqual(Array(3).fill(GROUP_HASH));
    const [first, again, next] = published().map(({ MessageDeduplicationId }) => MessageDeduplicationId);
    expect(first).toMatch(new RegExp(`^${GROUP_HASH}-[0-9a-f]{32}$`));
    expect(again).toBe(first);
    expect(next).not.toBe(first);
  });

  describe('keeps to the limits of SNS', () => {
    it.each`
      what                       | target                              | max
      ${'a message'}             | ${`topic_arn: ${TOPIC}`}            | ${262_144}
      ${'a short message (SMS)'} | ${"phone_number: '+4915112345678'"} | ${1600}
    `('and cuts $what to $max bytes, which an attribute tells', async ({ target, max }) => {
      const whole = 'x'.repeat(max);
      expect(await send(`, message: '${whole}'`, GROUPS.firing, { target })).toEqual({ kind: 'delivered' });
      expect(await send(`, message: '${'é'.repeat(max)}'`, GROUPS.firing, { target })).toEqual({ kind: 'delivered' });
      const [first, second] = published();
      expect(first?.['Message']).toBe(whole);
      expect(second?.['Message']).toMatch(/^é+$/);
      expect(Buffer.byteLength(second?.['Message'] ?? '')).toBeGreaterThan(max - 64);
      expect(forms().map(attributesOf)).toEqual([{}, { truncated: 'true' }]);
    });

    it('counting attributes, as SNS does', async () => {
      const more = `, attributes: {name: '${'v'.repeat(1000)}'}, message: '${'x'.repeat(262_144 - 500)}'`;
      expect(await send(more)).toEqual({ kind: 'delivered' });
      expect(forms().map(attributesOf)).toEqual([{ name: 'v'.repeat(1000), truncated: 'true' }]);
    });

    it.each`
      subject                      | sent
      ${`'${'é'.repeat(99)}'`}     | ${'é'.repeat(99)}
      ${`'${'é'.repeat(100)}'`}    | ${`${'é'.repeat(98)}…`}
      ${'"one\\n\\ttwo"'}          | ${'one two'}
      ${"'{{ .CommonLabels.x }}'"} | ${undefined}
    `('in a subject, too: $subject', async ({ subject, sent }) => {
      expect(await send(`, message: m, subject: ${subject}`)).toEqual({ kind: 'delivered' });
      expect(published()[0]?.['Subject']).toBe(sent);
    });
  });

  describe('signs', () => {
    it('with keys of the environment', async () => {
      surround({ AWS_ACCESS_KEY_ID: AWS_KEY, AWS_SECRET_ACCESS_KEY: AWS_SECRET, AWS_REGION: 'eu-west-1' });
      expect(await send('', GROUPS.firing, { keys: '' })).toEqual({ kind: 'delivered' });
      expect(server.accepted.all[0]?.headers.authorization).toContain('/eu-west-1/sns/aws4_request');
    });

    it('as a role, which it asks STS for once', async () => {
      surround({ AWS_ENDPOINT_URL_STS: server.url });
      const role = "role_arn: 'arn:aws:iam::123456789012:role/pager', external_id: ext";
      const yaml = `{api_url: '${server.url}', sigv4: {${KEYS}, ${role}}, topic_arn: '${TOPIC}'}`;
      const notifier = new SnsNotifier(configOf(snsConfig, yaml), DEPS);
      for (const group of [GROUPS.firing, GROUPS.resolved]) {
        expect(await notifier.notify(group, AbortSignal.timeout(5000))).toEqual({ kind: 'delivered' });
      }
      await notifier.close();
      expect(forms().map((form) => form.get('Action'))).toEqual(['AssumeRole', 'Publish', 'Publish']);
      expect(forms()[0]?.get('ExternalId')).toBe('ext');
    });

    it('as a role that it may not take, and says so', async () => {
      surround({ AWS_ENDPOINT_URL_STS: server.url });
      expect(await send('', GROUPS.firing, { keys: `${KEYS}, role_arn: 'arn:aws:iam::1:user/eve'` })).toEqual({
        kind: 'giveUp',
        reason: 'authError',
        error: 'unexpected status code 403: not authorized to perform: sts:AssumeRole on arn:aws:iam::1:user/eve',
      });
    });

    it('with its own keys, whatever http_config authorizes with', async () => {
      expect(await send(', http_config: {authorization: {credentials: other}}')).toEqual({ kind: 'delivered' });
    });

    it('with nothing where there are no keys, and tries again', async () => {
      const outcome = await send('', GROUPS.firing, { keys: 'region: eu-central-1' });
      expect(outcome).toMatchObject({ kind: 'retry', reason: 'other' });
    });

    it('nothing where it knows no region', async () => {
      const keys = KEYS.replace('region: eu-central-1, ', '');
      expect(await send('', GROUPS.firing, { keys })).toEqual({
        kind: 'giveUp',
        reason: 'other',
        error: 'region not configured in sns.sigv4.region or in default credentials chain',
      });
    });
  });

  it.each(UPSTREAM_VERDICTS)('is $kind for statuses $from to $to', async (row) => {
    for (const { status, outcome } of statusesOf(row)) {
      const { headers = {}, body } = outcome.kind === 'delivered' ? publishAnswer() : refusal(status, 'Code', 'words');
      const deps = depsAnswering(() => ({ status, headers, body }));
      const said = status < 200 ? 'the answer names no MessageId' : 'words';
      const words = 'error' in outcome ? { error: `${outcome.error}: ${said}` } : {};
      expect(await send('', GROUPS.firing, { deps })).toEqual({ ...outcome, ...words });
    }
  });

  it.each`
    status | code                       | kind        | reason
    ${400} | ${'Throttling'}            | ${'retry'}  | ${'rateLimited'}
    ${400} | ${'ThrottlingException'}   | ${'retry'}  | ${'rateLimited'}
    ${400} | ${'KMSThrottling'}         | ${'retry'}  | ${'rateLimited'}
    ${429} | ${'Throttled'}             | ${'retry'}  | ${'rateLimited'}
    ${403} | ${'ExpiredToken'}          | ${'retry'}  | ${'authError'}
    ${403} | ${'RequestExpired'}        | ${'retry'}  | ${'authError'}
    ${403} | ${'SignatureDoesNotMatch'} | ${'giveUp'} | ${'authError'}
    ${403} | ${'AuthorizationError'}    | ${'giveUp'} | ${'authError'}
    ${400} | ${'EndpointDisabled'}      | ${'giveUp'} | ${'clientError'}
    ${500} | ${'InternalError'}         | ${'retry'}  | ${'serverError'}
  `('is $kind for $status $code', async ({ status, code, kind, reason }) => {
    server.behave(() => refusal(status, code, 'AWS says so'));
    const error = `unexpected status code ${status}: AWS says so`;
    expect(await send()).toEqual({ kind, reason, error });
  });

  it('waits as long as it is asked to', async () => {
    server.behave(() => ({ ...refusal(429, 'Throttled', 'Rate exceeded'), headers: { 'retry-after': '17' } }));
    const error = 'unexpected status code 429: Rate exceeded';
    expect(await send()).toEqual({ kind: 'retry', reason: 'rateLimited', afterMs: 17_000, error });
  });

  it.each(['', '<html>hello</html>', 'hello', '{}'])('does not take a 200 for success that says "%s"', async (body) => {
    server.behave(() => ({ status: 200, body }));
    const error = expect.stringMatching(/^unexpected answer: ./);
    expect(await send()).toEqual({ kind: 'retry', reason: 'other', error });
  });

  it.each`
    target                                         | more               | reason           | words
    ${`topic_arn: '${TOPIC.slice(0, -5)}unknown'`} | ${''}              | ${'clientError'} | ${'404: Topic does not exist'}
    ${"phone_number: '110'"}                       | ${''}              | ${'clientError'} | ${'400: Invalid parameter: PhoneNumber Reason: 110 is not valid to publish to'}
    ${`topic_arn: ${TOPIC}`}                       | ${", message: ''"} | ${'clientError'} | ${'400: Invalid parameter: Empty message'}
  `("gives up with Amazon's words: $words", async ({ target, more, reason, words }) => {
    const error = `unexpected status code ${words}`;
    expect(await send(more, GROUPS.firing, { target })).toEqual({ kind: 'giveUp', reason, error });
  });

  it.each(NETWORK_FAULTS)('tries again when $fault', async ({ arrange, reason }) => {
    const signal = await arrange(server);
    expect(await send('', GROUPS.firing, { signal })).toEqual({ kind: 'retry', reason, error: expect.any(String) });
  });

  it('shows nothing of its keys, not even what Amazon repeats', async () => {
    const keys = `region: r, access_key: k, secret_key: 'marker+/='`;
    server.behave(({ headers }) => refusal(403, 'SignatureDoesNotMatch', `marker+/= and ${headers.authorization}`));
    const outcome = await send('', GROUPS.firing, { keys });
    expect(outcome).toMatchObject({ kind: 'giveUp', error: expect.stringContaining('<secret> and AWS4-HMAC-SHA256') });
    expect(JSON.stringify(outcome)).not.toContain('marker');
  });

  it.each`
    field             | yaml
    ${'api_url'}      | ${`api_url: '{{ .Nope }}', topic_arn: ${TOPIC}`}
    ${'topic_arn'}    | ${"topic_arn: '{{ .Nope }}'"}
    ${'target_arn'}   | ${"target_arn: '{{ .Nope }}'"}
    ${'phone_number'} | ${"phone_number: '{{ .Nope }}'"}
    ${'message'}      | ${`topic_arn: ${TOPIC}, message: '{{ .Nope }}'`}
    ${'subject'}      | ${`topic_arn: ${TOPIC}, subject: '{{ .Nope }}'`}
    ${'attributes'}   | ${`topic_arn: ${TOPIC}, attributes: {a: '{{ .Nope }}'}`}
  `('gives up where the template of its $field fails', async ({ field, yaml }) => {
    const notifier = new SnsNotifier(configOf(snsConfig, `{sigv4: {${KEYS}}, ${yaml}}`), DEPS);
    const outcome = await notifier.notify(GROUPS.firing, AbortSignal.timeout(5000));
    await notifier.close();
    expect(outcome).toEqual({
      kind: 'giveUp',
      reason: 'clientError',
      error: expect.stringMatching(new RegExp(`^execute '${field}' template: .*Nope`)),
    });
  });

  it('gives up where api_url renders to no address', async () => {
    const yaml = `{api_url: 'sns {{ .Status }}', sigv4: {${KEYS}}, topic_arn: ${TOPIC}}`;
    const notifier = new SnsNotifier(configOf(snsConfig, yaml), DEPS);
    const error = 'api_url is not a URL after templating';
    expect(await notifier.notify(GROUPS.firing, AbortSignal.timeout(5000))).toEqual({
      kind: 'giveUp',
      reason: 'clientError',
      error,
    });
    await notifier.close();
  });
});
