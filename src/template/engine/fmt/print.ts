import type { GoValue } from '../go-value.js';
import { stringOf, unwrap } from '../go-value.js';
import { Printer } from './printer.js';

/** fmt.Sprint: a blank between two operands when neither is a string. */
export function sprint(args: readonly GoValue[]): string {
  if (args.length === 1 && typeof args[0] === 'string') return args[0];
  const printer = new Printer();
  let wasString = true;
  for (const [at, arg] of args.entries()) {
    const isString = stringOf(unwrap(arg)) !== undefined;
    if (at > 0 && !isString && !wasString) printer.out.write(' ');
    printer.printArg(arg, 'v');
    wasString = isString;
  }
  return printer.out.text;
}

/** fmt.Sprintln: always a blank, and a newline. */
export function sprintln(args: readonly GoValue[]): string {
  const printer = new Printer();
  for (const [at, arg] of args.entries()) {
    if (at > 0) printer.out.write(' ');
    printer.printArg(arg, 'v');
  }
  printer.out.write('\n');
  return printer.out.text;
}
