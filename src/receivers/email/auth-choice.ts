/** What a mail server may be told to prove who we are. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** For CRAM-MD5. */
  readonly secret: string;
  readonly identity: string;
}

export interface AuthChoice {
  readonly method: 'CRAM-MD5' | 'PLAIN' | 'LOGIN';
  readonly pass: string;
}

/**
 * The first mechanism, in the server's order, that there are credentials for (Alertmanager, email.auth).
 *
 * @throws {Error} that says of each mechanism why not
 */
export function chooseAuth(mechanisms: readonly string[], { password, secret }: Credentials): AuthChoice {
  const reasons: string[] = [];
  for (const mechanism of mechanisms) {
    switch (mechanism) {
      case 'CRAM-MD5':
        if (secret !== '') return { method: mechanism, pass: secret };
        reasons.push('missing secret for CRAM-MD5 auth mechanism');
        break;
      case 'PLAIN':
      case 'LOGIN':
        if (password !== '') return { method: mechanism, pass: password };
        reasons.push(`missing password for ${mechanism} auth mechanism`);
        break;
      default:
        reasons.push(`unknown auth mechanism: ${mechanism}`);
    }
  }
  throw new Error(`find auth mechanism: ${reasons.join('\n')}`);
}

/** The mechanisms that an answer to EHLO advertises, in its order. */
export function advertisedMechanisms(ehlo: string): string[] {
  const line = ehlo.split(/\r?\n/).find((each) => /^\d{3}[ -]AUTH[ =]/i.test(each)) ?? '';
  return line
    .slice('250-AUTH '.length)
    .trim()
    .split(/[\s=]+/)
    .filter((mechanism) => mechanism !== '')
    .map((mechanism) => mechanism.toUpperCase());
}
