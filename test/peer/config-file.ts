import { INTERVALS, type IntervalName, type Setup } from './setup.js';

/** Where the receivers of a running history are, and when it begins. */
export interface Circumstances {
  /** Address of the webhooks, without a slash at its end. */
  readonly webhookUrl: string;
  /** A moment in the minute that `thisMinute` is, milliseconds since the epoch. */
  readonly nowMs: number;
}

/** How long an alert lasts that was sent without an end, in milliseconds. */
export const RESOLVE_TIMEOUT_MS = 3300;

/** The configuration file: JSON, which is YAML, too. */
export function configFile({ route, receivers, inhibitRules }: Setup, { webhookUrl, nowMs }: Circumstances): string {
  const config = {
    global: { resolve_timeout: `${RESOLVE_TIMEOUT_MS}ms` },
    route,
    receivers: Object.entries(receivers).map(([name, webhooks]) => ({
      name,
      webhook_configs: webhooks.map((sendResolved, i) => ({
        url: `${webhookUrl}/${name}/${i}`,
        send_resolved: sendResolved,
      })),
    })),
    inhibit_rules: inhibitRules,
    time_intervals: INTERVALS.map((name) => ({ name, time_intervals: [intervalOf(name, nowMs)] })),
  };
  return `${JSON.stringify(config, undefined, 1)}\n`;
}

function intervalOf(name: IntervalName, nowMs: number): unknown {
  const minuteMs = 60_000;
  switch (name) {
    case 'always':
      return {};
    case 'never':
      return { years: ['1999'] };
    case 'thisMinute':
      return { times: [minute(nowMs)] };
    case 'nextMinute':
      return { times: [minute(nowMs + minuteMs)] };
  }
}

function minute(atMs: number): { start_time: string; end_time: string } {
  const start = new Date(atMs).toISOString().slice(11, 16);
  const end = new Date(atMs + 60_000).toISOString().slice(11, 16);
  return { start_time: start, end_time: end === '00:00' ? '24:00' : end };
}
