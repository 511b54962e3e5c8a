import { filled, goJson, goMap } from './go-json.js';

describe('goJson', () => {
  it.each`
    value                           | json
    ${{ b: '<a href="x">&', a: 1 }} | ${'{"b":"\\u003ca href=\\"x\\"\\u003e\\u0026","a":1}'}
    ${['\u2028\u2029']}             | ${'["\\u2028\\u2029"]'}
    ${'\ud800!'}                    | ${'"\ufffd!"'}
    ${{ absent: undefined }}        | ${'{}'}
  `('encodes $json', ({ value, json }) => {
    expect(goJson(value)).toBe(`${json}\n`);
  });
});

describe('goMap', () => {
  it('sorts by bytes, and lets the last of equal keys hold', () => {
    const entries: [string, string][] = [
      ['b', '1'],
      ['\u{1f600}', '2'],
      ['\uff5e', '3'],
      ['B', '4'],
      ['b', '5'],
      ['__proto__', '6'],
    ];
    expect(goJson(goMap(entries))).toBe('{"B":"4","__proto__":"6","b":"5","～":"3","😀":"2"}\n');
  });
});

describe('filled', () => {
  it('leaves out what is empty, and keeps the order', () => {
    expect(Object.keys(filled({ z: 'a', empty: '', none: [], a: ['b'] }))).toEqual(['z', 'a']);
  });
});
