import { depsAnswering } from '../../../test/support/answering-client.js';
import { SERVER_FAULTS } from '../../../test/support/broken-servers.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { statusesOf } from '../../../test/support/status-verdicts.js';
import { UPSTREAM_VERDICTS } from '../../../test/support/upstream-verdicts.js';
import type { Outcome } from '../../notify/outcome.js';
import { slackConfig } from './config.js';
import { SlackNotifier } from './slack.js';

const CHANNEL = 'channel "#ops": ';

/** How each way to Slack is told that all is well. */
const WELL = {
  webhook: { contentType: 'text/html', body: 'ok' },
  app: { contentType: 'application/json; charset=utf-8', body: '{"ok":true,"ts":"1.2","channel":"C1"}' },
};

describe.each(['webhook', 'app'] as const)('SlackNotifier, whatever is answered to its %s', (way) => {
  let urls = 0;

  async function send(
    url: string,
    { deps = DEPS, httpConfig = '', deadlineMs = 5000, more = '' } = {},
  ): Promise<Outcome> {
    // Slack's limits are remembered for each address and token.
    const marker = `marker-${way}-${++urls}`;
    const place = way === 'webhook' ? `api_url: '${url}/${marker}'` : `app_url: '${url}', app_token: ${marker}`;
    const yaml = `{${place}, channel: '#ops', http_config: {${httpConfig}}${more}}`;
    const notifier = new SlackNotifier(configOf(slackConfig, yaml), deps);
    try {
      return await notifier.notify(GROUPS.firing, AbortSignal.timeout(deadlineMs));
    } finally {
      await notifier.close();
    }
  }

  const answered = (status: number, contentType: string, body: string) =>
    depsAnswering(() => ({ status, headers: { 'content-type': contentType }, body }));

  it.each(UPSTREAM_VERDICTS)('is $kind for statuses $from to $to', async (row) => {
    const { contentType, body } = WELL[way];
    for (const { status, outcome } of statusesOf(row)) {
      const deps = answered(status, contentType, outcome.kind === 'delivered' ? body : '');
      const expected = 'error' in outcome ? { ...outcome, error: `${CHANNEL}${outcome.error}` } : outcome;
      expect(await send('http://slack.test', { deps })).toEqual(expected);
    }
  });

  it.each`
    contentType           | body                                   | kind           | words
    ${'text/plain'}       | ${'ok'}                                | ${'delivered'} | ${''}
    ${'text/html'}        | ${'no_team'}                           | ${'giveUp'}    | ${'received an error response from Slack: no_team'}
    ${'text/html'}        | ${'ok '}                               | ${'giveUp'}    | ${'received an error response from Slack: ok '}
    ${''}                 | ${''}                                  | ${'giveUp'}    | ${'received an error response from Slack: '}
    ${'application/json'} | ${'{"ok":true}'}                       | ${'delivered'} | ${''}
    ${'application/json'} | ${'{"ok":false,"error":"not_authed"}'} | ${'giveUp'}    | ${'error response from Slack: not_authed'}
    ${'application/json'} | ${'{}'}                                | ${'giveUp'}    | ${'error response from Slack: '}
    ${'application/json'} | ${'null'}                              | ${'giveUp'}    | ${'error response from Slack: '}
    ${'application/json'} | ${'{"ok":tr'}                          | ${'retry'}     | ${'could not unmarshal JSON response "{\\"ok\\":tr"'}
    ${'application/json'} | ${'["ok"]'}                            | ${'retry'}     | ${'could not unmarshal JSON response "[\\"ok\\"]"'}
  `('is $kind for $contentType $body under status 200', async ({ contentType, body, kind, words }) => {
    const outcome = await send('http://slack.test', { deps: answered(200, contentType, body) });
    const error = `${CHANNEL}${words}`;
    expect(outcome).toEqual(kind === 'delivered' ? { kind } : { kind, reason: 'clientError', error });
  });

  it.each(['17', new Date(GROUPS.firing.nowMs + 17_000).toUTCString()])(
    'waits as long as Slack asks for: %s',
    async (wait) => {
      const deps = depsAnswering(() => ({ status: 429, headers: { 'retry-after': wait }, body: '' }));
      const outcome = await send('http://slack.test', { deps });
      expect(outcome).toMatchObject({ kind: 'retry', reason: 'rateLimited' });
      expect(outcome.kind === 'retry' && Math.ceil((outcome.afterMs ?? 0) / 1000)).toBe(17);
    },
  );

  it.each(SERVER_FAULTS)('tries again when $fault', async ({ start, reason, words, deadlineMs }) => {
    const server = await start();
    try {
      const outcome = await send(server.url, { httpConfig: server.httpConfig, deadlineMs });
      expect(outcome).toEqual({ kind: 'retry', reason, error: expect.stringMatching(words) });
      expect(JSON.stringify(outcome)).not.toContain('marker');
    } finally {
      await server.close();
    }
  });

  it('tries again when its own timeout is over', async () => {
    const silent = SERVER_FAULTS.find(({ fault }) => fault === 'no answer comes');
    const server = await silent?.start();
    const outcome = await send(server?.url ?? '', { more: ', timeout: 50ms' });
    const error = expect.stringMatching(/: configured slack timeout reached \(50ms\)$/);
    expect(outcome).toEqual({ kind: 'retry', reason: 'other', error });
    await server?.close();
  });
});
