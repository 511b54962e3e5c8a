/** What the comparison has to know of the history. */
export interface Terms {
  /** Milliseconds since the epoch that the history gave: they have to come back as they are. */
  readonly given: ReadonlySet<number>;
  /** How far apart times may be that each server took from its own clock. */
  readonly slackMs: number;
}

/**
 * The first place where two documents differ, in words; undefined when they are equal. The order of keys counts, as
 * there are programs that read JSON as text.
 */
export function difference(theirs: unknown, ours: unknown, terms: Terms, place = ''): string | undefined {
  if (theirs === ours) return undefined;
  if (typeof theirs === 'string' && typeof ours === 'string') {
    if (isSameTime(theirs, ours, terms)) return undefined;
    return theirs.includes('\n')
      ? differInLine(place, theirs.split('\n'), ours.split('\n'))
      : differ(place, theirs, ours);
  }
  if (Array.isArray(theirs) && Array.isArray(ours)) {
    for (let i = 0; i < Math.max(theirs.length, ours.length); i++) {
      const found = difference(theirs[i], ours[i], terms, `${place}[${i}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!isObject(theirs) || !isObject(ours)) return differ(place, theirs, ours);
  const [theirKeys, ourKeys] = [Object.keys(theirs), Object.keys(ours)];
  if (theirKeys.join() !== ourKeys.join()) return differ(`the keys of ${place}`, theirKeys.join(), ourKeys.join());
  for (const key of theirKeys) {
    const found = difference(theirs[key], ours[key], terms, `${place}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function isSameTime(theirs: string, ours: string, { given, slackMs }: Terms): boolean {
  const [theirZone, ourZone] = [theirs, ours].map((text) => TIME.exec(text)?.[1]);
  if (theirZone === undefined || theirZone !== ourZone) return false;
  const [theirMs, ourMs] = [Date.parse(theirs), Date.parse(ours)];
  return !given.has(theirMs) && !given.has(ourMs) && Math.abs(theirMs - ourMs) <= slackMs;
}

function differInLine(place: string, theirs: readonly string[], ours: readonly string[]): string {
  const line = theirs.findIndex((text, i) => text !== ours[i]);
  const at = line < 0 ? theirs.length : line;
  return differ(`line ${at + 1} of ${place}`, theirs[at], ours[at]);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function differ(place: string, theirs: unknown, ours: unknown): string {
  const show = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));
  return `${place === '' ? 'the whole' : place}: ${show(theirs)} of Alertmanager, ${show(ours)} of Tocsin`;
}
