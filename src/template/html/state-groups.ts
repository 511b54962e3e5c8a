import type { State } from './context.js';

const comments: ReadonlySet<State> = new Set<State>([
  'HTMLCmt',
  'JSBlockCmt',
  'JSLineCmt',
  'JSHTMLOpenCmt',
  'JSHTMLCloseCmt',
  'CSSBlockCmt',
  'CSSLineCmt',
]);
const tagParts: ReadonlySet<State> = new Set<State>(['Tag', 'AttrName', 'AfterName', 'BeforeValue', 'Attr']);
const scriptLiterals: ReadonlySet<State> = new Set<State>(['JSDqStr', 'JSSqStr', 'JSTmplLit', 'JSRegexp']);

/** Comments are for the template's authors; they are left out of the output. */
export function isComment(state: State): boolean {
  return comments.has(state);
}

/** Between `<name` and `>`, in a part whose syntax is HTML's own. */
export function isInTag(state: State): boolean {
  return tagParts.has(state);
}

/** In a JavaScript literal, where `<script`, `</script` and `<!--` must not reach the HTML parser as they are. */
export function isInScriptLiteral(state: State): boolean {
  return scriptLiterals.has(state);
}
