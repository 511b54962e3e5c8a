import { describe, expect, it } from '@jest/globals';
import type { Change } from './change.js';
import { GroupChanges } from './group-changes.js';

interface TestGroup {
  stamp: string;
  summary: Record<string, unknown>;
}

async function setUp(groups: Map<string, TestGroup>) {
  const told: Change[] = [];
  let summaries = 0;
  const watch = new GroupChanges({
    groups: () =>
      [...groups].map(([id, { stamp, summary }]) => ({
        id,
        stamp,
        summary: async () => {
          summaries++;
          return summary;
        },
      })),
    pause: () => undefined,
  });
  await watch.start((change) => told.push(change));
  const look = async (nowMs: number) => {
    told.length = 0;
    summaries = 0;
    await watch.look(nowMs);
    return { told: told.map(({ key, change }) => `${key} ${change}`), summaries };
  };
  await look(1000);
  return { watch, look };
}

describe('GroupChanges', () => {
  it('tells of groups that begin, change and end', async () => {
    const groups = new Map<string, TestGroup>([
      ['a', { stamp: '1', summary: { n: 1 } }],
      ['b', { stamp: '1', summary: { n: 1 } }],
    ]);
    const { look } = await setUp(groups);
    expect(await look(1250)).toEqual({ told: [], summaries: 0 });

    groups.set('a', { stamp: '2', summary: { n: 2 } });
    groups.set('c', { stamp: '1', summary: { n: 1 } });
    groups.delete('b');
    expect(await look(1500)).toEqual({ told: ['a changed', 'c changed', 'b removed'], summaries: 2 });
    expect(await look(1750)).toEqual({ told: [], summaries: 0 });
  });

  it('is silent about what does not show', async () => {
    const groups = new Map([['a', { stamp: '1', summary: { n: 1 } }]]);
    const { look } = await setUp(groups);
    groups.set('a', { stamp: '2', summary: { n: 1 } });
    expect(await look(1250)).toEqual({ told: [], summaries: 1 });
  });

  it('looks again at a group that is suspect', async () => {
    const groups = new Map([['a', { stamp: '1', summary: { n: 1 } }]]);
    const { watch, look } = await setUp(groups);
    groups.set('a', { stamp: '1', summary: { n: 2 } });
    watch.suspect('a');
    expect(await look(1250)).toEqual({ told: ['a changed'], summaries: 1 });
  });

  it('looks at all when all are suspect, at most once a second, and at each full minute', async () => {
    const groups = new Map([['a', { stamp: '1', summary: {} }]]);
    const { watch, look } = await setUp(groups);
    const looks = [];
    for (const ms of [1250, 1750, 2000, 2250, 59_750, 60_000, 60_250]) {
      if (ms < 2250) watch.suspectAll();
      looks.push((await look(ms)).summaries);
    }
    expect(looks).toEqual([1, 0, 0, 1, 0, 1, 0]);
  });
});
