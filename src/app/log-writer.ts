import type { Clock } from '../clock/clock.js';
import { goQuote } from '../labels/go-quote.js';
import { type LogFields, Logger } from '../log/logger.js';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

export type LogLevel = (typeof LEVELS)[number];

export interface LogWriterOptions {
  readonly clock: Pick<Clock, 'now'>;
  /** Messages of a lower level are dropped. */
  readonly level: LogLevel;
  readonly format: 'logfmt' | 'json';
  /** Takes one line with its line break. */
  readonly write: (line: string) => void;
}

/** Writes lines as Alertmanager does: `time=… level=INFO msg="…" key=value`, or the same keys as a JSON object. */
export class LogWriter extends Logger {
  constructor(
    private readonly options: LogWriterOptions,
    private readonly fields: LogFields = {},
  ) {
    super();
  }

  override debug(message: string, fields?: LogFields): void {
    this.#log('debug', message, fields);
  }

  override info(message: string, fields?: LogFields): void {
    this.#log('info', message, fields);
  }

  override warn(message: string, fields?: LogFields): void {
    this.#log('warn', message, fields);
  }

  override error(message: string, fields?: LogFields): void {
    this.#log('error', message, fields);
  }

  override with(fields: LogFields): Logger {
    return new LogWriter(this.options, { ...this.fields, ...fields });
  }

  #log(level: LogLevel, message: string, fields: LogFields = {}): void {
    const { clock, level: lowest, format, write } = this.options;
    if (LEVELS.indexOf(level) < LEVELS.indexOf(lowest)) return;
    const line = {
      time: new Date(clock.now()).toISOString(),
      level: level.toUpperCase(),
      msg: message,
      ...this.fields,
      ...fields,
    };
    write(`${format === 'json' ? JSON.stringify(line) : logfmt(line)}\n`);
  }
}

function logfmt(fields: LogFields): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${quoteWhereNeeded(key)}=${quoteWhereNeeded(String(value))}`)
    .join(' ');
}

/** White space, `=`, `"`, and what cannot be printed; a backslash alone is no reason (Go, log/slog's TextHandler). */
const NEEDS_QUOTES = /[^\p{L}\p{M}\p{N}\p{P}\p{S}]|["=]/u;

function quoteWhereNeeded(text: string): string {
  return text === '' || NEEDS_QUOTES.test(text) ? goQuote(text) : text;
}
