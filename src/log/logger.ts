/** What a log line may carry beside its message. Never a secret, never a URL that may hold one. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * error: someone must act. warn: it will heal, but look. info: state changed. debug: the rest.
 */
export abstract class Logger {
  abstract debug(message: string, fields?: LogFields): void;
  abstract info(message: string, fields?: LogFields): void;
  abstract warn(message: string, fields?: LogFields): void;
  abstract error(message: string, fields?: LogFields): void;
  /** The same log with these fields on every line. */
  abstract with(fields: LogFields): Logger;
}
