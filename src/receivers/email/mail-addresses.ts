import parseAddresses from 'nodemailer/lib/addressparser';

const QUOTED = /"(?:[^"\\]|\\.)*"/g;
const ADDRESS = /^(?:"(?:[^"\\\r\n]|\\.)+"|[^\s"<>@,;:\\]+)@[^\s<>@]+$/;

/**
 * The bare addresses of a list such as `Ana <ana@example.org>, ben@example.org`.
 *
 * The parser makes something of everything: of `a@x.org b@x.org` it makes one address, and nobody would tell b. So a list
 * is refused when an `@` outside of quotes belongs to no address.
 *
 * @param what whose addresses they are, for the error
 * @throws {Error} when it is empty or not such a list
 */
export function mailAddresses(what: string, text: string): string[] {
  const addresses = parseAddresses(text, { flatten: true }).map(({ address }) => address ?? '');
  const ats = text.replace(QUOTED, '""').split('@').length - 1;
  if (addresses.length === 0 || ats !== addresses.length || !addresses.every((address) => ADDRESS.test(address))) {
    throw new Error(`parse '${what}' addresses: ${JSON.stringify(text)} is not a list of mail addresses`);
  }
  return addresses;
}
