import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { startSmtp } from '../../../test/support/vendors/smtp.js';
import { emailConfig } from './config.js';
import { EmailNotifier } from './email.js';

const LIST = '{{ range .Alerts }}{{ .Status }} {{ .Labels.instance }} {{ .Annotations.summary }}\n{{ end }}';
const line = (status: string, at: number) => `${status} db-${at} db-${at} is 95 % <full> & "slow"`;
const SIXTY = Array.from({ length: 60 }, (_, at) => line('firing', at + 1));

describe('EmailNotifier, for each kind of group', () => {
  it.each`
    group         | subject                                  | lines                                       | heading                           | rows
    ${'firing'}   | ${'[FIRING:1] DiskFull (db-1 critical)'} | ${[line('firing', 1)]}                      | ${['[1] Firing']}                 | ${1}
    ${'resolved'} | ${'[RESOLVED] DiskFull (db-1 critical)'} | ${[line('resolved', 1)]}                    | ${['[1] Resolved']}               | ${1}
    ${'mixed'}    | ${'[FIRING:1] DiskFull'}                 | ${[line('firing', 1), line('resolved', 2)]} | ${['[1] Firing', '[1] Resolved']} | ${2}
    ${'many'}     | ${'[FIRING:60] DiskFull'}                | ${SIXTY}                                    | ${['[60] Firing']}                | ${60}
  `('sends one that is $group', async ({ group, subject, lines, heading, rows }) => {
    const smtp = await startSmtp();
    const yaml = `{to: 'Ana <ana@example.org>', from: tocsin@example.org, smarthost: '127.0.0.1:${smtp.port}', require_tls: false, text: ${JSON.stringify(LIST)}}`;
    const notifier = new EmailNotifier(configOf(emailConfig, yaml), DEPS);
    const notification = GROUPS[group as keyof typeof GROUPS];
    expect(await notifier.notify(notification, AbortSignal.timeout(5000))).toEqual({ kind: 'delivered' });
    const [mail, ...others] = smtp.mails.all;
    await smtp.close();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ from: 'tocsin@example.org', to: ['ana@example.org'], subject });
    expect(mail?.parsed.from?.text).toBe('tocsin@example.org');
    expect(mail?.parsed.to).toMatchObject({ text: '"Ana" <ana@example.org>' });
    expect(mail?.text.trim().split('\n')).toEqual(lines);
    const html = mail?.html ?? '';
    expect([...html.matchAll(/\[\d+\] (?:Firing|Resolved)/g)].map(([text]) => text)).toEqual(heading);
    expect(html.match(/is 95 % &lt;full&gt; &amp; (?:"|&#34;|&quot;)slow/g)).toHaveLength(rows);
    expect(html).not.toContain('<full>');
  });

  describe.each(['starttls', 'implicit'] as const)('by TLS (%s)', (tls) => {
    it.each(['PLAIN', 'LOGIN', 'CRAM-MD5'])('and %s', async (mechanism) => {
      const smtp = await startSmtp({ tls, mechanisms: [mechanism], user: 'tocsin', password: 'hunter2' });
      const how = tls === 'implicit' ? 'force_implicit_tls: true' : 'require_tls: true';
      const trust = `tls_config: {ca: ${JSON.stringify(smtp.certificate)}}`;
      const auth = 'auth_username: tocsin, auth_password: hunter2, auth_secret: hunter2';
      const yaml = `{to: ana@example.org, from: tocsin@example.org, smarthost: '127.0.0.1:${smtp.port}', ${how}, ${trust}, ${auth}}`;
      const notifier = new EmailNotifier(configOf(emailConfig, yaml), DEPS);
      expect(await notifier.notify(GROUPS.mixed, AbortSignal.timeout(5000))).toEqual({ kind: 'delivered' });
      expect(smtp.mails.all).toMatchObject([{ user: 'tocsin', isEncrypted: true, subject: '[FIRING:1] DiskFull' }]);
      await smtp.close();
    });
  });
});
