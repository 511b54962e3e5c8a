import { compareBytes } from '../../../labels/label-set.js';
import type { Engine } from '../../engine.js';
import { eachFiring } from './each-firing.js';
import { cursorOf } from './parameters.js';

/** A label name or a value, and how many alerts that fire have it. */
export interface LabelCount {
  readonly name: string;
  readonly alerts: number;
}

export interface LabelListRequest {
  readonly prefix: string;
  readonly limit: number;
  readonly after: LabelPosition | undefined;
}

/** The place in a list of counts, the largest first, then by name. */
export type LabelPosition = readonly [alerts: number, name: string];

export function isLabelPosition(value: unknown): value is LabelPosition {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'number' && typeof value[1] === 'string';
}

interface LabelList {
  readonly items: readonly LabelCount[];
  readonly next: string | null;
}

/** `GET /labels` */
export async function labelNames(engine: Engine, request: LabelListRequest): Promise<LabelList> {
  const counts = new Map<string, number>();
  await eachFiring(engine, ({ labels }) => {
    for (const name of labels.names) if (name.startsWith(request.prefix)) count(counts, name);
  });
  return listOf(counts, request);
}

/** `GET /labels/{name}/values` */
export async function labelValues(engine: Engine, name: string, request: LabelListRequest): Promise<LabelList> {
  const counts = new Map<string, number>();
  await eachFiring(engine, ({ labels }) => {
    const value = labels.get(name);
    if (value?.startsWith(request.prefix)) count(counts, value);
  });
  return listOf(counts, request);
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function listOf(counts: ReadonlyMap<string, number>, { limit, after }: LabelListRequest): LabelList {
  const all = [...counts].map(([name, alerts]): LabelPosition => [alerts, name]).sort(compare);
  const rest = after === undefined ? all : all.filter((position) => compare(position, after) > 0);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(([alerts, name]) => ({ name, alerts })),
    next: last === undefined || page.length === rest.length ? null : cursorOf(last),
  };
}

function compare(a: LabelPosition, b: LabelPosition): number {
  return b[0] - a[0] || compareBytes(a[1], b[1]);
}
