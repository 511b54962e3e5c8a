import { Pattern } from './pattern.js';

describe('Pattern.anchored', () => {
  it.each`
    source                        | text            | hit
    ${'[ab]+'}                    | ${'abba'}       | ${true}
    ${'[ab]+'}                    | ${'abc'}        | ${false}
    ${'a.c'}                      | ${'a\nc'}       | ${false}
    ${'(?s)a.c'}                  | ${'a\nc'}       | ${true}
    ${'(?i)straße'}               | ${'STRASSE'}    | ${false}
    ${'(?i)k'}                    | ${'\u212a'}     | ${true}
    ${'a$|b'}                     | ${'a\n'}        | ${false}
    ${'a)|(b'}                    | ${'ax'}         | ${true}
    ${'\\Qa.b\\E'}                | ${'a.b'}        | ${true}
    ${'(?P<n>a)(?P<n>b)'}         | ${'ab'}         | ${true}
    ${'[(?P<n>](?P<n>.)(?P<n>.)'} | ${'<ab'}        | ${true}
    ${'\\\\p{Emoji}'}             | ${'\\p{Emoji}'} | ${true}
    ${'\\\\p\\{Emoji\\}'}         | ${'\\p{Emoji}'} | ${true}
    ${'\\p{Greek}'}               | ${'α'}          | ${true}
  `('$source on $text: $hit', ({ source, text, hit }) => {
    const pattern = Pattern.anchored(source);
    expect(pattern.matches(text)).toBe(hit);
    expect(pattern.matches(text)).toBe(hit);
  });

  it.each`
    source                       | message
    ${'(a'}                      | ${'missing closing ): `^(?:(a)$`'}
    ${'a)'}                      | ${'unexpected ): `^(?:a))$`'}
    ${'a\\'}                     | ${'missing closing ): `^(?:a\\)$`'}
    ${'[a'}                      | ${'missing closing ]: `[a)$`'}
    ${'*'}                       | ${'missing argument to repetition operator: `*`'}
    ${'a**'}                     | ${'invalid nested repetition operator: `**`'}
    ${'a{1001}'}                 | ${'invalid repeat count: `{1001}`'}
    ${'(?=a)'}                   | ${'invalid or unsupported Perl syntax: `(?=`'}
    ${'(?<=a)b'}                 | ${'invalid named capture: `(?<=a)b)$`'}
    ${'(a)\\1'}                  | ${'invalid escape sequence: `\\1`'}
    ${'\\pX'}                    | ${'invalid character class range: `\\pX`'}
    ${'\\p{Emoji}'}              | ${'invalid character class range: `\\p{Emoji}`'}
    ${'[\\P{^Emoji}]'}           | ${'invalid character class range: `\\P{^Emoji}`'}
    ${'(?P<n>a)(?P<n>b)(?P<é>)'} | ${'invalid named capture: `(?P<é>`'}
  `('refuses $source as Go does', ({ source, message }) => {
    expect(() => Pattern.anchored(source)).toThrow(
      expect.objectContaining({ message: `error parsing regexp: ${message}` }),
    );
  });

  it('names the whole expression where it nests too deeply', () => {
    const source = `${'('.repeat(1001)}a${')'.repeat(1001)}`;
    expect(() => Pattern.anchored(source)).toThrow(
      expect.objectContaining({ message: `error parsing regexp: expression nests too deeply: \`^(?:${source})$\`` }),
    );
  });

  it('answers what would take a backtracking engine ages', () => {
    expect(Pattern.anchored('(a+)+b').matches('a'.repeat(10_000))).toBe(false);
  });

  it('goes on answering when there are more texts than it remembers', () => {
    const pattern = Pattern.anchored('[0-9]*[02468]');
    const answers = () => Array.from({ length: 12_000 }, (_, i) => pattern.matches(String(i)));
    const wanted = Array.from({ length: 12_000 }, (_, i) => i % 2 === 0);
    expect(answers()).toEqual(wanted);
    expect(answers()).toEqual(wanted);
  });

  it('keeps the answers of patterns apart when all of them remember too much', () => {
    const patterns = Array.from({ length: 30 }, (_, i) => Pattern.anchored(`[0-9]*${i % 10}`));
    for (const pattern of patterns) for (let text = 0; text < 8000; text++) pattern.matches(String(text));
    expect(patterns.map((pattern) => pattern.matches('13'))).toEqual(patterns.map((_, i) => i % 10 === 3));
  });
});

describe('Pattern.unanchored', () => {
  it('matches anywhere', () => {
    expect(Pattern.unanchored('b').matches('abc')).toBe(true);
    expect(Pattern.unanchored('^b').matches('abc')).toBe(false);
  });

  it.each`
    source     | message
    ${'a\\'}   | ${'trailing backslash at end of expression: ``'}
    ${'a)|(b'} | ${'unexpected ): `a)|(b`'}
  `('refuses $source on its own', ({ source, message }) => {
    expect(() => Pattern.unanchored(source)).toThrow(
      expect.objectContaining({ message: `error parsing regexp: ${message}` }),
    );
  });
});
