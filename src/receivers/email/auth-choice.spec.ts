import { advertisedMechanisms, chooseAuth } from './auth-choice.js';

function credentials(password: string, secret: string) {
  return { username: 'tocsin', identity: '', password: async () => password, secret: async () => secret };
}

describe('chooseAuth', () => {
  it.each`
    mechanisms                        | password | secret | choice
    ${['LOGIN', 'PLAIN', 'CRAM-MD5']} | ${'p'}   | ${'s'} | ${{ method: 'LOGIN', pass: 'p' }}
    ${['CRAM-MD5', 'PLAIN', 'LOGIN']} | ${'p'}   | ${'s'} | ${{ method: 'CRAM-MD5', pass: 's' }}
    ${['CRAM-MD5', 'PLAIN', 'LOGIN']} | ${'p'}   | ${''}  | ${{ method: 'PLAIN', pass: 'p' }}
    ${['XOAUTH2', 'PLAIN']}           | ${'p'}   | ${''}  | ${{ method: 'PLAIN', pass: 'p' }}
  `('takes the first of $mechanisms that it can use', async ({ mechanisms, password, secret, choice }) => {
    expect(await chooseAuth(mechanisms, credentials(password, secret))).toEqual(choice);
  });

  it('says of each mechanism why not', async () => {
    await expect(chooseAuth(['CRAM-MD5', 'PLAIN', 'LOGIN', 'GSSAPI'], credentials('', ''))).rejects.toThrow(
      [
        'find auth mechanism: missing secret for CRAM-MD5 auth mechanism',
        'missing password for PLAIN auth mechanism',
        'missing password for LOGIN auth mechanism',
        'unknown auth mechanism: GSSAPI',
      ].join('\n'),
    );
  });
});

describe('advertisedMechanisms', () => {
  it.each`
    ehlo                                                         | mechanisms
    ${'250-mx greets you\r\n250-AUTH LOGIN plain\r\n250 SIZE 1'} | ${['LOGIN', 'PLAIN']}
    ${'250-mx\r\n250 AUTH=CRAM-MD5'}                             | ${['CRAM-MD5']}
    ${'250-mx\r\n250 8BITMIME'}                                  | ${[]}
    ${'250 mx'}                                                  | ${[]}
  `('reads $mechanisms', ({ ehlo, mechanisms }) => {
    expect(advertisedMechanisms(ehlo)).toEqual(mechanisms);
  });
});
