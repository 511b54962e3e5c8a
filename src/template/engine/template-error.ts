/**
 * When a template failed.
 * - load: a template file does not parse
 * - parse: a text given to be rendered does not parse
 * - exec: it parsed, and failed while it was rendered; contextual escaping belongs here, as in Go
 * - bound: it was stopped because it ran, grew or nested beyond its bounds
 */
export type TemplateErrorKind = 'load' | 'parse' | 'exec' | 'bound';

/** The only error that rendering throws; its message is what Go prints. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';

  /**
   * @param line counts from 1; 0 where the error has no place
   * @param column bytes from the start of the line, counted from 0 as Go does; -1 where only the line is known
   */
  constructor(
    readonly kind: TemplateErrorKind,
    message: string,
    readonly line = 0,
    readonly column = -1,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** The same failure, told of another stage: a file's parse error is a load error. */
  as(kind: TemplateErrorKind): TemplateError {
    return new TemplateError(kind, this.message, this.line, this.column, { cause: this });
  }
}
