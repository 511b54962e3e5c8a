import type { Context } from './context.js';
import type { Step } from './step.js';

/** A URL, or a list of them, may be surrounded by spaces: they do not begin it. */
export function afterUrl(context: Context, text: string): Step {
  return { context: { ...context, urlPart: urlPartAfter(context, text) }, consumed: text.length };
}

function urlPartAfter(context: Context, text: string): Context['urlPart'] {
  if (/[#?]/.test(text)) {
    return 'QueryOrFrag';
  }
  return context.urlPart === 'None' && /[^ \t\n\f\r]/.test(text) ? 'PreQuery' : context.urlPart;
}
