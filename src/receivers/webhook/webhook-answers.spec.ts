import { depsAnswering } from '../../../test/support/answering-client.js';
import { SERVER_FAULTS } from '../../../test/support/broken-servers.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { statusesOf } from '../../../test/support/status-verdicts.js';
import { UPSTREAM_VERDICTS } from '../../../test/support/upstream-verdicts.js';
import type { Outcome } from '../../notify/outcome.js';
import { webhookConfig } from './config.js';
import { WebhookNotifier } from './webhook.js';

describe('WebhookNotifier, whatever is answered', () => {
  async function send(url: string, { deps = DEPS, httpConfig = '', deadlineMs = 5000 } = {}): Promise<Outcome> {
    const yaml = `{url: '${url}/marker-of-the-address', http_config: {${httpConfig}}}`;
    const notifier = new WebhookNotifier(configOf(webhookConfig, yaml), deps);
    try {
      return await notifier.notify(GROUPS.firing, AbortSignal.timeout(deadlineMs));
    } finally {
      await notifier.close();
    }
  }

  it.each(UPSTREAM_VERDICTS)('is $kind for statuses $from to $to', async (row) => {
    for (const { status, outcome } of statusesOf(row)) {
      const deps = depsAnswering(() => ({ status, headers: {}, body: '' }));
      expect(await send('http://hook.test', { deps })).toEqual(outcome);
    }
  });

  it.each(SERVER_FAULTS)('tries again when $fault', async ({ start, reason, words, deadlineMs }) => {
    const server = await start();
    try {
      const outcome = await send(server.url, { httpConfig: server.httpConfig, deadlineMs });
      expect(outcome).toEqual({ kind: 'retry', reason, error: expect.stringMatching(words) });
      expect(JSON.stringify(outcome)).not.toContain('marker-of-the-address');
    } finally {
      await server.close();
    }
  });
});
