import { sprint } from '../engine/fmt/print.js';
import { GoError } from '../engine/go-function.js';
import { GoPointer, type GoValue, typeOf } from '../engine/go-value.js';
import { jsonText } from '../functions/json-text.js';
import { GoTime } from '../go-time/time-value.js';

/** For a place where JavaScript expects an expression: the value as JSON, which is one. */
export function escapeJsValue(args: readonly GoValue[]): string {
  const [only] = args;
  const expression = jsonOrComment(args.length === 1 ? operandOf(only) : sprint(args.map(followPointers)));
  // Keeps words and numbers apart from the words beside them: `return{{ .x }}in y`.
  return /^[$\w]|[$\w]$/.test(expression) ? ` ${expression} ` : expression;
}

/** A value that has its own text, and is not made for JSON, is that text. */
function operandOf(value: GoValue): GoValue {
  const target = followPointers(value);
  if (target === undefined || target instanceof GoTime) {
    return target;
  }
  const ownText = typeOf(target).methods.get('String');
  return ownText === undefined ? target : ownText.call(target, []);
}

function followPointers(value: GoValue): GoValue {
  return value instanceof GoPointer && value.target !== undefined ? followPointers(value.target) : value;
}

function jsonOrComment(value: GoValue): string {
  try {
    return jsonText(value);
  } catch (error) {
    if (error instanceof GoError) {
      return ` /* ${harmless(error.message)} */null `;
    }
    throw error;
  }
}

/** Neither ends the comment that it stands in, nor the script. */
function harmless(message: string): string {
  return message
    .replace(/<(\/?)script/gi, '\\x3C$1script')
    .replaceAll('*/', '* /')
    .replaceAll('<!--', '\\x3C!--');
}
