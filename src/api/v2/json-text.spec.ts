import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LabelSet } from '../../labels/label-set.js';
import { escapedJson, labelsJson, literalJson } from './json-text.js';

describe('JSON texts', () => {
  it.each([
    ['plain', '"plain"', '"plain"'],
    ['<a href="x">&\u2028', '"\\u003ca href=\\"x\\"\\u003e\\u0026\\u2028"', '"<a href=\\"x\\">&\\u2028"'],
    ['\\ \n \u0001 \u007f 🙂', '"\\\\ \\n \\u0001 \u007f 🙂"', '"\\\\ \\n \\u0001 \u007f 🙂"'],
  ])('writes %j for a browser and literally', (text, escaped, literal) => {
    expect([escapedJson(text), literalJson(text)]).toEqual([escaped, literal]);
  });

  it('reads back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect([JSON.parse(escapedJson(text)), JSON.parse(literalJson(text))]).toEqual([text, text]);
        expect(escapedJson(text)).not.toMatch(/[<>&\u2028\u2029]/);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps the order of labels, numbers among them', () => {
    const labels = LabelSet.from([
      ['b', '2'],
      ['10', 'x'],
      ['__proto__', 'p'],
      ['9', 'y'],
    ]);
    expect(labelsJson(labels, literalJson)).toBe('{"10":"x","9":"y","__proto__":"p","b":"2"}');
  });
});
