import { type Context, textContext } from './context.js';
import { escapeText } from './escape-text.js';

const rendered = (text: string, context = textContext): string => escapeText(context, text).text;

describe('what a browser should not see', () => {
  it.each([
    ['a comment', 'a<!-- b -->c', 'ac'],
    ['a comment that does not end', 'a<!-- b', 'a'],
    ['comments with markup', '<b><!-- <i> --></b>', '<b></b>'],
    ['a stray opener', 'a < b <3 <', 'a &lt; b &lt;3 &lt;'],
    ['a stray opener before a tag', 'a <<b>', 'a &lt;<b>'],
    ['an end tag without a name', '</ a>', '&lt;/ a>'],
    ['a stray opener in a title', '<title>a<b></title>', '<title>a&lt;b></title>'],
    ['a script comment', '<script>a// b\nc</script>', '<script>a\nc</script>'],
    ['a script block comment', '<script>a/* b */c/*\n*/</script>', '<script>a c\n</script>'],
    ['a legacy script comment', '<script>a<!-- b\nc--> d\n</script>', '<script>a\nc\n</script>'],
    ['a hashbang', '<script>#! x\na</script>', '<script>\na</script>'],
    ['a style comment', '<style>a/* b */c</style>', '<style>a c</style>'],
    ['a style line comment', '<style>a// b\nc</style>', '<style>a\nc</style>'],
    [
      'tags in a string',
      '<script>"<script></script><!--"</script>',
      '<script>"\\x3Cscript>\\x3C/script>\\x3C!--"</script>',
    ],
    ['tags in a template literal', '<script>`</script>`</script>', '<script>`\\x3C/script>`</script>'],
    ['tags in a regular expression', '<script>/</script>/</script>', '<script>/\\x3C/script>/</script>'],
  ])('%s', (_, text, want) => {
    expect(rendered(text)).toBe(want);
  });

  it('leaves the rest as it is', () => {
    const page = '<!DOCTYPE html><html lang="en"><!doctype x><body onclick="/* a */ f(1 < 2)">&lt;</body></html>';
    expect(rendered(page)).toBe(page);
  });
});

describe('the context behind a text', () => {
  const at = (changes: Partial<Context>): Context => ({ ...textContext, ...changes });
  it.each([
    ['', at({})],
    ['<a', at({ state: 'Tag' })],
    ['<a ', at({ state: 'Tag' })],
    ['<a>', at({})],
    ['<a href', at({ state: 'AttrName', attr: 'URL' })],
    ['<a on', at({ state: 'AttrName', attr: 'Script' })],
    ['<a href ', at({ state: 'AfterName', attr: 'URL' })],
    ['<a style  =  ', at({ state: 'BeforeValue', attr: 'Style' })],
    ['<a href=x', at({ state: 'URL', delim: 'SpaceOrTagEnd', urlPart: 'PreQuery', attr: 'URL' })],
    ['<a href=x ', at({ state: 'Tag' })],
    ['<a href="', at({ state: 'URL', delim: 'DoubleQuote', attr: 'URL' })],
    ["<a href='/?q", at({ state: 'URL', delim: 'SingleQuote', urlPart: 'QueryOrFrag', attr: 'URL' })],
    ['<a title="x', at({ state: 'Attr', delim: 'DoubleQuote' })],
    ['<img srcset="', at({ state: 'Srcset', delim: 'DoubleQuote', attr: 'Srcset' })],
    ['<a onclick="f(\'', at({ state: 'JSSqStr', delim: 'DoubleQuote', attr: 'Script' })],
    ['<a onclick="f(&#39;', at({ state: 'JSSqStr', delim: 'DoubleQuote', attr: 'Script' })],
    ['<a onclick="/* ', at({ state: 'JSBlockCmt', delim: 'DoubleQuote', attr: 'Script' })],
    ['<script', at({ state: 'Tag', element: 'Script' })],
    ['<SCRIPT>', at({ state: 'JS', element: 'Script' })],
    ['<script src=x></script ', at({ state: 'Tag' })],
    ['<script type="text/template">', at({})],
    ['<script type="module">', at({ state: 'JS', element: 'Script' })],
    ['<script type="">', at({ state: 'JS', element: 'Script' })],
    ['<script>var x', at({ state: 'JS', jsCtx: 'DivOp', element: 'Script' })],
    ['<script>"', at({ state: 'JSDqStr', element: 'Script' })],
    ['<script>"\\"', at({ state: 'JSDqStr', element: 'Script' })],
    ['<script>"a"', at({ state: 'JS', jsCtx: 'DivOp', element: 'Script' })],
    ['<script>/', at({ state: 'JSRegexp', element: 'Script' })],
    ['<script>/[/]/', at({ state: 'JS', jsCtx: 'DivOp', element: 'Script' })],
    ['<script>a/', at({ state: 'JS', element: 'Script' })],
    ['<script>`', at({ state: 'JSTmplLit', element: 'Script' })],
    ['<script>`\x24{', at({ state: 'JS', element: 'Script', jsBraceDepth: [0] })],
    ['<script>`\x24{{', at({ state: 'JS', element: 'Script', jsBraceDepth: [1] })],
    ['<script>`\x24{{}', at({ state: 'JS', element: 'Script', jsBraceDepth: [0] })],
    ['<script>`\x24{{}}', at({ state: 'JSTmplLit', element: 'Script' })],
    ['<script>`\x24{`\x24{', at({ state: 'JS', element: 'Script', jsBraceDepth: [0, 0] })],
    ['<script>`\\\x24{', at({ state: 'JSTmplLit', element: 'Script' })],
    ['<script>//', at({ state: 'JSLineCmt', element: 'Script' })],
    ['<script>"</script>', at({ state: 'JSDqStr', element: 'Script' })],
    ['<script>a</script ', at({ state: 'Tag' })],
    ['<style>', at({ state: 'CSS', element: 'Style' })],
    ['<style>p{x:"', at({ state: 'CSSDqStr', element: 'Style' })],
    ["<style>p{x:'#", at({ state: 'CSSSqStr', element: 'Style', urlPart: 'QueryOrFrag' })],
    ['<style>p{x:"\\\\23', at({ state: 'CSSDqStr', element: 'Style', urlPart: 'PreQuery' })],
    ['<style>p{x:"\\23', at({ state: 'CSSDqStr', element: 'Style', urlPart: 'PreQuery' })],
    ['<style>p{x:url(', at({ state: 'CSSURL', element: 'Style' })],
    ['<style>p{x:URL ( "', at({ state: 'CSSDqURL', element: 'Style' })],
    ["<style>p{x:url('", at({ state: 'CSSSqURL', element: 'Style' })],
    ['<style>p{x:curl(', at({ state: 'CSS', element: 'Style' })],
    ['<style>/*', at({ state: 'CSSBlockCmt', element: 'Style' })],
    ['<style>//', at({ state: 'CSSLineCmt', element: 'Style' })],
    ['<textarea>', at({ state: 'RCDATA', element: 'Textarea' })],
    ['<textarea></textareax', at({ state: 'RCDATA', element: 'Textarea' })],
    ['<title></TITLE>', at({})],
    ['<meta charset=x>', at({})],
    ['<meta content="0; ', at({ state: 'MetaContent', delim: 'DoubleQuote', attr: 'MetaContent', element: 'Meta' })],
    [
      '<meta content="0; url=',
      at({ state: 'MetaContentURL', delim: 'DoubleQuote', attr: 'MetaContent', element: 'Meta' }),
    ],
    [
      '<meta content="url=a; ',
      at({ state: 'MetaContent', delim: 'DoubleQuote', attr: 'MetaContent', element: 'Meta' }),
    ],
    ['<x-y:z', at({ state: 'Tag' })],
    ['<!--', at({ state: 'HTMLCmt' })],
    ['<!-- - -->', at({})],
  ])('%j', (text, want) => {
    expect(escapeText(textContext, text).context).toEqual(want);
  });
});
