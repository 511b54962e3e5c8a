/**
 * Where the output stands at one point of a template, as an HTML parser sees it: html/template follows the text of a
 * template with it and chooses the escapers of a pipeline by it. The words are Go's, without their prefixes, because
 * its error messages print them.
 */
export interface Context {
  readonly state: State;
  readonly delim: Delim;
  readonly urlPart: UrlPart;
  readonly jsCtx: JsCtx;
  /** Open braces in each `${` expression of the JavaScript template literals around this point, the innermost last. */
  readonly jsBraceDepth: readonly number[];
  readonly attr: Attr;
  readonly element: Element;
}

/** What the next character belongs to. `Dead` follows a `break` or `continue`: nothing there is ever rendered. */
export type State =
  | 'Text'
  | 'Tag'
  | 'AttrName'
  | 'AfterName'
  | 'BeforeValue'
  | 'HTMLCmt'
  | 'RCDATA'
  | 'Attr'
  | 'URL'
  | 'Srcset'
  | 'MetaContent'
  | 'MetaContentURL'
  | 'JS'
  | 'JSDqStr'
  | 'JSSqStr'
  | 'JSTmplLit'
  | 'JSRegexp'
  | 'JSBlockCmt'
  | 'JSLineCmt'
  | 'JSHTMLOpenCmt'
  | 'JSHTMLCloseCmt'
  | 'CSS'
  | 'CSSDqStr'
  | 'CSSSqStr'
  | 'CSSDqURL'
  | 'CSSSqURL'
  | 'CSSURL'
  | 'CSSBlockCmt'
  | 'CSSLineCmt'
  | 'Dead';

/** What ends the attribute's value; `None` outside of one. */
export type Delim = 'None' | 'DoubleQuote' | 'SingleQuote' | 'SpaceOrTagEnd';

/** The part of a URL; `Unknown` where branches with different parts meet. */
type UrlPart = 'None' | 'PreQuery' | 'QueryOrFrag' | 'Unknown';

/** What a slash would start in JavaScript: a regular expression, a division, or unknown where branches meet. */
export type JsCtx = 'Regexp' | 'DivOp' | 'Unknown';

/** What the value of the current attribute holds. */
export type Attr = 'None' | 'Script' | 'ScriptType' | 'Style' | 'URL' | 'Srcset' | 'MetaContent';

/** The current element, where its content or attributes are special. */
export type Element = 'None' | 'Script' | 'Style' | 'Textarea' | 'Title' | 'Meta';

/** Ordinary text between tags: how every template that is executed starts and must end. */
export const textContext: Context = {
  state: 'Text',
  delim: 'None',
  urlPart: 'None',
  jsCtx: 'Regexp',
  jsBraceDepth: [],
  attr: 'None',
  element: 'None',
};

export function isSameContext(a: Context, b: Context): boolean {
  return (
    a.state === b.state &&
    a.delim === b.delim &&
    a.urlPart === b.urlPart &&
    a.jsCtx === b.jsCtx &&
    a.attr === b.attr &&
    a.element === b.element &&
    a.jsBraceDepth.length === b.jsBraceDepth.length &&
    a.jsBraceDepth.every((depth, level) => depth === b.jsBraceDepth[level])
  );
}

/** As Go prints it in an error message; the last word is the context's error, and one that we print has none. */
export function printContext(context: Context): string {
  const { state, delim, urlPart, jsCtx, jsBraceDepth, attr, element } = context;
  const depths = `[${jsBraceDepth.join(' ')}]`;
  return `{state${state} delim${delim} urlPart${urlPart} jsCtx${jsCtx} ${depths} attr${attr} element${element} <nil>}`;
}

/** The name of the copy of a template that is escaped for being called in this context. */
export function derivedName(templateName: string, context: Context): string {
  if (context.state === 'Text') {
    return templateName;
  }
  const { state, delim, urlPart, jsCtx, jsBraceDepth, attr, element } = context;
  const suffixes = [
    delim === 'None' ? '' : `_delim${delim}`,
    urlPart === 'None' ? '' : `_urlPart${urlPart}`,
    jsCtx === 'Regexp' ? '' : `_jsCtx${jsCtx}`,
    jsBraceDepth.length === 0 ? '' : `_jsBraceDepth[${jsBraceDepth.join(' ')}]`,
    attr === 'None' ? '' : `_attr${attr}`,
    element === 'None' ? '' : `_element${element}`,
  ];
  return `${templateName}$htmltemplate_state${state}${suffixes.join('')}`;
}
