import { type Context, type Element, textContext } from './context.js';
import type { Step } from './step.js';

export function afterText(context: Context, text: string): Step {
  const opener = /<!--|<(\/?)([A-Za-z](?:[:-]?[A-Za-z0-9])*)/.exec(text);
  if (opener === null) {
    return toEnd(context, text);
  }
  const consumed = opener.index + opener[0].length;
  const [, slash, name] = opener;
  if (name === undefined) {
    return { context: { ...textContext, state: 'HTMLCmt' }, consumed };
  }
  const element = slash === '/' ? 'None' : (specialElements.get(name.toLowerCase()) ?? 'None');
  return { context: { ...textContext, state: 'Tag', element }, consumed };
}

const specialElements: ReadonlyMap<string, Element> = new Map([
  ['script', 'Script'],
  ['style', 'Style'],
  ['textarea', 'Textarea'],
  ['title', 'Title'],
  ['meta', 'Meta'],
]);

export function afterHtmlComment(context: Context, text: string): Step {
  const end = text.indexOf('-->');
  return end === -1 ? toEnd(context, text) : { context: textContext, consumed: end + '-->'.length };
}

export function afterAttribute(context: Context, text: string): Step {
  return toEnd(context, text);
}

/** `content="0; url=..."`: what follows `url=` is an address that the browser goes to. */
export function afterMetaContent(context: Context, text: string): Step {
  const url = /url[ \t\n\f\r]*=/i.exec(text);
  return url === null
    ? toEnd(context, text)
    : { context: { ...context, state: 'MetaContentURL' }, consumed: url.index + url[0].length };
}

export function afterMetaContentUrl(context: Context, text: string): Step {
  const end = text.indexOf(';');
  return end === -1 ? toEnd(context, text) : { context: { ...context, state: 'MetaContent' }, consumed: end + 1 };
}

/** Text behind a `break` or `continue` is never rendered, so it changes nothing. */
export function afterNothing(context: Context, text: string): Step {
  return toEnd(context, text);
}

function toEnd(context: Context, text: string): Step {
  return { context, consumed: text.length };
}
