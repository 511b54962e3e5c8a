/**
 * Turns Prometheus' text format into OpenMetrics: counters are declared without `_total`, there are no blank lines, and
 * a last line tells that nothing is missing. prom-client's own switch renames the counters of the registry for good.
 */
export function toOpenMetrics(text: string): string {
  const counters = new Set<string>();
  for (const [, name = ''] of text.matchAll(/^# TYPE (\S+)_total counter$/gm)) counters.add(name);
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) =>
      line.replace(/^# (HELP|TYPE) (\S+)_total /, (whole, keyword: string, name: string) =>
        counters.has(name) ? `# ${keyword} ${name} ` : whole,
      ),
    );
  return `${lines.join('\n')}\n# EOF\n`;
}
