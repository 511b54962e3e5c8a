import { formatFloat } from './format-float.js';

describe('floats', () => {
  it.each([
    [2.5, 'e', 0, '2e+00'],
    [3.5, 'f', 0, '4'],
    [0.5, 'f', 0, '0'],
    [1.005, 'f', 2, '1.00'],
    [2.675, 'f', 2, '2.67'],
    [999999.5, 'f', 0, '1000000'],
    [9.9999, 'e', 2, '1.00e+01'],
    [0.000001, 'g', -1, '1e-06'],
    [0.0001, 'g', -1, '0.0001'],
    [100000, 'g', 3, '1e+05'],
    [123456, 'g', 6, '123456'],
    [0, 'g', -1, '0'],
    [-0, 'g', -1, '-0'],
    [0, 'e', 2, '0.00e+00'],
    [1e22, 'f', 1, '10000000000000000000000.0'],
    [5e-324, 'e', 5, '4.94066e-324'],
    [1, 'x', -1, '0x1p+00'],
    [1.999999, 'x', 0, '0x1p+01'],
    [0.1, 'b', -1, '7205759403792794p-56'],
    [Number.NaN, 'g', -1, 'NaN'],
    [Number.NEGATIVE_INFINITY, 'f', 2, '-Inf'],
  ] as const)('prints %p by %s with precision %p as %s', (value, format, precision, want) => {
    expect(formatFloat(value, format, precision)).toBe(want);
  });
});
