import { basicCredentials } from './basic-credentials.js';

const encoded = (text: string) => Buffer.from(text).toString('base64');

describe('an Authorization header', () => {
  it.each`
    header                              | user      | password
    ${`Basic ${encoded('ana:secret')}`} | ${'ana'}  | ${'secret'}
    ${`bAsIc ${encoded('ana:a:b')}`}    | ${'ana'}  | ${'a:b'}
    ${`Basic ${encoded(':')}`}          | ${''}     | ${''}
    ${`Basic ${encoded('änne:ß')}`}     | ${'änne'} | ${'ß'}
  `('$header says who asks', ({ header, user, password }) => {
    expect(basicCredentials(header)).toEqual({ user, password: Buffer.from(password) });
  });

  it.each([
    undefined,
    '',
    'Basic',
    'Basic ',
    `Bearer ${encoded('ana:secret')}`,
    `Basic ${encoded('no colon')}`,
    `Basic ${encoded('ana:secret').replace('=', '')}?`,
    'Basic YTpi$$$$',
    'Basic YTp',
  ])('%s does not', (header) => {
    expect(basicCredentials(header)).toBeUndefined();
  });
});
