import type { Tree } from '../engine/ast.js';
import { nodeText } from '../engine/node-text.js';
import { TemplateError } from '../engine/template-error.js';
import { TemplateSet } from '../engine/template-set.js';
import { escapeTemplates } from './escape-templates.js';

const parse = (source: string): TemplateSet => {
  const set = new TemplateSet();
  set.parse('t', source);
  return set;
};
const escapeAll = (source: string): ReadonlyMap<string, Tree> => escapeTemplates(parse(source), 't').trees;
/** A template as it is executed, without the common part of the escapers' names. */
const escaped = (source: string, name = 't'): string => {
  const tree = escapeAll(source).get(name);
  if (tree === undefined) {
    throw new Error(`${name} was not escaped`);
  }
  return tree.root.nodes
    .map((node) => (node.kind === 'text' ? node.text : nodeText(node)))
    .join('')
    .replaceAll('_html_template_', '');
};

describe('the escapers of a value', () => {
  it.each([
    ['text', '<p>{{.}}', '<p>{{. | htmlescaper}}'],
    ['a title', '<title>{{.}}</title>', '<title>{{. | rcdataescaper}}</title>'],
    ['a quoted attribute', `<p id="{{.}}" title='{{.}}'>`, `<p id="{{. | attrescaper}}" title='{{. | attrescaper}}'>`],
    [
      'an unquoted attribute',
      '<p id={{.}} title=a{{.}}>',
      '<p id={{. | nospaceescaper}} title=a{{. | nospaceescaper}}>',
    ],
    ['an attribute name', '<p {{.}}="x" a{{.}}>', '<p {{. | htmlnamefilter}}="x" a{{. | htmlnamefilter}}>'],
    ['the start of a URL', '<a href="{{.}}">', '<a href="{{. | urlfilter | urlnormalizer | attrescaper}}">'],
    ['the start of an unquoted URL', '<a href={{.}}>', '<a href={{. | urlfilter | urlnormalizer | nospaceescaper}}>'],
    ['a path', '<a href="/{{.}}">', '<a href="/{{. | urlnormalizer | attrescaper}}">'],
    [
      'a query',
      '<a href="/?a={{.}}#{{.}}">',
      '<a href="/?a={{. | urlescaper | attrescaper}}#{{. | urlescaper | attrescaper}}">',
    ],
    ['a list of images', '<img srcset="{{.}}">', '<img srcset="{{. | srcsetescaper | attrescaper}}">'],
    ['a refresh', '<meta content="0;URL = {{.}}">', '<meta content="0;URL = {{. | urlfilter | attrescaper}}">'],
    ['another meta content', '<meta content="0;{{.}}">', '<meta content="0;{{. | attrescaper}}">'],
    ['CSS', '<p style="color: {{.}}">', '<p style="color: {{. | cssvaluefilter | attrescaper}}">'],
    ['a style sheet', '<style>p { {{.}} }</style>', '<style>p { {{. | cssvaluefilter}} }</style>'],
    ['a CSS URL', '<style>p{x:url({{.}})}</style>', '<style>p{x:url({{. | urlfilter | urlnormalizer}})}</style>'],
    ['a quoted CSS URL', `<style>p{x:url('/{{.}}')}</style>`, `<style>p{x:url('/{{. | urlnormalizer}}')}</style>`],
    ['a CSS string', '<style>p{x:"{{.}}"}</style>', '<style>p{x:"{{. | urlfilter | cssescaper}}"}</style>'],
    ['JavaScript', '<script>f({{.}})</script>', '<script>f({{. | jsvalescaper}})</script>'],
    ['an event handler', '<p onclick="f({{.}})">', '<p onclick="f({{. | jsvalescaper | attrescaper}})">'],
    [
      'a JavaScript string',
      `<script>"{{.}}"+'{{.}}'</script>`,
      `<script>"{{. | jsstrescaper}}"+'{{. | jsstrescaper}}'</script>`,
    ],
    ['a decoded string', '<p onclick="f(&quot;{{.}}">', '<p onclick="f(&quot;{{. | jsstrescaper}}">'],
    [
      'a template literal',
      '<script>`{{.}}\x24{ {{.}} }{{.}}`</script>',
      '<script>`{{. | jstmpllitescaper}}\x24{ {{. | jsvalescaper}} }{{. | jstmpllitescaper}}`</script>',
    ],
    ['a regular expression', '<script>/{{.}}/</script>', '<script>/{{. | jsregexpescaper}}/</script>'],
    ['a division', '<script>{{.}}/{{.}}</script>', '<script>{{. | jsvalescaper}}/{{. | jsvalescaper}}</script>'],
    [
      'a JSON script',
      '<script type="application/json">{{.}}</script>',
      '<script type="application/json">{{. | jsvalescaper}}</script>',
    ],
    [
      'another script',
      '<script type="text/html">{{.}}</script>',
      '<script type="text/html">{{. | htmlescaper}}</script>',
    ],
    ['a comment', '<!-- {{.}} -->', '{{. | commentescaper}}'],
    ['a variable', '{{$x := .}}{{$x}}', '{{$x := .}}{{$x | htmlescaper}}'],
  ])('%s', (_, source, want) => {
    expect(escaped(source)).toBe(want);
  });
});

describe('escapers that authors use themselves', () => {
  it.each([
    ['replaces the one that does the same', '{{. | html}}', '{{. | html}}'],
    [
      'stands where the one stands that it replaces',
      '<a href="{{. | urlquery}}">',
      '<a href="{{. | urlfilter | urlquery | attrescaper}}">',
    ],
    ['precedes one that does something else', '{{. | urlquery}}', '{{. | urlquery | htmlescaper}}'],
    ['is taken apart from its arguments', '{{html .a .b}}', '{{_eval_args_ .a .b | html}}'],
    ['stands behind a JavaScript value', '<p onclick="{{. | html}}">', '<p onclick="{{. | jsvalescaper | html}}">'],
  ])('%s', (_, source, want) => {
    expect(escaped(source)).toBe(want);
  });
});

describe('branches', () => {
  it.each([
    ['that end alike go on alike', '<a {{if .}}id="{{.}}"{{else}}x{{end}} {{.}}>', '{{.}}>', '{{. | htmlnamefilter}}>'],
    ['may begin an unquoted value or not', '<p title={{if .}}{{.}}{{end}}>{{.}}', '>{{.}}', '>{{. | htmlescaper}}'],
    [
      'may differ in a URL that no value follows',
      '<a href="{{if .}}/?a{{end}}">{{.}}',
      '>{{.}}',
      '>{{. | htmlescaper}}',
    ],
    [
      'may leave a loop',
      '{{range .}}{{if .}}{{break}}{{end}}<b>{{continue}}{{end}}{{.}}',
      '{{.}}',
      '{{. | htmlescaper}}',
    ],
  ])('%s', (_, source, tail, want) => {
    expect(source.endsWith(tail)).toBe(true);
    expect(escaped(source).endsWith(want)).toBe(true);
  });

  it('leave out what a break makes unreachable', () => {
    expect(escaped('{{range .}}{{break}}<a href="{{.}}{{end}}')).toBe('{{range .}}{{break}}{{end}}');
  });
});

describe('templates that are called', () => {
  it('are copied for each context', () => {
    const source = '{{define "x"}}{{.}}{{end}}<a href="{{template "x" .}}">{{template "x" .}}</a>';
    const derived = 'x$htmltemplate_stateURL_delimDoubleQuote_attrURL';
    expect([...escapeAll(source).keys()].sort()).toEqual(['t', 'x', derived]);
    expect(escaped(source)).toContain(`<a href="{{template "${derived}" .}}">{{template "x" .}}</a>`);
    expect(escaped(source, derived)).toBe('{{. | urlfilter | urlnormalizer | attrescaper}}');
    expect(escaped(source, 'x')).toBe('{{. | htmlescaper}}');
  });

  it('may end in another context than they start in', () => {
    expect(escaped('{{define "x"}} href="{{end}}<a {{template "x"}}{{.}}">')).toContain(
      '{{. | urlfilter | urlnormalizer | attrescaper}}',
    );
  });

  it('may call themselves', () => {
    expect(escaped('{{define "x"}}<b>{{if .}}{{template "x" .}}{{end}}</b>{{end}}{{template "x" .}}', 'x')).toBe(
      '<b>{{if .}}{{template "x" .}}{{end}}</b>',
    );
  });

  it('may call themselves and end in another context than they start in', () => {
    const source = '<script>{{template "x" .}}/2</script>{{define "x"}}{{if .}}{{template "x" .}}{{end}}{{.}}{{end}}';
    expect(escaped(source, 'x$htmltemplate_stateJS_elementScript')).toContain('{{. | jsvalescaper}}');
  });

  it('stay as they are', () => {
    const set = parse('{{define "x"}}<!-- c -->{{.}}{{end}}{{template "x" .}}');
    escapeTemplates(set, 't');
    expect([...set.trees.values()].map((tree) => nodeText(tree.root)).sort()).toEqual([
      '"<!-- c -->"{{.}}',
      '{{template "x" .}}',
    ]);
  });
});

describe('a template that cannot be escaped', () => {
  const text = '{stateText delimNone urlPartNone jsCtxRegexp [] attrNone elementNone <nil>}';
  const tag = '{stateTag delimNone urlPartNone jsCtxRegexp [] attrNone elementNone <nil>}';
  it.each([
    ['<a href="{{if .}}/{{else}}?{{end}}{{.x}}">', 't:1:36: {{.x}} appears in an ambiguous context within a URL'],
    ['<a b"c>', `t: "\\"" in attribute name: " b\\"c>"`],
    ['<a =x>', 't: expected space, attr name, or end of tag, but got "=x>"'],
    ["<a b=c'd>", `t: "'" in unquoted attr: "c'd"`],
    ['{{if .}}<a{{end}}', `t:1:5: {{if}} branches end in different contexts: ${tag}, ${text}`],
    ['{{with .}}<a{{else}}{{end}}', `t:1:7: {{with}} branches end in different contexts: ${tag}, ${text}`],
    ['<a', `t: ends in a non-text context: ${tag}`],
    ['{{template "y"}}', 't:1:11: no such template "y"'],
    ['<script>/[{{.}}]/</script>', 't: unfinished JS regexp charset: "["'],
    ['<script>"\\{{.}}"</script>', 't: unfinished escape sequence in JS string: "\\\\"'],
    ['<style>p{x:"\\{{.}}"</style>', 't: unfinished escape sequence in CSS string: "\\\\"'],
    ['\n{{range .}}<a{{end}}', `t:2: on range loop re-entry: "<" in attribute name: "<a"`],
    ['<script>{{range .}}"a{{end}}</script>', 't:1:16: on range loop re-entry: {{range}} branches end in different'],
    [
      '{{range .}}{{if .}}<a{{break}}{{end}}{{end}}',
      `t:1:23: at range loop break: {{range}} branches end in different`,
    ],
    ['{{range .}}{{if .}}<a{{continue}}{{end}}{{end}}', `t:1:23: at range loop continue: {{range}} branches end in`],
    ['<script>{{if .}}x{{end}}/a/</script>', `t: '/' could start a division or regexp: "/a/"`],
    ['{{. | html | print}}', 't:1:2: predefined escaper "html" disallowed in template'],
    ['<a b={{. | html}}>', 't:1:7: predefined escaper "html" disallowed in template'],
    [
      '{{define "x"}}{{template "x"}}/ /1{{end}}<script>{{template "x"}}</script>',
      't:1:14: cannot compute output context for template x$htmltemplate_stateJS_elementScript',
    ],
  ])('%s', (source, message) => {
    expect(() => escapeAll(source)).toThrow(TemplateError);
    expect(() => escapeAll(source)).toThrow(`html/template:${message}`);
  });

  it('says where, for those who show it', () => {
    expect.assertions(1);
    try {
      escapeAll('<b>\n<a href="{{if .}}/{{else}}?{{end}}{{.x}}">');
    } catch (error) {
      expect(error).toMatchObject({ kind: 'exec', line: 2, column: 36 });
    }
  });

  it('is stopped where its contexts nest without end', () => {
    expect(() => escapeAll('<script>{{define "x"}}`\x24{ {{template "x"}} }`{{end}}{{template "x"}}</script>')).toThrow(
      'html/template: templates call one another more than 200 deep',
    );
  });
});
