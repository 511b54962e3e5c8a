import { parseOptions } from '@node-rs/bcrypt';

/** A hash of 60 letters; `$2$` without a letter has 59. */
const LENGTH_MIN = 59;

/**
 * What is wrong with a hash, in the words of golang.org/x/crypto/bcrypt: none of it shows the hash itself.
 *
 * @returns undefined for one that a password can match
 */
export function bcryptFault(hash: string): string | undefined {
  if (hash.length < LENGTH_MIN) return 'crypto/bcrypt: hashedSecret too short to be a bcrypted password';
  if (!hash.startsWith('$')) return "crypto/bcrypt: bcrypt hashes must start with '$'";
  const [, major = '', minor = '', cost = ''] = /^\$(.)(.*?)\$(.*?)(?:\$|$)/s.exec(hash) ?? [];
  if (major > '2')
    return `crypto/bcrypt: bcrypt algorithm version '${major}' requested is newer than current version '2'`;
  if (major !== '2' || !/^[abxy]$/.test(minor))
    return 'crypto/bcrypt: only the versions 2a, 2b, 2x and 2y can be checked';
  if (!/^\d\d$/.test(cost)) return 'crypto/bcrypt: the cost has to be two digits';
  if (Number(cost) < 4 || Number(cost) > 31) {
    return `crypto/bcrypt: cost ${Number(cost)} is outside allowed inclusive range 4..31`;
  }
  return optionsOf(hash) === undefined ? 'crypto/bcrypt: salt and hash are no 53 letters of base64' : undefined;
}

/** How much work a check is, as a power of two; 0 for what is no hash. */
export function bcryptCost(hash: string): number {
  return optionsOf(hash)?.cost ?? 0;
}

function optionsOf(hash: string): { readonly cost: number } | undefined {
  try {
    return parseOptions(hash);
  } catch {
    return undefined;
  }
}
