import { goQuote } from '../../labels/go-quote.js';
import type { CommandContext } from '../command-context.js';

type Reader = Pick<CommandContext, 'matcher'>;

/** The first argument may be a bare alert name: what does not parse as a matcher becomes `alertname="…"`. */
export function withAlertname(args: readonly string[], { matcher }: Reader): readonly string[] {
  const [first, ...rest] = args;
  if (first === undefined) return args;
  try {
    matcher(first);
    return args;
  } catch {
    return [`alertname=${goQuote(first)}`, ...rest];
  }
}

/**
 * Labels or annotations that are written as matchers: `name=value`.
 *
 * @param complaint when one of them is no equality
 * @throws {Error}
 */
export function readPairs(args: readonly string[], reader: Reader, complaint: string): Record<string, string> {
  const pairs = args.map((arg): [string, string] => {
    const { name, operator, value } = reader.matcher(arg);
    if (operator !== '=') throw new Error(complaint);
    return [name, value];
  });
  return Object.fromEntries(pairs);
}
