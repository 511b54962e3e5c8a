import type { Context, State } from './context.js';
import { afterCss, afterCssBlockComment, afterCssLineComment, afterCssString } from './css-transitions.js';
import {
  afterAttribute,
  afterHtmlComment,
  afterMetaContent,
  afterMetaContentUrl,
  afterNothing,
  afterText,
} from './html-transitions.js';
import { afterJsDelimited, afterJsTemplate } from './js-literal-transitions.js';
import { afterJs, afterJsBlockComment, afterJsLineComment } from './js-transitions.js';
import { afterSpecialElement } from './special-element.js';
import type { Step } from './step.js';
import { afterAttributeName, afterName, afterTag, beforeValue } from './tag-transitions.js';
import { afterUrl } from './url-transition.js';

/**
 * Follows the template's own text by one token. Inside an attribute the text is the value with its character
 * references decoded.
 *
 * @throws {EscapeFailure} where the text is ambiguous to a browser, or ends in the middle of an escape
 */
export function transition(context: Context, text: string): Step {
  return transitions[context.state](context, text);
}

const transitions: Readonly<Record<State, (context: Context, text: string) => Step>> = {
  Text: afterText,
  Tag: afterTag,
  AttrName: afterAttributeName,
  AfterName: afterName,
  BeforeValue: beforeValue,
  HTMLCmt: afterHtmlComment,
  RCDATA: afterSpecialElement,
  Attr: afterAttribute,
  URL: afterUrl,
  Srcset: afterUrl,
  MetaContent: afterMetaContent,
  MetaContentURL: afterMetaContentUrl,
  JS: afterJs,
  JSDqStr: afterJsDelimited,
  JSSqStr: afterJsDelimited,
  JSTmplLit: afterJsTemplate,
  JSRegexp: afterJsDelimited,
  JSBlockCmt: afterJsBlockComment,
  JSLineCmt: afterJsLineComment,
  JSHTMLOpenCmt: afterJsLineComment,
  JSHTMLCloseCmt: afterJsLineComment,
  CSS: afterCss,
  CSSDqStr: afterCssString,
  CSSSqStr: afterCssString,
  CSSDqURL: afterCssString,
  CSSSqURL: afterCssString,
  CSSURL: afterCssString,
  CSSBlockCmt: afterCssBlockComment,
  CSSLineCmt: afterCssLineComment,
  Dead: afterNothing,
};
