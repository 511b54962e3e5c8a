import type { Context } from './context.js';
import { valueStates } from './tag-transitions.js';

/**
 * The context that a value standing here is in: template text decides only with its next character that an attribute's
 * name or unquoted value begins, and a value is that character.
 */
export function nudge(context: Context): Context {
  switch (context.state) {
    case 'Tag':
      return { ...context, state: 'AttrName' };
    case 'BeforeValue':
      return { ...context, state: valueStates[context.attr], delim: 'SpaceOrTagEnd', attr: 'None' };
    case 'AfterName':
      return { ...context, state: 'AttrName', attr: 'None' };
    default:
      return context;
  }
}
