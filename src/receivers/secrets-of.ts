import { noteSecret } from '../httpclient/transcript.js';
import { Secret } from '../schema/secret.js';

/** The values of all secrets that stand in a configuration itself, for keeping them out of errors. */
export function secretsOf(config: unknown): string[] {
  if (config instanceof Secret) return config.reveal() === '' ? [] : [config.reveal()];
  return typeof config === 'object' && config !== null ? Object.values(config).flatMap(secretsOf) : [];
}

/** Renders a secret that is a template. What fails is told without the text, all of which may be the secret. */
export function renderSecret(name: string, secret: string, render: (source: string) => string): string {
  try {
    return noteSecret(render(secret));
  } catch {
    throw new Error(`${name} is a template that cannot be rendered`);
  }
}
