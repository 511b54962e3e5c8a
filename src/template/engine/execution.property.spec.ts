import fc from 'fast-check';
import { alertmanagerFunctions } from '../functions/alertmanager-functions.js';
import { UTC_ZONE } from '../go-time/zone.js';
import { executeTemplate } from './execution.js';
import { jsonValue } from './json-value.js';
import { TemplateError } from './template-error.js';
import { TemplateSet } from './template-set.js';

const functions = alertmanagerFunctions({ nowMs: () => 0, localZone: UTC_ZONE });
const bounds = { depthMax: 300, stepsMax: 20_000, outputLengthMax: 200_000, timeMsMax: 1000 };

const constant = fc.constantFrom(
  ...['.', '$', '$v', '.a', '.b.c', '$.a', '.a.b.c', '1', '-7', '2.5', '1e30', "'x'", '0x1p4', '1i', 'nil', 'true'],
  ...[
    '"text"',
    '"%v %d %q %x|%5.2f"',
    '`raw`',
    '"[a-z]+(b?)"',
    '"$1 $\u007b2}"',
    '"2006-01-02 MST"',
    '"\\xff\\u00e9"',
    '""',
  ],
);
const name = fc.constantFrom(
  ...['and', 'or', 'not', 'len', 'index', 'slice', 'print', 'printf', 'println', 'html', 'js', 'urlquery', 'call'],
  ...['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'toUpper', 'title', 'trimSpace', 'join', 'match', 'reReplaceAll', 'list'],
  ...['dict', 'append', 'toJson', 'humanizeDuration', 'since', 'now', 'tz', 'date', 'toDate', 'mustToDate'],
  ...['base64encode', 'base64decode', 'urlUnescape', 'stringSlice', 'safeHtml', 'routeLabels'],
);

const { template } = fc.letrec<Record<'operand' | 'command' | 'pipe' | 'node' | 'template', string>>((tie) => ({
  operand: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    constant,
    name,
    tie('pipe').map((pipe) => `(${pipe})`),
    fc.tuple(tie('pipe'), fc.constantFrom('Year', 'a', 'Nope')).map(([pipe, field]) => `(${pipe}).${field}`),
  ),
  command: fc.oneof(
    {
      weight: 3,
      arbitrary: fc.tuple(name, fc.array(tie('operand'), { maxLength: 4 })).map(([f, args]) => [f, ...args].join(' ')),
    },
    { weight: 2, arbitrary: tie('operand') },
    { weight: 1, arbitrary: fc.array(tie('operand'), { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')) },
  ),
  pipe: fc.array(tie('command'), { minLength: 1, maxLength: 3 }).map((commands) => commands.join(' | ')),
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ maxLength: 8 }),
    tie('pipe').map((pipe) => `{{ ${pipe} }}`),
    tie('pipe').map((pipe) => `{{- $v = ${pipe} -}}`),
    tie('pipe').map((pipe) => `{{ $v := ${pipe} }}`),
    fc
      .tuple(
        fc.constantFrom('if', 'with', 'range', 'range $k, $v :=', 'with $v :='),
        tie('pipe'),
        tie('template'),
        tie('template'),
      )
      .map(([word, pipe, yes, no]) => `{{ ${word} ${pipe} }}${yes}{{ else }}${no}{{ end }}`),
    tie('pipe').map((pipe) => `{{ range ${pipe} }}{{ if . }}{{ break }}{{ end }}{{ continue }}{{ end }}`),
    tie('pipe').map((pipe) => `{{ template "self" ${pipe} }}`),
    tie('template').map((body) => `{{ block "self" . }}${body}{{ end }}`),
    fc.constantFrom('{{', '}}', '{{ end }}', '{{/* x */}}', '{{ "', '{{ else }}', '{{- ', '{{ break }}'),
  ),
  template: fc.array(tie('node'), { maxLength: 5 }).map((nodes) => `{{ $v := . }}${nodes.join('')}`),
}));

const data = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'ünï'), fc.jsonValue({ maxDepth: 3 }));

function render(source: string, dot: unknown): string {
  const set = new TemplateSet(functions);
  set.parse('', source);
  return executeTemplate(set, '', jsonValue(dot), { bounds });
}

describe('any template over any data', () => {
  it('ends, with text or with a TemplateError', () => {
    let rendered = 0;
    fc.assert(
      fc.property(template, data, (source, dot) => {
        try {
          expect(typeof render(source, dot)).toBe('string');
          rendered++;
        } catch (error) {
          if (!(error instanceof TemplateError)) throw error;
          // What is not foreseen is passed on as a cause: a bug, unless it is the stack's end.
          if (error.cause !== undefined && !(error.cause instanceof RangeError)) throw error.cause;
        }
      }),
      { numRuns: 3000 },
    );
    // Otherwise the generator has gone astray.
    expect(rendered).toBeGreaterThan(100);
  });

  it('of any characters parses or says where it does not', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 20 }), (noise, text) => {
        for (const source of [noise, `{{${noise}}}`, `{{ ${text} }}`, `{{ "${text}`, text]) {
          try {
            new TemplateSet(functions).parse('', source);
          } catch (error) {
            if (!(error instanceof TemplateError)) throw error;
            expect(error.line).toBeGreaterThan(0);
          }
        }
      }),
    );
  });
});
