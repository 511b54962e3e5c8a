import { Secret } from './secret.js';

/** Whether two decoded configurations say the same, also in their secrets. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a instanceof Secret) return b instanceof Secret && a.reveal() === b.reveal();
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [entriesOf(a), entriesOf(b)];
  return left.size === right.size && [...left].every(([key, value]) => right.has(key) && isSame(value, right.get(key)));
}

function entriesOf(value: object): Map<string, unknown> {
  return new Map(Object.entries(value).filter(([, child]) => child !== undefined));
}
