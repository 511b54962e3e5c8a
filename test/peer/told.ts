import type { History } from './history.js';
import { historyOf } from './history-of.js';
import { type Ending, live } from './live.js';

/** How a history ended that was told until it was clear. */
export type Verdict =
  | {
      readonly kind: 'equal';
      readonly messages: number;
      readonly answers: number;
      readonly unsteady: string | undefined;
    }
  | { readonly kind: 'different'; readonly report: string }
  | { readonly kind: 'disturbed'; readonly report: string };

interface Telling {
  /** See `historyOf`. */
  readonly livelySeconds?: number;
  /** See `live`. */
  readonly untilMinuteMs?: number;
  /** Whether Tocsin has its state in a Redis. */
  readonly isReplica?: boolean;
  /** How often a history is begun again that this machine had no time for. */
  readonly disturbancesMax?: number;
}

/**
 * Tells the history of a seed. A difference has to show twice: chance may make a machine that has other things to do
 * deliver late, but histories are made so that it does not decide what is told.
 */
export async function tell(seed: number, telling: Telling = {}): Promise<Verdict> {
  const { livelySeconds, untilMinuteMs, isReplica, disturbancesMax = 4 } = telling;
  const history = historyOf(seed, livelySeconds);
  let unsteady: string | undefined;
  for (let disturbances = 0; ; ) {
    const ending = await live(history, untilMinuteMs, isReplica);
    switch (ending.kind) {
      case 'equal':
        return { ...ending, unsteady };
      case 'different':
        if (unsteady !== undefined) return { kind: 'different', report: reportOf(history, ending) };
        unsteady = reportOf(history, ending);
        break;
      case 'disturbed':
        if (++disturbances > disturbancesMax) return { kind: 'disturbed', report: ending.what };
        break;
    }
  }
}

/** The history, line by line, then the first difference with what both said. */
function reportOf(history: History, { differences, untilMinuteMs }: Ending & { kind: 'different' }): string {
  return [
    `seed ${history.seed}, a history of the kind ${history.profile}:`,
    ...history.setups.map((setup, i) => `configuration ${i}: ${JSON.stringify(setup)}`),
    ...history.steps.map(({ atMs, step }) => `${(atMs / 1000).toFixed(2)} ${JSON.stringify(step)}`),
    `${differences.length} differences; the first:`,
    differences[0],
    `to see it again: npm run test:peer -- --seed ${history.seed} --minute-at ${untilMinuteMs / 1000}`,
  ].join('\n');
}
