import type { SilenceRequest } from '../../src/silences/silences.js';
import type { EngineHarness } from '../support/engine-harness.js';
import { simpleConfig, tell } from '../support/story.js';

const MINUTE_MS = 60_000;

function request(harness: EngineHarness, change: Partial<SilenceRequest>): SilenceRequest {
  return {
    matcherSets: [[{ name: 'alertname', operator: '=', value: 'a' }]],
    startsAtMs: harness.clock.now(),
    endsAtMs: harness.clock.now() + 60 * MINUTE_MS,
    createdBy: 'ana',
    comment: 'known',
    annotations: {},
    ...change,
  };
}

describe('a change of a silence', () => {
  it('keeps its id while only its end and its words change', async () => {
    await tell(simpleConfig(), async (harness) => {
      const { silences } = harness.tocsin;
      const first = request(harness, {});
      const { id } = await silences.set(first);
      await harness.at('5m');
      const changed = {
        ...first,
        id,
        endsAtMs: first.endsAtMs + MINUTE_MS,
        comment: 'longer',
        annotations: { ticket: '7' },
      };
      expect(await silences.set(changed)).toEqual({ id });
      expect(silences.get(id)).toMatchObject({
        comment: 'longer',
        startsAtMs: harness.startMs,
        annotations: { ticket: '7' },
      });
    });
  });

  it('makes a new one where it would rewrite what was hidden, and expires the old one', async () => {
    await tell(simpleConfig(), async (harness) => {
      const { silences } = harness.tocsin;
      const first = request(harness, {});
      const { id } = await silences.set(first);
      await harness.at('5m');
      const matcherSets = [[{ name: 'alertname', operator: '=' as const, value: 'b' }]];
      const { id: newId } = await silences.set({ ...first, id, matcherSets });
      expect(newId).not.toBe(id);
      expect(silences.get(id)?.endsAtMs).toBe(harness.clock.now());
      await harness.post({ labels: { alertname: 'a' }, endsAt: '1d' }, { labels: { alertname: 'b' }, endsAt: '1d' });
      await harness.at('6m');
      expect(harness.story()).toEqual(['5:30 team/webhook[0]: first notification: a firing']);
    });
  });

  it('hides what any of its matcher sets means', async () => {
    await tell(simpleConfig(), async (harness) => {
      const either = ['a', 'b'].map((value) => [{ name: 'alertname', operator: '=' as const, value }]);
      await harness.tocsin.silences.set(request(harness, { matcherSets: either }));
      await harness.post(...['a', 'b', 'c'].map((alertname) => ({ labels: { alertname }, endsAt: '1d' })));
      await harness.at('1m');
      expect(harness.told().flatMap(({ alerts }) => alerts)).toEqual(['c firing']);
    });
  });

  it('is forgotten when its retention is over', async () => {
    await tell(simpleConfig(), async (harness) => {
      const { silences } = harness.tocsin;
      const { id } = await silences.set(request(harness, { endsAtMs: harness.clock.now() + MINUTE_MS }));
      await harness.at('5d');
      await silences.collect();
      expect(silences.get(id)).toBeDefined();
      await harness.at('5d1m');
      await silences.collect();
      expect(silences.get(id)).toBeUndefined();
    });
  });
});
