import { jest } from '@jest/globals';
import { tell } from '../peer/told.js';

jest.setTimeout(120_000);

/** One of each kind, at the same time; `npm run test:peer` tells more of them, and longer ones. */
const SEEDS = [2, 8, 11, 66];
const LIVELY_SECONDS = 9;

/** The same as a replica, with the state in a Redis: a reload, and what is told over a restart. */
const REPLICA_SEEDS = [1, 8, 11];

describe("Debian's Alertmanager and Tocsin, side by side", () => {
  it.each([
    ['on one node', false, SEEDS],
    ['over a Redis', true, REPLICA_SEEDS],
  ])('tell receivers and clients the same, %s', async (_, isReplica, seeds) => {
    const telling = { livelySeconds: LIVELY_SECONDS, disturbancesMax: 1, isReplica };
    const verdicts = await Promise.all(seeds.map((seed) => tell(seed, telling)));
    expect(verdicts.filter(({ kind }) => kind === 'different')).toEqual([]);
    // What a machine that is too busy makes of a history says nothing; but some have to be told.
    expect(verdicts.map(({ kind }) => kind)).toContain('equal');
  });
});
