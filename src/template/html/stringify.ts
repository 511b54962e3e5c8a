import { sprint } from '../engine/fmt/print.js';
import { GoBasic, GoPointer, type GoValue, stringOf, typeOf } from '../engine/go-value.js';
import { HTML_TYPE, URL_TYPE } from '../functions/content-functions.js';
import type { Content } from './content.js';

/** The text of what a pipeline hands to an escaper. Unlike Go's fmt, nil is nothing, and pointers are followed. */
export function stringify(args: readonly GoValue[]): Content {
  const [only] = args;
  if (args.length === 1) {
    const value = followPointers(only);
    if (typeof value === 'string') {
      return { kind: 'plain', text: value };
    }
    const kind = contentKind(value);
    if (kind !== undefined) {
      return { kind, text: stringOf(value) ?? '' };
    }
  }
  const present = args.filter((arg) => arg !== undefined);
  return { kind: 'plain', text: sprint(present.map(followToString)) };
}

/** The same for more than one escaper to come, which nil is not lost on. */
export function evalArgs(args: readonly GoValue[]): string {
  return sprint(args.map(followToString));
}

function contentKind(value: GoValue): Exclude<Content['kind'], 'plain'> | undefined {
  if (value instanceof GoBasic && value.type === HTML_TYPE) {
    return 'html';
  }
  return value instanceof GoBasic && value.type === URL_TYPE ? 'url' : undefined;
}

function followPointers(value: GoValue): GoValue {
  return value instanceof GoPointer && value.target !== undefined ? followPointers(value.target) : value;
}

/** Follows pointers up to something that has its own text. */
function followToString(value: GoValue): GoValue {
  const goesOn = value instanceof GoPointer && value.target !== undefined && !typeOf(value).methods.has('String');
  return goesOn ? followToString(value.target) : value;
}
