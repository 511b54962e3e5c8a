import { depsAnswering } from '../../../test/support/answering-client.js';
import { SERVER_FAULTS } from '../../../test/support/broken-servers.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { statusesOf } from '../../../test/support/status-verdicts.js';
import { UPSTREAM_VERDICTS } from '../../../test/support/upstream-verdicts.js';
import type { Outcome } from '../../notify/outcome.js';
import { pagerdutyConfig } from './config.js';
import { PagerdutyNotifier } from './pagerduty.js';

const KEYS = { v1: 'service_key: marker-of-v1', v2: 'routing_key: marker-of-v2' };

/** v1 limits the rate by a 403, and gives no reasons. */
const VERDICTS = {
  v1: UPSTREAM_VERDICTS.map((row) => {
    if (row.kind === 'delivered') return row;
    return { ...row, kind: row.from === 403 ? ('retry' as const) : row.kind, reason: 'other' as const };
  }),
  v2: UPSTREAM_VERDICTS,
};

describe.each(['v1', 'v2'] as const)('PagerdutyNotifier, whatever Events API %s answers', (version) => {
  async function send(
    url: string,
    { deps = DEPS, httpConfig = '', deadlineMs = 5000, more = '' } = {},
  ): Promise<Outcome> {
    const yaml = `{url: '${url}', ${KEYS[version]}, http_config: {${httpConfig}}${more}}`;
    const notifier = new PagerdutyNotifier(configOf(pagerdutyConfig, yaml), deps, url);
    try {
      return await notifier.notify(GROUPS.firing, AbortSignal.timeout(deadlineMs));
    } finally {
      await notifier.close();
    }
  }

  it.each(VERDICTS[version])('is $kind for statuses $from to $to', async (row) => {
    for (const { status, outcome } of statusesOf(row)) {
      const deps = depsAnswering(() => ({ status, headers: {}, body: '' }));
      expect(await send('http://pagerduty.test', { deps })).toEqual(outcome);
    }
  });

  it.each`
    status | body                                                       | words
    ${400} | ${'{"status":"invalid","message":"m","errors":["a","b"]}'} | ${': m: a,b'}
    ${400} | ${'{"message":"m"}'}                                       | ${': m: '}
    ${400} | ${'<html>'}                                                | ${''}
    ${404} | ${'{"message":"m","errors":["a"]}'}                        | ${''}
  `('tells what PagerDuty says of a bad event, and only that: $status $body', async ({ status, body, words }) => {
    const deps = depsAnswering(() => ({ status, headers: {}, body }));
    expect(await send('http://pagerduty.test', { deps })).toMatchObject({
      kind: 'giveUp',
      error: `unexpected status code ${status}${words}`,
    });
  });

  it.each(SERVER_FAULTS)('tries again when $fault', async ({ start, reason, words, deadlineMs }) => {
    const server = await start();
    try {
      const outcome = await send(server.url, { httpConfig: server.httpConfig, deadlineMs });
      const expected = version === 'v1' && reason === 'serverError' ? 'other' : reason;
      expect(outcome).toEqual({ kind: 'retry', reason: expected, error: expect.stringMatching(words) });
      expect(JSON.stringify(outcome)).not.toContain('marker');
    } finally {
      await server.close();
    }
  });

  it.each`
    more                               | error
    ${", description: '{{ .Nope }}'"}  | ${/^failed to template PagerDuty v[12] message: template: /}
    ${", client: '{{ .Nope }}'"}       | ${/^failed to template PagerDuty v[12] message: template: /}
    ${", details: {a: '{{ .Nope }}'}"} | ${/^failed to render details: template: /}
  `('gives up where the message cannot be made: $more', async ({ more, error }) => {
    const outcome = await send('http://pagerduty.test', { more });
    expect(outcome).toEqual({ kind: 'giveUp', reason: 'other', error: expect.stringMatching(error) });
  });

  it('gives up where its key is not there to read', async () => {
    const name = version === 'v1' ? 'service' : 'routing';
    const yaml = `{url: 'http://pagerduty.test', ${name}_key_file: /does/not/exist}`;
    const notifier = new PagerdutyNotifier(configOf(pagerdutyConfig, yaml), DEPS);
    expect(await notifier.notify(GROUPS.firing, AbortSignal.timeout(5000))).toEqual({
      kind: 'giveUp',
      reason: 'other',
      error: expect.stringMatching(`^failed to read ${name} key from file: .*ENOENT`),
    });
    await notifier.close();
  });
});
