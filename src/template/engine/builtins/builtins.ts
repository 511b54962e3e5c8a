import { sprint, sprintln } from '../fmt/print.js';
import { sprintf } from '../fmt/printf.js';
import { GoError, type GoFunction, type GoFunctions } from '../go-function.js';
import { ANY, REFLECT_VALUE, STRING } from '../go-type.js';
import { type GoValue, isTrue, stringOf, typeOf, unwrap } from '../go-value.js';
import { printedAll } from '../printed.js';
import { COMPARISONS } from './compare.js';
import { ELEMENTS } from './elements.js';
import { escapeHtml, escapeJs, escapeQuery } from './escape-text.js';

/** The functions that every Go template has. */
export const BUILTINS: GoFunctions = new Map<string, GoFunction>(
  Object.entries({
    ...COMPARISONS,
    ...ELEMENTS,
    // These two are called here only where nothing is left to be decided: the evaluator stops them early.
    and: { params: [REFLECT_VALUE, REFLECT_VALUE], variadic: true, call: (args) => firstWith(args, false) },
    or: { params: [REFLECT_VALUE, REFLECT_VALUE], variadic: true, call: (args) => firstWith(args, true) },
    not: { params: [REFLECT_VALUE], call: ([value]) => !isTrue(unwrap(value)) },
    call: { params: [REFLECT_VALUE, REFLECT_VALUE], variadic: true, call: ([callee]) => callValue(callee) },
    print: { params: [ANY], variadic: true, call: sprint },
    printf: {
      params: [STRING, ANY],
      variadic: true,
      call: ([format, ...args]) => sprintf(stringOf(format) ?? '', args),
    },
    println: { params: [ANY], variadic: true, call: sprintln },
    html: { params: [ANY], variadic: true, call: (args) => escapeHtml(printedAll(args)) },
    js: { params: [ANY], variadic: true, call: (args) => escapeJs(printedAll(args)) },
    urlquery: { params: [ANY], variadic: true, call: (args) => escapeQuery(printedAll(args)) },
  } satisfies Record<string, GoFunction>),
);

function firstWith(args: readonly GoValue[], truth: boolean): GoValue {
  return args.find((arg) => isTrue(unwrap(arg)) === truth) ?? args.at(-1);
}

/** Nothing that templates are given is a function, so that `call` can only say what it was given instead. */
function callValue(callee: GoValue): never {
  const value = unwrap(callee);
  if (value === undefined) throw new GoError('call of nil');
  throw new GoError(`non-function ${sprint([value])} of type ${typeOf(value).name}`);
}
