import { alternativeNames } from './alternative-names.js';

describe("a certificate's alternative names", () => {
  it.each`
    text                                        | names
    ${undefined}                                | ${[]}
    ${''}                                       | ${[]}
    ${'DNS:one, DNS:two'}                       | ${['one', 'two']}
    ${'IP Address:127.0.0.1, URI:spiffe://a/b'} | ${['127.0.0.1', 'spiffe://a/b']}
    ${'email:ana@example.org'}                  | ${['ana@example.org']}
    ${'IP Address:2001:DB8:0:0:0:0:0:1'}        | ${['2001:db8::1']}
    ${'DNS:"a, DNS:evil", DNS:b'}               | ${['a, DNS:evil', 'b']}
    ${'URI:"http://a/\\u002c\\"x"'}             | ${['http://a/,"x']}
    ${'othername:<unsupported>, DNS:a'}         | ${['a']}
    ${'DirName:"CN = DNS:evil, O = x", DNS:a'}  | ${['a']}
  `('of $text are read', ({ text, names }) => {
    expect(alternativeNames(text)).toEqual(names);
  });

  it.each(['DNS:"a, DNS:b', 'DNS:a"b", DNS:c', 'DNS:a,DNS:b'])('are none where they are not understood: %s', (text) => {
    expect(alternativeNames(text)).toEqual([]);
  });
});
