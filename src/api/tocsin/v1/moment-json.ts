/** A moment as this API writes it: RFC 3339 with milliseconds, in UTC. */
export function momentJson(ms: number): string {
  return new Date(ms).toISOString();
}
