import { parseGoFloat, parseGoInteger, parseNumberConstant } from './number-constant.js';

describe('number constants', () => {
  it.each([
    ['0', 0n],
    ['-12', -12n],
    ['0x_ff', 255n],
    ['0b101', 5n],
    ['0o17', 15n],
    ['017', 15n],
    ['1_000', 1000n],
    ['1__0', undefined],
    ['_1', undefined],
    ['08', undefined],
    ['0x', undefined],
  ])('reads the integer %s', (text, want) => {
    expect(parseGoInteger(text)).toBe(want);
  });

  it.each([
    ['1.5', 1.5],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['0x1p-2', 0.25],
    ['0x1.8p1', 3],
    ['0x1.fffffffffffff8p0', 2],
    ['1e309', undefined],
    ['1e', undefined],
    ['0x1.8', undefined],
    ['', undefined],
  ])('reads the float %s', (text, want) => {
    expect(parseGoFloat(text)).toBe(want);
  });

  it.each([
    ['9223372036854775807', { isInt: true, isUint: true }],
    ['9223372036854775808', { isInt: false, isUint: true }],
    ['-1', { isInt: true, isUint: false }],
    ['-0', { isInt: true, isUint: true }],
    ['1e3', { isInt: true, isFloat: true, int64: 1000n }],
    ['1.5', { isInt: false, isFloat: true }],
    ['2i', { isComplex: true, isFloat: false, complex128: { re: 0, im: 2 } }],
  ] as const)('knows which types can hold %s', (text, want) => {
    expect(parseNumberConstant(text, 'number')).toMatchObject(want);
  });

  it.each([
    ["'a'", 97n],
    ["'\\n'", 10n],
    ["'\\x41'", 65n],
    ["'\\u00e9'", 233n],
    ["'\\''", 39n],
  ])('reads the character %s', (text, want) => {
    expect(parseNumberConstant(text, 'charConstant')).toMatchObject({ int64: want });
  });
});
