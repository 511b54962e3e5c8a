import { silenceState } from '../../../silences/silence.js';
import type { Engine } from '../../engine.js';
import { eachFiring } from './each-firing.js';

/** Silences that an answer lists, those that hide most first. */
const SILENCES_MAX = 10_000;

export interface Hiding {
  readonly id: string;
  /** Alerts that fire and that it matches, whatever else mutes them. */
  readonly alerts: number;
}

/** `GET /silences/hiding`: how many alerts each active silence hides now. */
export async function silencesHiding(engine: Engine): Promise<readonly Hiding[]> {
  const nowMs = engine.now();
  const running = engine.current();
  const counts = new Map<string, number>();
  for (const silence of engine.silences.list()) {
    if (silenceState(silence, nowMs) === 'active') counts.set(silence.id, 0);
  }
  if (counts.size === 0) return [];
  await eachFiring(engine, ({ labels }) => {
    for (const id of running.silencedBy(labels, nowMs)) counts.set(id, (counts.get(id) ?? 0) + 1);
  });
  return [...counts]
    .map(([id, alerts]) => ({ id, alerts }))
    .sort((a, b) => b.alerts - a.alerts || (a.id < b.id ? -1 : 1))
    .slice(0, SILENCES_MAX);
}
