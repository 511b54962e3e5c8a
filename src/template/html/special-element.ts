import { type Context, type Element, textContext } from './context.js';
import { isComment, isInScriptLiteral } from './state-groups.js';
import type { Step } from './step.js';

/** The end tag of the element whose content is not ordinary markup; nothing but it ends such content. */
export function afterSpecialElement(context: Context, text: string): Step {
  const end = endTagIndex(context, text);
  return end === -1 ? { context, consumed: text.length } : { context: textContext, consumed: end };
}

function endTagIndex(context: Context, text: string): number {
  if (context.element === 'None') {
    return -1;
  }
  // An end tag inside a literal does not end the script: it is escaped instead (see neutraliseScriptTags).
  if (context.element === 'Script' && (isInScriptLiteral(context.state) || isComment(context.state))) {
    return -1;
  }
  return text.search(endTags[context.element]);
}

const endTags: Readonly<Record<Exclude<Element, 'None'>, RegExp>> = {
  Script: /<\/script[> \t\n\f/]/i,
  Style: /<\/style[> \t\n\f/]/i,
  Textarea: /<\/textarea[> \t\n\f/]/i,
  Title: /<\/title[> \t\n\f/]/i,
  Meta: /<\/[> \t\n\f/]/,
};

/**
 * Makes `<script`, `</script` and `<!--` in a JavaScript literal harmless: a browser looks for them before it looks for
 * JavaScript. The literal's value stays the same.
 */
export function neutraliseScriptTags(text: string): string {
  return text.replace(/<(script|\/script|!--)/gi, '\\x3C$1');
}
