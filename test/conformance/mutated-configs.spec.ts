import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { adviseOn } from '../../src/config/advice/advise-on.js';
import { ConfigError } from '../../src/config/config-error.js';
import { parseConfig } from '../../src/config/load-config.js';
import { parseTocsinConfig } from '../../src/config/tocsin-config.js';
import { readVectors } from './vectors.js';

/** `MUTATIONS=100000 npm run test:conformance` looks longer. */
const RUNS = Number(process.env['MUTATIONS'] ?? 1500);
const CONFIG = join(import.meta.dirname, '../../config');

const references = ['reference.yml', 'alertmanager.yml'].map((file) => readFileSync(join(CONFIG, file), 'utf8'));
const vectors = readVectors<{ config: string }>('config_check').vectors.map(({ config }) => config);
const tocsin = readFileSync(join(CONFIG, 'reference-tocsin.yml'), 'utf8').replace(/^( *)#(?=[^#])/gm, '$1');

/** What people, editors and templating engines leave behind. */
const debris = fc.oneof(
  fc.constantFrom(
    ...[
      'null',
      '~',
      '[]',
      '{}',
      '- ',
      ': ',
      '"',
      "'",
      '|',
      '>-',
      '&a',
      '*a',
      '<<: *a',
      '!!int',
      '---',
      '...',
      '\t',
      '# ',
      '%',
      '@',
    ],
    ...[
      'yes',
      '0777',
      '1e309',
      '-1',
      '.nan',
      '99999999999999999999',
      '5m',
      '1y1w',
      'P1D',
      '<secret>',
      '{{',
      '{{ .x }}',
      '{{ end }}',
    ],
    ...[
      '(',
      '[',
      'a=~"("',
      '{a="b"',
      'a!',
      '""',
      'http://',
      'ftp://x/',
      'http://%zz',
      'host',
      ':25',
      '\u{1f642}',
      '\u0000',
      '\ufeff',
    ],
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);

type Mutate = (lines: string[], at: number, other: number, text: string) => string[];

const MUTATIONS: Readonly<Record<string, Mutate>> = {
  drop: (lines, at) => lines.toSpliced(at, 1),
  repeat: (lines, at) => lines.toSpliced(at, 0, lines[at] ?? ''),
  swap: (lines, at, other) => lines.with(at, lines[other] ?? '').with(other, lines[at] ?? ''),
  move: (lines, at, other) => lines.toSpliced(at, 1).toSpliced(other, 0, lines[at] ?? ''),
  indent: (lines, at) => lines.with(at, `  ${lines[at]}`),
  outdent: (lines, at) => lines.with(at, (lines[at] ?? '').replace(/^ {1,2}/, '')),
  value: (lines, at, _other, text) =>
    lines.with(
      at,
      (lines[at] ?? '').replace(/:.*$/s, () => `: ${text}`),
    ),
  key: (lines, at, _other, text) =>
    lines.with(
      at,
      (lines[at] ?? '').replace(/[\w]+:/, () => `${text}:`),
    ),
  letter: (lines, at, other) => {
    const line = lines[at] ?? '';
    return lines.with(at, line.slice(0, other % (line.length + 1)) + line.slice((other % (line.length + 1)) + 1));
  },
  append: (lines, at, _other, text) => lines.with(at, `${lines[at]}${text}`),
  insert: (lines, at, _other, text) => lines.toSpliced(at, 0, text),
  cut: (lines, at) => lines.slice(0, at),
};

const mutation = fc.record({
  kind: fc.constantFrom(...Object.keys(MUTATIONS)),
  at: fc.nat(10_000),
  other: fc.nat(10_000),
  text: debris,
});

function mutated(bases: readonly string[]): fc.Arbitrary<string> {
  const base = fc.constantFrom(...bases);
  return fc.tuple(base, fc.array(mutation, { minLength: 1, maxLength: 4 })).map(([text, mutations]) => {
    let lines = text.split('\n');
    for (const { kind, at, other, text: debrisText } of mutations) {
      if (lines.length === 0) lines = [''];
      const count = lines.length;
      lines = MUTATIONS[kind]?.(lines, at % count, other % count, debrisText) ?? lines;
    }
    return lines.join('\n');
  });
}

/** Every line of a refusal says where. */
function checkRefusal(error: unknown): void {
  if (!(error instanceof ConfigError)) throw error;
  for (const line of error.message.split(/\n(?=f\.yml:|\.\.\. and )/)) {
    expect(line).toMatch(/^(f\.yml:[1-9]\d*:[1-9]\d*: \S|\.\.\. and \d+ more$)/);
  }
}

/**
 * What Alertmanager prints and does not take: a bot token beside the URL that it brings along, and incident.io without a
 * token beside the http_config that it inherits.
 */
const NOT_TAKEN_AS_PRINTED = /^ *(app_token(_file)?|incidentio_configs):/m;

describe('a configuration that somebody mistyped', () => {
  it('is taken or refused with file and line, and prints back as what it is', () => {
    const where = { file: 'f.yml', folder: '.' };
    const parse = (text: string) => parseConfig(text, { mode: 'fallback' }, where);
    fc.assert(
      fc.property(mutated([...references, ...vectors]), (text) => {
        let parsed: ReturnType<typeof parse>;
        try {
          parsed = parse(text);
        } catch (error) {
          checkRefusal(error);
          return;
        }
        expect(Array.isArray(adviseOn(parsed.written, { retentionMs: 0 }))).toBe(true);
        if (!NOT_TAKEN_AS_PRINTED.test(parsed.original)) {
          expect(parse(parsed.original).original).toBe(parsed.original);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('is refused with file and line where it is tocsin.yml', () => {
    fc.assert(
      fc.property(mutated([tocsin]), (text) => {
        try {
          parseTocsinConfig(text, 'f.yml', { REDIS_PASSWORD: 'secret' });
        } catch (error) {
          checkRefusal(error);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
