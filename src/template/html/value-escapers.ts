import type { ActionNode } from '../engine/ast.js';
import { nodeText } from '../engine/node-text.js';
import type { Context } from './context.js';
import { EscapeFailure } from './escape-failure.js';
import { nudge } from './nudge.js';
import { isComment } from './state-groups.js';

/** The functions that the escaper adds to pipelines, by the names that error messages show. */
export type EscaperName =
  | '_html_template_attrescaper'
  | '_html_template_commentescaper'
  | '_html_template_cssescaper'
  | '_html_template_cssvaluefilter'
  | '_html_template_htmlescaper'
  | '_html_template_htmlnamefilter'
  | '_html_template_jsregexpescaper'
  | '_html_template_jsstrescaper'
  | '_html_template_jstmpllitescaper'
  | '_html_template_jsvalescaper'
  | '_html_template_nospaceescaper'
  | '_html_template_rcdataescaper'
  | '_html_template_srcsetescaper'
  | '_html_template_urlescaper'
  | '_html_template_urlfilter'
  | '_html_template_urlnormalizer';

/** What a value needs where it stands, first things first, and the context behind it. */
export interface ValueEscapers {
  readonly context: Context;
  readonly escapers: readonly EscaperName[];
}

/**
 * @param start the context in front of the value
 * @throws {EscapeFailure} where it stands in a URL of which nobody can say whether its query has begun
 */
export function escapersFor(start: Context, node: ActionNode): ValueEscapers {
  const context = nudge(start);
  return {
    context: contextBehindValue(context),
    escapers: [...escapersForState(context, node), ...escapersForDelim(context)],
  };
}

/** A slash behind a JavaScript value divides it. */
function contextBehindValue(context: Context): Context {
  return context.state === 'JS' ? { ...context, jsCtx: 'DivOp' } : context;
}

function escapersForState(context: Context, node: ActionNode): readonly EscaperName[] {
  switch (context.state) {
    case 'Text':
      return ['_html_template_htmlescaper'];
    case 'RCDATA':
      return ['_html_template_rcdataescaper'];
    case 'AttrName':
      return ['_html_template_htmlnamefilter'];
    case 'URL':
    case 'CSSDqURL':
    case 'CSSSqURL':
    case 'CSSURL':
      return escapersForUrl(context, '_html_template_urlnormalizer', node);
    case 'CSSDqStr':
    case 'CSSSqStr':
      return escapersForUrl(context, '_html_template_cssescaper', node);
    case 'MetaContentURL':
      return ['_html_template_urlfilter'];
    case 'Srcset':
      return ['_html_template_srcsetescaper'];
    case 'JS':
      return ['_html_template_jsvalescaper'];
    case 'JSDqStr':
    case 'JSSqStr':
      return ['_html_template_jsstrescaper'];
    case 'JSTmplLit':
      return ['_html_template_jstmpllitescaper'];
    case 'JSRegexp':
      return ['_html_template_jsregexpescaper'];
    case 'CSS':
      return ['_html_template_cssvaluefilter'];
    default:
      return isComment(context.state) ? ['_html_template_commentescaper'] : [];
  }
}

function escapersForUrl(context: Context, escaper: EscaperName, node: ActionNode): readonly EscaperName[] {
  switch (context.urlPart) {
    case 'None':
      return ['_html_template_urlfilter', escaper];
    case 'PreQuery':
      return [escaper];
    case 'QueryOrFrag':
      return ['_html_template_urlescaper'];
    case 'Unknown': {
      const description = `${nodeText(node)} appears in an ambiguous context within a URL`;
      throw new EscapeFailure('ambiguous context', description, node);
    }
  }
}

/** Whatever language the value of an attribute is in, it is HTML's as well. */
function escapersForDelim(context: Context): readonly EscaperName[] {
  switch (context.delim) {
    case 'None':
      return [];
    case 'SpaceOrTagEnd':
      return ['_html_template_nospaceescaper'];
    default:
      return ['_html_template_attrescaper'];
  }
}
