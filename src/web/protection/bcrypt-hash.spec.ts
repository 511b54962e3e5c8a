import { hashSync } from '@node-rs/bcrypt';
import { bcryptCost, bcryptFault } from './bcrypt-hash.js';

const body = hashSync('secret', { cost: 4 }).slice('$2b$04$'.length);

describe('a bcrypt hash', () => {
  it.each(['2a', '2b', '2x', '2y'])('of version %s can be matched', (version) => {
    expect(bcryptFault(`$${version}$10$${body}`)).toBeUndefined();
    expect(bcryptCost(`$${version}$10$${body}`)).toBe(10);
  });

  it.each`
    hash                          | fault
    ${''}                         | ${'hashedSecret too short to be a bcrypted password'}
    ${'hunter2'}                  | ${'hashedSecret too short to be a bcrypted password'}
    ${`x2y$10$${body}`}           | ${"bcrypt hashes must start with '$'"}
    ${`$3y$10$${body}`}           | ${"bcrypt algorithm version '3' requested is newer than current version '2'"}
    ${`$1$10$${body}xx`}          | ${'only the versions 2a, 2b, 2x and 2y'}
    ${`$2y$99$${body}`}           | ${'cost 99 is outside allowed inclusive range 4..31'}
    ${`$2y$03$${body}`}           | ${'cost 3 is outside allowed inclusive range 4..31'}
    ${`$2y$1x$${body}`}           | ${'the cost has to be two digits'}
    ${`$2y$10$${body}x`}          | ${'salt and hash are no 53 letters of base64'}
    ${`$2y$10$!${body.slice(1)}`} | ${'salt and hash are no 53 letters of base64'}
  `('$hash cannot', ({ hash, fault }) => {
    expect(bcryptFault(hash)).toContain(`crypto/bcrypt: ${fault}`);
    expect(bcryptFault(hash)).not.toContain(body);
  });
});
