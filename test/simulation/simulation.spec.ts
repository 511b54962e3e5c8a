import type { Told } from '../support/recording-notifier.js';
import { type Ending, simulate } from './simulation.js';

const SEEDS = 150;
const BATCH = 10;

/** What to read, and what to type, when a history goes wrong. */
function failure(seed: number, { story, error }: Ending): string {
  return [...story, `seed ${seed}: ${String(error)}`, `to see it again: npm run simulate -- ${seed}`].join('\n');
}

async function live(seed: number): Promise<void> {
  const ending = await simulate(seed);
  if (ending.error !== undefined) throw new Error(failure(seed, ending), { cause: ending.error });
}

describe('the engine, over random histories', () => {
  const batches = Array.from({ length: SEEDS / BATCH }, (_, i) => 1000 + i * BATCH);
  it.each(batches)(
    'tells everything once, in order and on time: ten histories from seed %i',
    async (from) => {
      for (let seed = from; seed < from + BATCH; seed++) await live(seed);
    },
    60_000,
  );

  it.each([
    ['a group that begins anew after a reload that kept timers waits for group_wait', 8],
    ['an old group that begins anew after a reload that kept timers is in a rhythm of its own', 55],
    ['what was withdrawn while it hung is not told after a crash', 126],
    ['an alert that was sent again keeps its later end over a restart', 1092],
  ])('%s (seed %i)', (_, seed) => live(seed));

  it('is the same for the same seed', async () => {
    expect(await simulate(7)).toEqual(await simulate(7));
  });
});

describe('the checks', () => {
  const isDelivered = ({ outcome }: Told) => outcome === 'delivered';

  /** Spoils the nth delivery of a history. */
  function spoil(nth: number, change: (told: Told) => readonly Told[]) {
    let count = 0;
    return (told: readonly Told[]) =>
      told.flatMap((one) => (isDelivered(one) && ++count === nth ? change(one) : [one]));
  }

  it.each<[string, (told: Told) => readonly Told[], RegExp]>([
    ['a message that is lost', () => [], /told at once|nothing untold/],
    ['a message that comes twice', (told) => [told, told], /nothing twice/],
    ['a message that lacks an alert', (told) => [withAlerts(told, told.notification.data.alerts.slice(1))], /in order/],
    [
      'a message that tells the opposite',
      (told) => [
        withAlerts(
          told,
          told.notification.data.alerts.map((alert) => ({
            ...alert,
            status: alert.status === 'firing' ? 'resolved' : 'firing',
          })),
        ),
      ],
      /in order/,
    ],
  ])('find %s', async (_, change, rule) => {
    for (const nth of [1, 5, 10]) {
      const { error } = await simulate(7, spoil(nth, change));
      expect(error).toMatchObject({ name: 'Violation', rule: expect.stringMatching(rule) });
    }
  });
});

function withAlerts(told: Told, alerts: Told['notification']['data']['alerts']): Told {
  const { notification } = told;
  return { ...told, notification: { ...notification, data: { ...notification.data, alerts } } };
}
