import { freePort } from '../../../test/support/processes.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { SMTP_STEPS, startSilentSmtp } from '../../../test/support/vendors/silent-smtp.js';
import { startSmtp } from '../../../test/support/vendors/smtp.js';
import type { Outcome } from '../../notify/outcome.js';
import { emailConfig } from './config.js';
import { EmailNotifier } from './email.js';

function send(port: number, yaml: string, signal = AbortSignal.timeout(5000)): Promise<Outcome> {
  const yamlOf = `{to: ana@example.org, from: tocsin@example.org, smarthost: '127.0.0.1:${port}', ${yaml}}`;
  return new EmailNotifier(configOf(emailConfig, yamlOf), DEPS).notify(GROUPS.firing, signal);
}

describe('EmailNotifier and a server that is not well', () => {
  it.each(SMTP_STEPS)('ends with the deadline where the server falls silent at %s', async (step) => {
    const server = await startSilentSmtp(step);
    const deadline = new AbortController();
    void server.silent.then(() => deadline.abort());
    const needsTls = step === 'STARTTLS' || step === 'handshake';
    const auth = step === 'AUTH' ? ', auth_username: tocsin, auth_password: hunter2' : '';
    expect(await send(server.port, `require_tls: ${needsTls}${auth}`, deadline.signal)).toEqual({
      kind: 'retry',
      reason: 'contextDeadlineExceeded',
      error: 'context deadline exceeded',
    });
    await server.close();
  });

  it('tries again where nobody listens', async () => {
    expect(await send(await freePort(), 'require_tls: false')).toMatchObject({
      kind: 'retry',
      reason: 'other',
      error: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it.each([400, 421, 450, 500, 550, 554])('tries again, as Alertmanager does, where the answer is %d', async (code) => {
    for (const stage of ['from', 'to', 'data'] as const) {
      const smtp = await startSmtp({ refuse: { stage, code } });
      expect(await send(smtp.port, 'require_tls: false')).toMatchObject({
        kind: 'retry',
        reason: 'other',
        error: expect.stringContaining(String(code)),
      });
      await smtp.close();
    }
  });

  it('does not speak SMTP with something else', async () => {
    const smtp = await startSmtp({ tls: 'implicit' });
    const signal = AbortSignal.timeout(1000);
    expect(await send(smtp.port, 'require_tls: false', signal)).toMatchObject({ kind: 'retry' });
    expect(smtp.mails.all).toEqual([]);
    await smtp.close();
  });
});
