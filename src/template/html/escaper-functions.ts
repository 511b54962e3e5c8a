import type { GoFunction, GoFunctions } from '../engine/go-function.js';
import { ANY } from '../engine/go-type.js';
import type { GoValue } from '../engine/go-value.js';
import type { Content } from './content.js';
import { escapeCssString, filterCssValue } from './css-escapers.js';
import {
  escapeAttribute,
  escapeComment,
  escapeHtml,
  escapeRcdata,
  escapeUnquotedAttribute,
  filterAttributeName,
} from './html-escapers.js';
import { escapeJsRegexp, escapeJsString, escapeJsTemplate } from './js-escapers.js';
import { escapeJsValue } from './js-value.js';
import { evalArgsName } from './pipeline-escapers.js';
import { escapeSrcset } from './srcset-escaper.js';
import { evalArgs, stringify } from './stringify.js';
import { escapeUrl, filterUrl, normalizeUrl } from './url-escapers.js';
import type { EscaperName } from './value-escapers.js';

const escapers: Readonly<Record<EscaperName, GoFunction>> = {
  _html_template_attrescaper: ofContent(escapeAttribute),
  _html_template_commentescaper: ofContent(escapeComment),
  _html_template_cssescaper: ofContent(escapeCssString),
  _html_template_cssvaluefilter: ofContent(filterCssValue),
  _html_template_htmlescaper: ofContent(escapeHtml),
  _html_template_htmlnamefilter: ofContent(filterAttributeName),
  _html_template_jsregexpescaper: ofContent(escapeJsRegexp),
  _html_template_jsstrescaper: ofContent(escapeJsString),
  _html_template_jstmpllitescaper: ofContent(escapeJsTemplate),
  _html_template_jsvalescaper: ofArguments(escapeJsValue),
  _html_template_nospaceescaper: ofContent(escapeUnquotedAttribute),
  _html_template_rcdataescaper: ofContent(escapeRcdata),
  _html_template_srcsetescaper: ofContent(escapeSrcset),
  _html_template_urlescaper: ofContent(escapeUrl),
  _html_template_urlfilter: ofContent(filterUrl),
  _html_template_urlnormalizer: ofContent(normalizeUrl),
};

/** The functions that escaped templates call. Templates cannot name them: they are added after parsing. */
export const escaperFunctions: GoFunctions = new Map([
  ...Object.entries(escapers),
  [evalArgsName, ofArguments(evalArgs)] as const,
]);

function ofContent(escaper: (content: Content) => string): GoFunction {
  return ofArguments((args) => escaper(stringify(args)));
}

function ofArguments(call: (args: readonly GoValue[]) => string): GoFunction {
  return { params: [ANY], variadic: true, call };
}
