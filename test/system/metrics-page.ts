/** A metric as a page in Prometheus' text format shows it. */
export interface ShownMetric {
  readonly type: string;
  /** Names of its labels, sorted; those of a histogram's buckets too. */
  readonly labels: readonly string[];
}

/** Reads the page that `/metrics` shows, by the names in its `# TYPE` lines. */
export function readMetricsPage(page: string): ReadonlyMap<string, ShownMetric> {
  const types = new Map<string, string>();
  const labels = new Map<string, Set<string>>();
  for (const line of page.split('\n')) {
    const [, typed, type] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? [];
    if (typed !== undefined && type !== undefined) types.set(typed, type);
    const [, sample, shown = ''] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? /.exec(line) ?? [];
    if (sample === undefined) continue;
    const name = familyOf(sample, types);
    const known = labels.get(name) ?? new Set();
    for (const [, label] of shown.matchAll(/(\w+)="(?:[^"\\]|\\.)*"/g)) known.add(label ?? '');
    labels.set(name, known);
  }
  return new Map(
    [...labels].map(([name, known]) => [name, { type: types.get(name) ?? 'untyped', labels: [...known].sort() }]),
  );
}

/** The name of a histogram or summary, for its buckets, sums and counts. */
function familyOf(sample: string, types: ReadonlyMap<string, string>): string {
  const family = sample.replace(/_(?:bucket|sum|count)$/, '');
  return types.has(sample) || !types.has(family) ? sample : family;
}
