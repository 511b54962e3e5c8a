import { hashSync } from '@node-rs/bcrypt';
import { PasswordChecks, type PasswordLimits } from './password-checks.js';

const hashOf = (password: string) => hashSync(password, { cost: 4, version: '2y' });
const users = new Map([
  ['ana', hashOf('secret')],
  ['bob', hashOf('other')],
]);

describe('the check of a password', () => {
  let refused = 0;
  const checks = (limits?: PasswordLimits) =>
    new PasswordChecks(() => {
      refused += 1;
    }, limits);
  const ask = (of: PasswordChecks, user: string, password: string, hashes: ReadonlyMap<string, string> = users) =>
    of.check(hashes, { user, password: Buffer.from(password) });

  it.each`
    user           | password    | verdict
    ${'ana'}       | ${'secret'} | ${'right'}
    ${'bob'}       | ${'other'}  | ${'right'}
    ${'ana'}       | ${'other'}  | ${'wrong'}
    ${'ana'}       | ${''}       | ${'wrong'}
    ${'eve'}       | ${'secret'} | ${'wrong'}
    ${'__proto__'} | ${'x'}      | ${'wrong'}
  `('finds $password $verdict for $user, and the same again', async ({ user, password, verdict }) => {
    const some = checks();
    expect(await ask(some, user, password)).toBe(verdict);
    expect(await ask(some, user, password)).toBe(verdict);
  });

  it('takes versions a, b and y of a hash for the same', async () => {
    for (const version of ['2a', '2b', '2y']) {
      const hash = hashOf('secret').replace('$2y$', `$${version}$`);
      expect(await ask(checks(), 'ana', 'secret', new Map([['ana', hash]]))).toBe('right');
    }
  });

  it('is made anew when the hash has changed', async () => {
    const some = checks();
    expect(await ask(some, 'ana', 'secret')).toBe('right');
    expect(await ask(some, 'ana', 'secret', new Map([['ana', hashOf('changed')]]))).toBe('wrong');
    expect(await ask(some, 'ana', 'secret', new Map())).toBe('wrong');
  });

  it('does not mix up where a user ends and a password begins', async () => {
    const some = checks();
    const hash = users.get('ana') ?? '';
    await ask(some, `ana${hash}`, 'secret');
    expect(await ask(some, 'ana', `${hash}secret`)).toBe('wrong');
    expect(await ask(some, 'ana', 'secret')).toBe('right');
  });

  it('lets nobody in by a hash that is none', async () => {
    expect(await ask(checks(), 'ana', '', new Map([['ana', '']]))).toBe('wrong');
    expect(await ask(checks(), 'ana', 'hunter2', new Map([['ana', 'hunter2']]))).toBe('wrong');
  });

  it('is refused when too many wait, but not for a password that is known already', async () => {
    const some = checks({ concurrencyMax: 1, waitingMax: 2, resultsMax: 10 });
    expect(await ask(some, 'ana', 'secret')).toBe('right');
    refused = 0;
    const guesses = Array.from({ length: 6 }, (_, at) => ask(some, 'ana', `guess ${at}`));
    expect(await ask(some, 'ana', 'secret')).toBe('right');
    expect(await Promise.all(guesses)).toEqual(['wrong', 'wrong', 'wrong', 'busy', 'busy', 'busy']);
    expect(refused).toBe(3);
    expect(await ask(some, 'bob', 'other')).toBe('right');
  });

  it('is made once for many that ask the same at once', async () => {
    const some = checks({ concurrencyMax: 1, waitingMax: 1, resultsMax: 10 });
    const verdicts = await Promise.all(Array.from({ length: 50 }, () => ask(some, 'ana', 'secret')));
    expect(new Set(verdicts)).toEqual(new Set(['right']));
  });

  it('is not forgotten because somebody else guesses', async () => {
    const some = checks({ concurrencyMax: 1, waitingMax: 0, resultsMax: 2 });
    expect(await ask(some, 'ana', 'secret')).toBe('right');
    for (let at = 0; at < 5; at++) expect(await ask(some, 'ana', `guess ${at}`)).toBe('wrong');
    // One that is under way leaves no place for another check.
    const busy = ask(some, 'ana', 'one more');
    expect(await ask(some, 'ana', 'secret')).toBe('right');
    await busy;
  });

  it('takes as long for a user that does not exist', async () => {
    const costly = new Map([['ana', hashSync('secret', { cost: 11 })]]);
    const some = checks();
    const timed = async (user: string, password: string) => {
      const startMs = performance.now();
      await ask(some, user, password, costly);
      return performance.now() - startMs;
    };
    await timed('warm', 'up');
    const [known, unknown] = [await timed('ana', 'wrong'), await timed('eve', 'wrong')];
    expect(unknown).toBeGreaterThan(known / 3);
  });
});
