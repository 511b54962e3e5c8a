import { retry } from '../../notify/outcome.js';
import { AccessTokens } from './access-tokens.js';

const NEVER = new AbortController().signal;
const HOUR_MS = 60 * 60_000;

describe('AccessTokens', () => {
  let tokens: AccessTokens;
  let fetched: string[];
  beforeEach(() => {
    tokens = new AccessTokens();
    fetched = [];
  });

  const get = (key: string, nowMs = 0, lifeMs = 0) =>
    tokens.get(key, nowMs, NEVER, async () => {
      fetched.push(key);
      return { token: `${key}-${fetched.length}`, lifeMs };
    });

  it.each`
    lifeMs          | lastMs
    ${0}            | ${2 * HOUR_MS}
    ${HOUR_MS}      | ${HOUR_MS}
    ${24 * HOUR_MS} | ${2 * HOUR_MS}
  `('holds a token of $lifeMs ms for $lastMs ms', async ({ lifeMs, lastMs }) => {
    expect(await get('a', 0, lifeMs)).toEqual({ token: 'a-1', isFresh: true });
    expect(await get('a', lastMs)).toEqual({ token: 'a-1', isFresh: false });
    expect(await get('a', lastMs + 1)).toEqual({ token: 'a-2', isFresh: true });
  });

  it('holds 16 of them, and forgets the oldest', async () => {
    for (let at = 0; at < 17; at++) await get(`key-${at}`);
    await get('key-16');
    await get('key-1');
    expect(fetched).toHaveLength(17);
    await get('key-0');
    expect(fetched).toHaveLength(18);
  });

  it('drops a token, but not the one that came in its place', async () => {
    await get('a');
    tokens.drop('a', 'a-0');
    expect(await get('a')).toMatchObject({ token: 'a-1' });
    tokens.drop('a', 'a-1');
    expect(await get('a')).toMatchObject({ token: 'a-2' });
  });

  it('fetches again where the notification that was fetching was given up', async () => {
    const gone = retry('contextDeadlineExceeded', 'context deadline exceeded');
    const first = tokens.get('a', 0, NEVER, async () => ({ failed: gone }));
    const second = get('a');
    expect(await first).toEqual({ failed: gone });
    expect(await second).toEqual({ token: 'a-1', isFresh: true });
  });

  it('waits for the token of another no longer than its own deadline', async () => {
    const deadline = new AbortController();
    void tokens.get('a', 0, NEVER, () => new Promise(() => {}));
    const waiting = tokens.get('a', 0, deadline.signal, () => new Promise(() => {}));
    deadline.abort();
    expect(await waiting).toMatchObject({ failed: { kind: 'retry', reason: 'contextDeadlineExceeded' } });
  });
});
