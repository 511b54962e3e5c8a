import { useSyncExternalStore } from 'react';
import { usePreferences } from '../app/preferences';
import { exactTime } from './exact-time';

const TICK_MS = 1_000;

let nowMs = Date.now();
const listeners = new Set<() => void>();
let ticking: number | undefined;

/** It stands still while no time is shown, and must not say then what it said last. */
function clock(): number {
  if (ticking === undefined) nowMs = Date.now();
  return nowMs;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  ticking ??= window.setInterval(() => {
    nowMs = Date.now();
    for (const tell of listeners) tell();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(ticking);
    ticking = undefined;
  };
}

/** One clock for all times that are shown. A component is drawn again when its text changes. */
function useTicking<T extends string>(text: (nowMs: number) => T): T {
  return useSyncExternalStore(subscribe, () => text(clock()));
}

/** How long ago something was, or how long it is until then; the exact time on hover. */
export function RelativeTime({ atMs }: { readonly atMs: number }) {
  const { timeZone } = usePreferences();
  const text = useTicking((now) => describe(atMs - now));
  return (
    <time dateTime={new Date(atMs).toISOString()} title={exactTime(atMs, timeZone)}>
      {text}
    </time>
  );
}

/** @param ms until then; negative for what is past */
function describe(ms: number): string {
  // The clock ticks once a second: what has just happened would be yet to come.
  if (Math.abs(ms) < TICK_MS) return 'now';
  const text = duration(Math.abs(ms));
  return ms > 0 ? `in ${text}` : `${text} ago`;
}

/** The two largest units: `2h 5m`, `3d 4h`, `42s`. */
export function duration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const units: readonly (readonly [string, number])[] = [
    ['d', 86_400],
    ['h', 3_600],
    ['m', 60],
    ['s', 1],
  ];
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first < 0) return '0s';
  let rest = seconds;
  const parts: string[] = [];
  for (const [unit, size] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.join(' ');
}
