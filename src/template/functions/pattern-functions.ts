import { RE2JS } from 're2js';
import { Output } from '../engine/fmt/output.js';
import { GoError, type GoFunction } from '../engine/go-function.js';
import { STRING } from '../engine/go-type.js';
import { stringOf } from '../engine/go-value.js';
import { canBackquote, quote } from '../engine/quote.js';
import { expandReplacement, type Group } from './expand-replacement.js';

const CACHE_MAX = 500;
/** A character costs about 150 ns. */
const WEIGHT = 16;
const cache = new Map<string, RE2JS>();

/** `match` and `reReplaceAll`: RE2, so that no pattern takes more than linear time. */
export const PATTERN_FUNCTIONS: Readonly<Record<string, GoFunction>> = {
  match: {
    weight: WEIGHT,
    params: [STRING, STRING],
    call: ([pattern, text]) =>
      compile(stringOf(pattern) ?? '')
        .matcher(stringOf(text) ?? '')
        .find(),
  },
  reReplaceAll: {
    weight: WEIGHT,
    params: [STRING, STRING, STRING],
    call: ([pattern, replacement, text]) =>
      replaceAll(mustCompile(stringOf(pattern) ?? ''), stringOf(replacement) ?? '', stringOf(text) ?? ''),
  },
};

function compile(pattern: string): RE2JS {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const compiled = compileNew(pattern);
  if (cache.size >= CACHE_MAX) cache.clear();
  cache.set(pattern, compiled);
  return compiled;
}

function compileNew(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new GoError(message.startsWith('error parsing regexp') ? message : `error parsing regexp: ${message}`);
  }
}

/** Go panics here, with a message of its own. */
function mustCompile(pattern: string): RE2JS {
  try {
    return compile(pattern);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    const shown = canBackquote(pattern) ? `\`${pattern}\`` : quote(pattern);
    throw new GoError(`regexp: Compile(${shown}): ${error.message}`);
  }
}

function replaceAll(pattern: RE2JS, replacement: string, text: string): string {
  const matcher = pattern.matcher(text);
  const names = new Map<string, number>(Object.entries(pattern.namedGroups()));
  const output = new Output();
  let end = 0;
  let isFirst = true;
  while (matcher.find()) {
    const from = matcher.start();
    const to = matcher.end();
    // An empty match right behind another match is none.
    if (to === from && from === end && !isFirst) continue;
    output.write(text.slice(end, from));
    const group: Group = (name) => {
      const number = typeof name === 'number' ? name : names.get(name);
      return number === undefined || number > matcher.groupCount() ? '' : (matcher.group(number) ?? '');
    };
    output.write(expandReplacement(replacement, group));
    end = to;
    isFirst = false;
  }
  output.write(text.slice(end));
  return output.text;
}
