import { goQuote } from '../labels/go-quote.js';

/** A line as Alertmanager's programs log: `time=… level=WARN msg="…" key=value`. */
export function logLine(
  nowMs: number,
  level: 'DEBUG' | 'WARN',
  message: string,
  fields: Readonly<Record<string, string>>,
): string {
  const all = { time: new Date(nowMs).toISOString(), level, msg: message, ...fields };
  return `${Object.entries(all)
    .map(([key, value]) => `${key}=${/^[^\s"=]+$/.test(value) ? value : goQuote(value)}`)
    .join(' ')}\n`;
}
