import { copyTree } from './copy-tree.js';
import { nodeText } from './node-text.js';
import { parseTemplate } from './parser.js';

const parse = (text: string) => parseTemplate('t', text, (name) => name.startsWith('f') || name === 'print');
const printed = (text: string) => nodeText(rootOf(text));

function rootOf(text: string) {
  const tree = parse(text).get('t');
  if (tree === undefined) throw new Error('no tree');
  return tree.root;
}

describe('a template that is parsed', () => {
  it.each([
    ['{{.X.Y  1}}', '{{.X.Y 1}}'],
    ['{{ $x:=1 }}{{ $x = .Y | print }}', '{{$x := 1}}{{$x = .Y | print}}'],
    ['{{ if .X }}a{{ else if .Y }}b{{ end }}', '{{if .X}}"a"{{else}}{{if .Y}}"b"{{end}}{{end}}'],
    ['{{ with .X }}a{{ else with .Y }}b{{ end }}', '{{with .X}}"a"{{else}}{{with .Y}}"b"{{end}}{{end}}'],
    ['{{range $i, $e := .X}}{{break}}{{end}}', '{{range $i, $e := .X}}{{break}}{{end}}'],
    ['{{template "a b" (print .X).Y}}', '{{template "a b" (print .X).Y}}'],
    ['{{block "b" .}}x{{end}}', '{{template "b" .}}'],
    ["{{print 0x1F 1_000 'a' 1e3 nil true}}", "{{print 0x1F 1_000 'a' 1e3 nil true}}"],
    ['a \n{{- /* gone */ -}}\n b', '"a""b"'],
    ['a {{- 3 -}} b', '"a"{{3}}"b"'],
  ])('prints back: %s', (text, want) => {
    expect(printed(text)).toBe(want);
  });

  it.each([
    ['{{break}}', 't:1: {{break}} outside {{range}}'],
    ['{{range .}}{{block "x" .}}{{break}}{{end}}{{end}}', 't:1: {{break}} outside {{range}}'],
    ['{{1 | 2}}', 't:1: non executable command in pipeline stage 2'],
    ['a\n\n{{if .X}}', 't:3: unexpected EOF'],
    ['{{"a\n', 't:1: unterminated quoted string'],
    ['{{ print\n\n "x', 't:3: unterminated quoted string in action started at t:1'],
    ['{{ print\n', 't:2: unclosed action started at t:1'],
    ['{{define "x"}}{{else}}{{end}}', 't:1: unexpected {{else}} in define clause'],
    ['{{ averyveryverylongname }}', 't:1: function "averyveryverylongname" not defined'],
    ['{{ template averyveryverylongname }}', 't:1: unexpected "averyveryv"... in template clause'],
    ['{{ end }}', 't:1: unexpected {{end}}'],
    ['{{ range $x, 1 := . }}{{ end }}', 't:1: range can only initialize variables'],
    ['{{ \u0001 }}', 't:1: unrecognized character in action: U+0001'],
    ['{{ é| 日本^ }}', 't:1: function "é" not defined'],
  ])('says what is wrong with %j', (text, want) => {
    expect(() => parse(text)).toThrow(`template: ${want}`);
  });

  it('refuses to nest without end', () => {
    expect(() => parse(`{{ ${'('.repeat(1000)}`)).toThrow('nested deeper than 500 levels');
    expect(() => parse('{{ if 1 }}'.repeat(1000))).toThrow('nested deeper than 500 levels');
  });

  it('can be copied and rewritten without touching the original', () => {
    const tree = parse('{{ if .X }}a{{ end }}{{ print (.Y | print) }}').get('t');
    if (tree === undefined) throw new Error('no tree');
    const before = nodeText(tree.root);
    const copy = copyTree(tree, 'other');
    expect(nodeText(copy.root)).toBe(before);
    const [branch, action] = copy.root.nodes;
    if (branch?.kind === 'if') branch.list.nodes.pop();
    if (action?.kind === 'action') action.pipe.commands.pop();
    expect(nodeText(copy.root)).not.toBe(before);
    expect(nodeText(tree.root)).toBe(before);
    expect(copy).toMatchObject({ name: 'other', parseName: 't' });
    expect(copy.root.tree).toBe(copy);
  });
});
