import { type Context, textContext } from './context.js';
import { EscapeFailure } from './escape-failure.js';
import { afterSpecialElement } from './special-element.js';
import { isInTag } from './state-groups.js';
import type { Step } from './step.js';
import { transition } from './transition.js';
import { valueEnd } from './value-end.js';

/** The text of a piece of HTML, with its entities as they are, without tags and comments, up to the first bad tag. */
export function stripTags(html: string): string {
  let context: Context = textContext;
  let text = '';
  for (let at = 0; at < html.length; ) {
    const rest = html.slice(at);
    if (context.delim !== 'None') {
      const end = valueEnd(context.delim, rest);
      if (end === -1) {
        return text;
      }
      context = { ...textContext, state: 'Tag', element: context.element };
      at += end;
      continue;
    }
    const step = stepOver(context, rest);
    if (step === undefined) {
      return text;
    }
    const { context: next, consumed } = step;
    if (context.state === 'Text' || context.state === 'RCDATA') {
      text += textInFront(rest.slice(0, consumed), next.state !== context.state);
    }
    context = next;
    at += consumed;
  }
  return text;
}

/** The content of special elements is passed over as a whole: nobody needs to know what a script does. */
function stepOver(context: Context, text: string): Step | undefined {
  try {
    const inContent = context.element !== 'None' && !isInTag(context.state);
    return inContent ? afterSpecialElement(context, text) : transition(context, text);
  } catch (failure) {
    if (failure instanceof EscapeFailure) {
      return undefined;
    }
    throw failure;
  }
}

/** The text up to the tag that the piece ends with. */
function textInFront(piece: string, endsWithTag: boolean): string {
  const tag = endsWithTag ? piece.lastIndexOf('<') : -1;
  return tag === -1 ? piece : piece.slice(0, tag);
}
