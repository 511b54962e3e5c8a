import { mailAddresses } from './mail-addresses.js';

describe('mailAddresses', () => {
  it.each`
    text                                   | addresses
    ${'ana@example.org'}                   | ${['ana@example.org']}
    ${'Ana <ana@example.org>, ben@b.org'}  | ${['ana@example.org', 'ben@b.org']}
    ${'ana@example.org, '}                 | ${['ana@example.org']}
    ${'"Ops @ home" <ops@example.org>'}    | ${['ops@example.org']}
    ${'"a b"@example.org'}                 | ${['"a b"@example.org']}
    ${'Team: ana@example.org, ben@b.org;'} | ${['ana@example.org', 'ben@b.org']}
    ${'Jörg <jorg@example.org>'}           | ${['jorg@example.org']}
  `('reads $text', ({ text, addresses }) => {
    expect(mailAddresses('to', text)).toEqual(addresses);
  });

  it.each([
    '',
    'ana',
    'ana@',
    '@example.org',
    'ana@a.org ben@b.org',
    'ana@a.org>x',
    'ana@a.org, ben',
    'x@y <ana@a.org>',
  ])('refuses %j rather than tell only some', (text) => {
    expect(() => mailAddresses('to', text)).toThrow(
      `parse 'to' addresses: ${JSON.stringify(text)} is not a list of mail addresses`,
    );
  });
});
