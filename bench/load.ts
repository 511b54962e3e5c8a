import type { Pool } from 'undici';

const SEVERITIES = ['critical', 'warning', 'warning', 'info', 'none'];
const TEAMS = 40;

/** An alert as Prometheus sends it: 12 labels, 3 annotations, about 900 bytes. */
export function alertAt(at: number, extra: Readonly<Record<string, string>> = {}): object {
  const node = `${at % 251}.${Math.floor(at / 251) % 251}`;
  return {
    labels: {
      alertname: `NodeFilesystemAlmostOutOfSpace${at % 500}`,
      cluster: `eu-${at % 4}`,
      container: 'node-exporter',
      device: '/dev/nvme0n1p1',
      fstype: 'ext4',
      instance: `10.0.${node}:9100`,
      job: 'node-exporter',
      mountpoint: `/var/lib/data-${at}`,
      namespace: `ns-${at % 97}`,
      pod: `node-exporter-${at.toString(36)}`,
      severity: SEVERITIES[at % SEVERITIES.length],
      team: `team-${at % TEAMS}`,
      ...extra,
    },
    annotations: {
      description: `Filesystem on /dev/nvme0n1p1 at 10.0.${node}:9100 has only 4.2% available space left and is filling up.`,
      runbook_url: 'https://runbooks.example.org/node/nodefilesystemalmostoutofspace',
      summary: 'Filesystem has less than 5% space left.',
    },
    startsAt: '2026-01-02T03:04:05.678Z',
    endsAt: new Date(Date.now() + 3_600_000).toISOString(),
    generatorURL: 'https://prometheus.example.org/graph?g0.expr=node_filesystem_avail_bytes+%3C+0.05&g0.tab=1',
  };
}

/** @returns the bodies of `POST /api/v2/alerts`, made before anything is measured */
export function bodies(alerts: readonly object[], batch: number): Buffer[] {
  const made: Buffer[] = [];
  for (let at = 0; at < alerts.length; at += batch)
    made.push(Buffer.from(JSON.stringify(alerts.slice(at, at + batch))));
  return made;
}

export interface Sent {
  readonly seconds: number;
  /** Milliseconds of each request, the shortest first. */
  readonly latencies: readonly number[];
}

/** Posts bodies over so many connections at a time. @throws when one is refused */
export async function post(pool: Pool, path: string, all: readonly Buffer[], connections: number): Promise<Sent> {
  const latencies: number[] = [];
  let next = 0;
  const startedMs = performance.now();
  const worker = async () => {
    for (let at = next++; at < all.length; at = next++) {
      const beganMs = performance.now();
      const { statusCode, body } = await pool.request({
        method: 'POST',
        path,
        headers: { 'content-type': 'application/json' },
        body: all[at] ?? null,
      });
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`POST ${path} answers ${statusCode}: ${text.slice(0, 500)}`);
      latencies.push(performance.now() - beganMs);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return { seconds: (performance.now() - startedMs) / 1000, latencies: latencies.toSorted((a, b) => a - b) };
}

/** @returns milliseconds until the whole answer was there, and its size */
export async function get(pool: Pool, path: string): Promise<{ ms: number; bytes: number }> {
  const startedMs = performance.now();
  const { statusCode, body } = await pool.request({ method: 'GET', path });
  let bytes = 0;
  for await (const piece of body) bytes += piece.length;
  if (statusCode !== 200) throw new Error(`GET ${path} answers ${statusCode}`);
  return { ms: performance.now() - startedMs, bytes };
}

/** @param share 0.5 for the median, 0.99 for what one in a hundred exceeds */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
