import type { JsCtx } from './context.js';

/**
 * What a slash behind some JavaScript would start, judged by its last token as browsers did before they parsed: an
 * operand is divided, anything else precedes a regular expression.
 *
 * @param tokens without strings, comments, regular expressions and divisions
 * @param preceding the answer in front of the tokens, which holds when they are only white space
 */
export function nextSlashContext(tokens: string, preceding: JsCtx): JsCtx {
  const code = tokens.trimEnd();
  const last = code.at(-1);
  if (last === undefined) {
    return preceding;
  }
  if (last === '+' || last === '-') {
    return isSign(code, last) ? 'Regexp' : 'DivOp';
  }
  if (last === '.') {
    return /\d\.$/.test(code) ? 'DivOp' : 'Regexp';
  }
  // A closing brace ends a block far more often than an object that somebody divides.
  if (',<>=*%&|^?!~([:;{}'.includes(last)) {
    return 'Regexp';
  }
  return keywordsBeforeExpressions.has(lastWord(code)) ? 'Regexp' : 'DivOp';
}

/** `+` and `-` precede an operand, `++` and `--` follow one; `---` is `-- -`. */
function isSign(code: string, sign: string): boolean {
  let start = code.length - 1;
  while (start > 0 && code[start - 1] === sign) {
    start--;
  }
  return (code.length - start) % 2 === 1;
}

function lastWord(code: string): string {
  let start = code.length;
  while (start > 0 && /[$\w]/.test(code.charAt(start - 1))) {
    start--;
  }
  return code.slice(start);
}

const keywordsBeforeExpressions: ReadonlySet<string> = new Set([
  'break',
  'case',
  'continue',
  'delete',
  'do',
  'else',
  'finally',
  'in',
  'instanceof',
  'return',
  'throw',
  'try',
  'typeof',
  'void',
]);
