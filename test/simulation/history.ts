import { Random } from './random.js';
import { ALERTS, INTEGRATIONS, MINUTE, SECOND, SETUPS } from './setup.js';

/** How a vendor answers. */
export type Mood = 'well' | 'retry' | 'giveUp' | 'rateLimited' | 'hanging' | 'flapping';

export type Step =
  | { readonly kind: 'fire'; readonly alert: number; readonly agoMs: number; readonly lastsMs: number | undefined }
  | { readonly kind: 'resolve'; readonly alert: number }
  | {
      readonly kind: 'silence';
      readonly label: readonly [string, string];
      readonly inMs: number;
      readonly lastsMs: number;
    }
  | { readonly kind: 'prolong' | 'expire'; readonly silence: number }
  | { readonly kind: 'reload'; readonly setup: number }
  | { readonly kind: 'restart' | 'crash' | 'tidy' }
  /** The process dies while it works on what is due next. */
  | { readonly kind: 'crash at work'; readonly turns: number }
  | { readonly kind: 'mood'; readonly integration: string; readonly mood: Mood }
  | { readonly kind: 'pass'; readonly ms: number };

export interface History {
  readonly seed: number;
  readonly keepTimers: boolean;
  readonly steps: readonly Step[];
}

const STEPS = 40;

const LABELS: readonly (readonly [string, string])[] = [
  ['team', 'x'],
  ['team', 'z'],
  ['alertname', 'A'],
  ['cluster', 'c2'],
  ['severity', 'page'],
];

/** What happens to the engine, and when: decided by the seed alone. */
export function historyOf(seed: number): History {
  const random = new Random(seed);
  const keepTimers = random.chance(0.5);
  const steps = Array.from({ length: STEPS }, (): Step[] => [stepOf(random), { kind: 'pass', ms: pauseMs(random) }]);
  return { seed, keepTimers, steps: steps.flat() };
}

function pauseMs(random: Random): number {
  const longest = random.weighted({ seconds: 5, minutes: 5, long: 1 });
  const maxMs = { seconds: 40 * SECOND, minutes: 6 * MINUTE, long: 30 * MINUTE }[longest];
  return random.between(1, maxMs);
}

function stepOf(random: Random): Step {
  const kind = random.weighted({
    fire: 14,
    resolve: 7,
    silence: 3,
    prolong: 1,
    expire: 2,
    reload: 2,
    restart: 1,
    crash: 1,
    'crash at work': 2,
    tidy: 2,
    mood: 8,
  });
  switch (kind) {
    case 'fire':
      return {
        kind,
        alert: random.between(0, ALERTS.length - 1),
        agoMs: random.chance(0.5) ? 0 : random.between(0, 2 * MINUTE),
        lastsMs: random.chance(0.3) ? undefined : random.between(1, 40 * MINUTE),
      };
    case 'resolve':
      return { kind, alert: random.between(0, ALERTS.length - 1) };
    case 'silence':
      return {
        kind,
        label: random.pick(LABELS),
        inMs: random.chance(0.7) ? 0 : random.between(1, 5 * MINUTE),
        lastsMs: random.between(1, 15 * MINUTE),
      };
    case 'prolong':
    case 'expire':
      return { kind, silence: random.between(0, 5) };
    case 'reload':
      return { kind, setup: random.between(0, SETUPS.length - 1) };
    case 'crash at work':
      return { kind, turns: random.between(0, 4) };
    case 'mood':
      return {
        kind,
        integration: random.pick(INTEGRATIONS).name,
        mood: random.weighted({ well: 5, retry: 2, giveUp: 2, rateLimited: 2, hanging: 2, flapping: 2 }),
      };
    default:
      return { kind };
  }
}
