import { goYamlScalar } from './go-yaml-scalar.js';

describe('goYamlScalar', () => {
  it.each`
    text                 | written
    ${'web.hook'}        | ${'web.hook'}
    ${'severity="page"'} | ${'severity="page"'}
    ${"it's"}            | ${"it's"}
    ${'-a'}              | ${'-a'}
    ${':a'}              | ${':a'}
    ${'a,b'}             | ${'a,b'}
    ${'<<'}              | ${'<<'}
    ${'Σ'}               | ${'Σ'}
    ${'...'}             | ${"'...'"}
    ${'--- x'}           | ${"'--- x'"}
    ${'#a'}              | ${"'#a'"}
    ${'a #b'}            | ${"'a #b'"}
    ${'a: b'}            | ${"'a: b'"}
    ${'a:'}              | ${"'a:'"}
    ${'-'}               | ${"'-'"}
    ${'- a'}             | ${"'- a'"}
    ${' lead'}           | ${"' lead'"}
    ${'trail '}          | ${"'trail '"}
    ${"'x"}              | ${"'''x'"}
    ${'{{ "it\'s" }}'}   | ${"'{{ \"it''s\" }}'"}
    ${''}                | ${'""'}
    ${'yes'}             | ${'"yes"'}
    ${'null'}            | ${'"null"'}
    ${'~'}               | ${'"~"'}
    ${'123'}             | ${'"123"'}
    ${'0o17'}            | ${'"0o17"'}
    ${'1_000'}           | ${'"1_000"'}
    ${'1e3'}             | ${'"1e3"'}
    ${'.5'}              | ${'".5"'}
    ${'12:30:45'}        | ${'"12:30:45"'}
    ${'2026-01-02'}      | ${'"2026-01-02"'}
    ${'.inf'}            | ${'".inf"'}
    ${'tab\there'}       | ${'"tab\\there"'}
    ${'bell\x07'}        | ${'"bell\\a"'}
    ${'🙂'}              | ${'"\\U0001F642"'}
    ${'\ufeffa'}         | ${'"\\uFEFFa"'}
    ${'trail \nnext'}    | ${'"trail \\nnext"'}
    ${'two\nlines'}      | ${undefined}
  `('writes $text as $written', ({ text, written }) => {
    expect(goYamlScalar(text, false)).toBe(written);
  });

  it.each`
    text            | written
    ${'web.hook'}   | ${'web.hook'}
    ${'a,b'}        | ${"'a,b'"}
    ${'a]'}         | ${"'a]'"}
    ${'two\nlines'} | ${'"two\\nlines"'}
  `('writes $text in a list of one line as $written', ({ text, written }) => {
    expect(goYamlScalar(text, true)).toBe(written);
  });
});
