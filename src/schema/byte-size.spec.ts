import { byteSize } from './byte-size.js';
import { Issues } from './issues.js';
import { readYaml } from './yaml-tree.js';

function decode(text: string): { size: number | undefined; issues: boolean } {
  const issues = new Issues();
  const yaml = readYaml(text, issues);
  return { size: yaml && byteSize.decode(yaml, { issues, path: 'size_max' }), issues: !issues.isEmpty };
}

describe('byteSize', () => {
  it.each`
    text         | bytes        | printed
    ${'256MiB'}  | ${268435456} | ${'256MiB'}
    ${'1 GiB'}   | ${2 ** 30}   | ${'1GiB'}
    ${'1.5KiB'}  | ${1536}      | ${1536}
    ${'20MB'}    | ${20000000}  | ${20000000}
    ${'1000'}    | ${1000}      | ${1000}
    ${'1048576'} | ${1048576}   | ${'1MiB'}
  `('reads $text and prints $printed', ({ text, bytes, printed }) => {
    expect(decode(text)).toEqual({ size: bytes, issues: false });
    expect(byteSize.print(bytes)).toBe(printed);
  });

  it.each(['0', '-1MiB', '5MIB', '1e3', 'much', '0.5', '9999999TiB', '[1]'])('refuses %s', (text) => {
    expect(decode(text)).toEqual({ size: undefined, issues: true });
  });
});
