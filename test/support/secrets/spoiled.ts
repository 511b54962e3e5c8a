import { isMarked } from './marked-cases.js';
import type { Keys } from './marked-integrations.js';

/** What somebody may write in the place of a secret by mistake. */
const MISTAKES: readonly ((secret: string) => unknown)[] = [
  (secret) => [secret],
  (secret) => ({ value: secret }),
  (secret) => `ftp://${secret}`,
  (secret) => `http://${secret}:port/`,
  (secret) => `{{ ${secret} `,
  (secret) => `{{ template "${secret}" . }}{{ nope }}`,
];

/** The document with one mistake in each of its secrets at a time. */
export function* spoiled(document: Keys): Generator<Keys> {
  for (const mistake of MISTAKES) {
    for (let left = secretsIn(document) - 1; left >= 0; left--) yield replaced(document, left, mistake);
  }
}

function secretsIn(value: unknown): number {
  if (isMarked(value)) return 1;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, child) => sum + secretsIn(child), 0);
}

/** @param at which secret, in the order of the document */
function replaced(document: Keys, at: number, mistake: (secret: string) => unknown): Keys {
  let seen = -1;
  const walk = (value: unknown): unknown => {
    if (isMarked(value)) {
      seen++;
      return seen === at ? mistake(value) : value;
    }
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, walk(child)]));
  };
  return walk(document) as Keys;
}
