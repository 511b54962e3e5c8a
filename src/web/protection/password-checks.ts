import { createHmac, randomBytes } from 'node:crypto';
import { hashSync, verify } from '@node-rs/bcrypt';
import type { Credentials } from './basic-credentials.js';
import { bcryptCost, bcryptFault } from './bcrypt-hash.js';
import { BoundedMap } from './bounded-map.js';

/** `busy`: it was not looked at, because too many others wait for it. */
export type PasswordVerdict = 'right' | 'wrong' | 'busy';

export interface PasswordLimits {
  /** How many checks run at once. Each takes a processor for itself: Go runs one. */
  readonly concurrencyMax: number;
  /** How many wait for one of them to end. */
  readonly waitingMax: number;
  /** How many results are kept, right ones and wrong ones apart: guessing drives no user out. */
  readonly resultsMax: number;
}

const LIMITS: PasswordLimits = { concurrencyMax: 2, waitingMax: 200, resultsMax: 500 };

const COST_MIN = 4;

/**
 * Checks passwords against bcrypt hashes, off the event loop. What was found is kept for as long as user, hash and
 * password stay the same. It is kept under a keyed hash of the three: no password stays in memory.
 */
export class PasswordChecks {
  readonly #key = randomBytes(32);
  /** Salt and hash of a password that nobody knows. */
  readonly #nobody = hashSync(randomBytes(32), { cost: COST_MIN }).slice('$2b$04$'.length);
  readonly #right: BoundedMap<string, 'right'>;
  readonly #wrong: BoundedMap<string, 'wrong'>;
  readonly #underWay = new Map<string, Promise<PasswordVerdict>>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** @param reached called when a check is refused */
  constructor(
    private readonly reached: () => void,
    private readonly limits: PasswordLimits = LIMITS,
  ) {
    this.#right = new BoundedMap(limits.resultsMax);
    this.#wrong = new BoundedMap(limits.resultsMax);
  }

  /**
   * An unknown user's password is checked, too, against a hash that nothing matches: the time that it takes does not
   * tell who is known.
   *
   * @param hashes of the users
   */
  async check(hashes: ReadonlyMap<string, string>, { user, password }: Credentials): Promise<PasswordVerdict> {
    const known = hashes.get(user);
    const hash = known !== undefined && bcryptFault(known) === undefined ? known : this.#nobodysHash(hashes);
    const key = this.#keyOf(user, hash, password);
    const found = this.#right.get(key) ?? this.#wrong.get(key) ?? this.#underWay.get(key);
    if (found !== undefined) return found;
    const { concurrencyMax, waitingMax } = this.limits;
    if (this.#running >= concurrencyMax && this.#waiting.length >= waitingMax) {
      this.reached();
      return 'busy';
    }
    const check = this.#compare(hash, password, hash === known);
    this.#underWay.set(key, check);
    try {
      const verdict = await check;
      if (verdict === 'right') this.#right.set(key, verdict);
      else if (verdict === 'wrong') this.#wrong.set(key, verdict);
      return verdict;
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #compare(hash: string, password: Buffer, isKnown: boolean): Promise<PasswordVerdict> {
    if (this.#running >= this.limits.concurrencyMax) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    try {
      return (await verify(password, hash)) && isKnown ? 'right' : 'wrong';
    } finally {
      // Whoever waits takes the place over.
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }

  #keyOf(...parts: readonly (string | Buffer)[]): string {
    const hmac = createHmac('sha256', this.#key);
    for (const part of parts) hmac.update(`${Buffer.byteLength(part)}:`).update(part);
    return hmac.digest('base64');
  }

  /** As much work as the users' own hashes ask for. */
  #nobodysHash(hashes: ReadonlyMap<string, string>): string {
    const cost = Math.max(COST_MIN, ...[...hashes.values()].map(bcryptCost));
    return `$2b$${String(cost).padStart(2, '0')}$${this.#nobody}`;
  }
}
