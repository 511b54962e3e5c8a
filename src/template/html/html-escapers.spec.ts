import type { Content } from './content.js';
import {
  escapeAttribute,
  escapeComment,
  escapeHtml,
  escapeRcdata,
  escapeUnquotedAttribute,
  filterAttributeName,
} from './html-escapers.js';

const plain = (text: string): Content => ({ kind: 'plain', text });
const html = (text: string): Content => ({ kind: 'html', text });

it.each([
  ['text', escapeHtml, plain(`a<b>&"'+\0é`), 'a&lt;b&gt;&amp;&#34;&#39;&#43;\ufffdé'],
  ['safe HTML in text', escapeHtml, html('<b>&amp;</b>'), '<b>&amp;</b>'],
  ['a safe URL in text', escapeHtml, { kind: 'url', text: 'a&b' } as const, 'a&amp;b'],
  ['an attribute', escapeAttribute, plain('a "b" & c'), 'a &#34;b&#34; &amp; c'],
  [
    'safe HTML in an attribute',
    escapeAttribute,
    html('<b title="x>y">"b"</b> &amp; <!-- c -->c'),
    '&#34;b&#34; &amp; c',
  ],
  ['RCDATA', escapeRcdata, plain('</title>&amp;'), '&lt;/title&gt;&amp;amp;'],
  ['safe HTML in RCDATA', escapeRcdata, html('</title>&amp;'), '&lt;/title&gt;&amp;'],
  [
    'an unquoted attribute',
    escapeUnquotedAttribute,
    plain('\0\t\n\v\f\r "&\'+<=>`'),
    '&#xfffd;&#9;&#10;&#11;&#12;&#13;&#32;&#34;&amp;&#39;&#43;&lt;&#61;&gt;&#96;',
  ],
  [
    'odd characters in an unquoted attribute',
    escapeUnquotedAttribute,
    plain('\ufdd0\uffff\udcff'),
    '&#xfdd0;&#xffff;&#xfffd;',
  ],
  ['safe HTML in an unquoted attribute', escapeUnquotedAttribute, html('<i>a &lt; b</i>'), 'a&#32;&lt;&#32;b'],
  ['nothing in an unquoted attribute', escapeUnquotedAttribute, plain(''), 'ZgotmplZ'],
  ['an attribute name', filterAttributeName, plain('Title'), 'title'],
  ['a dangerous attribute name', filterAttributeName, plain('onclick'), 'ZgotmplZ'],
  ['an attribute name that is none', filterAttributeName, plain('a b'), 'ZgotmplZ'],
  ['an empty attribute name', filterAttributeName, plain(''), 'ZgotmplZ'],
  ['a comment', escapeComment, plain('-->'), ''],
])('escapes for %s', (_, escaper, content, want) => {
  expect(escaper(content)).toBe(want);
});
