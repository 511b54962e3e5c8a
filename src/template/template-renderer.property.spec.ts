import fc from 'fast-check';
import { jsonValue } from './engine/json-value.js';
import { TemplateError } from './engine/template-error.js';
import { UTC_ZONE } from './go-time/zone.js';
import { TemplateRenderer } from './template-renderer.js';

const limits = { bounds: { depthMax: 200, stepsMax: 20_000, outputLengthMax: 200_000, timeMsMax: 1000 } };
const renderer = new TemplateRenderer([], { nowMs: () => 0, localZone: UTC_ZONE }, limits);

const markup = fc.constantFrom(
  ...[
    '<a href="',
    '<a href=',
    '" title=\'',
    "'>",
    '>',
    '</a>',
    '<script>',
    '</script>',
    '<style>',
    '</style>',
    '<!--',
    '-->',
  ],
  ...[
    'var x = ',
    '"',
    "'",
    '`',
    '/',
    '?q=',
    '#',
    'javascript:',
    'url(',
    ')',
    '<p onclick="',
    '<textarea>',
    '</textarea>',
  ],
);
const value = fc.constantFrom('.a', '.b', '.', '"<&\'"', '1', 'nil', '(safeHtml .a)', '(safeUrl .b)', '(list .a .b)');
const action = fc.oneof(
  value.map((name) => `{{ ${name} }}`),
  value.map((name) => `{{ ${name} | html }}`),
  value.map((name) => `{{ printf "%v%q" ${name} 1 }}`),
  fc.constantFrom('{{ template "t" . }}', '{{ break }}', '{{ $x := .a }}{{ $x }}'),
);
const branch = fc
  .tuple(fc.constantFrom('if', 'with', 'range'), value, fc.array(fc.oneof(markup, action), { maxLength: 3 }))
  .map(([word, name, body]) => `{{ ${word} ${name} }}${body.join('')}{{ else }}${body.at(0) ?? ''}{{ end }}`);
const page = fc.array(fc.oneof(markup, markup, action, branch, fc.string({ maxLength: 5 })), { maxLength: 12 });
const data = fc.record({ a: fc.jsonValue({ maxDepth: 2 }), b: fc.string() });

describe('any page over any data', () => {
  it('ends, with text or with a TemplateError', () => {
    let rendered = 0;
    fc.assert(
      fc.property(page, page, data, (parts, called, dot) => {
        const source = `{{ define "t" }}${called.join('')}{{ end }}${parts.join('')}`;
        try {
          expect(typeof renderer.render('html', source, jsonValue(dot))).toBe('string');
          rendered++;
        } catch (error) {
          if (!(error instanceof TemplateError)) throw error;
          // What nobody foresaw has no place.
          if (error.line === 0 && error.kind === 'exec' && !error.message.startsWith('html/template:')) throw error;
        }
      }),
      { numRuns: 2000 },
    );
    expect(rendered).toBeGreaterThan(50);
  });
});
