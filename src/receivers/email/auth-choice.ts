/** What a mail server may be told to prove who we are. Files are read when their mechanism is tried, each time anew. */
export interface Credentials {
  readonly username: string;
  readonly password: () => Promise<string>;
  /** For CRAM-MD5. */
  readonly secret: () => Promise<string>;
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
export async function chooseAuth(
  mechanisms: readonly string[],
  { password, secret }: Credentials,
): Promise<AuthChoice> {
  const reasons: string[] = [];
  for (const mechanism of mechanisms) {
    if (mechanism !== 'CRAM-MD5' && mechanism !== 'PLAIN' && mechanism !== 'LOGIN') {
      reasons.push(`unknown auth mechanism: ${mechanism}`);
      continue;
    }
    const [what, read] = mechanism === 'CRAM-MD5' ? ['secret', secret] : ['password', password];
    try {
      const pass = await read();
      if (pass !== '') return { method: mechanism, pass };
      reasons.push(`missing ${what} for ${mechanism} auth mechanism`);
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
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
