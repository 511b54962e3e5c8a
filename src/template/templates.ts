import type { NotificationData } from './notification-data.js';

/** The templates of one configuration: the built-in ones and those that the `templates` globs name. */
export interface Templates {
  /**
   * Renders a template text with Go's text/template rules; all loaded definitions are available to it.
   *
   * @throws {TemplateError} when it does not parse, fails, or exceeds its bounds
   */
  text(source: string, data: NotificationData): string;

  /** The same with html/template's contextual escaping. */
  html(source: string, data: NotificationData): string;
}
