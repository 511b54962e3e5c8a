import { jest } from '@jest/globals';
import { tell } from '../peer/told.js';

jest.setTimeout(120_000);

/** One of each kind, at the same time; `npm run test:peer` tells more of them, and longer ones. */
const SEEDS = [2, 8, 11, 66];
const LIVELY_SECONDS = 9;

describe("Debian's Alertmanager and Tocsin, side by side", () => {
  it('tell receivers and clients the same', async () => {
    const telling = { livelySeconds: LIVELY_SECONDS, disturbancesMax: 1 };
    const verdicts = await Promise.all(SEEDS.map((seed) => tell(seed, telling)));
    expect(verdicts.filter(({ kind }) => kind === 'different')).toEqual([]);
    // What a machine that is too busy makes of a history says nothing; but some have to be told.
    expect(verdicts.map(({ kind }) => kind)).toContain('equal');
  });
});
