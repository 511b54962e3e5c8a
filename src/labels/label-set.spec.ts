import fc from 'fast-check';
import { compareBytes, LabelSet } from './label-set.js';

describe('LabelSet', () => {
  it('sorts names by their bytes', () => {
    const labels = LabelSet.of({ '🙂': '1', '\uffff': '2', b: '3', B: '4', ab: '5', a: '6' });
    expect(labels.names).toEqual(['B', 'a', 'ab', 'b', '\uffff', '🙂']);
    expect([...labels].map(([, value]) => value)).toEqual(['4', '6', '5', '3', '2', '1']);
  });

  it('compares texts as their UTF-8 bytes compare', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });

  it('has the label __proto__ like any other', () => {
    const labels = LabelSet.of(JSON.parse('{"__proto__":"x","constructor":"y"}'));
    expect([...labels]).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(JSON.stringify(labels)).toBe('{"__proto__":"x","constructor":"y"}');
    expect(LabelSet.EMPTY.get('constructor')).toBeUndefined();
  });

  it('tells an absent label from an empty one', () => {
    const labels = LabelSet.of({ a: '' });
    expect([labels.get('a'), labels.has('a'), labels.get('b'), labels.has('b')]).toEqual(['', true, undefined, false]);
  });

  it('keeps the labels that are asked for', () => {
    const labels = LabelSet.of({ a: '1', b: '2', c: '3' });
    expect(labels.filter((name) => name !== 'b').toJSON()).toEqual(LabelSet.of({ a: '1', c: '3' }).toJSON());
    expect(labels.filter((_, value) => value === '4')).toBe(LabelSet.EMPTY);
    expect(labels.filter(() => true)).toBe(labels);
  });

  it('is equal to a set of the same labels, in whatever order they came', () => {
    const labels = LabelSet.of({ a: '1', b: '2' });
    expect(labels.equals(LabelSet.of({ b: '2', a: '1' }))).toBe(true);
    expect(labels.equals(LabelSet.of({ a: '1', b: '3' }))).toBe(false);
    expect(labels.equals(LabelSet.of({ a: '1', c: '2' }))).toBe(false);
    expect(labels.equals(LabelSet.of({ a: '1' }))).toBe(false);
  });
});
