import { Logger } from '../../src/log/logger.js';

/** Keeps the messages, each with its level before it. */
export class RecordedLogger extends Logger {
  readonly lines: string[] = [];

  override debug(message: string): void {
    this.lines.push(`debug: ${message}`);
  }
  override info(message: string): void {
    this.lines.push(`info: ${message}`);
  }
  override warn(message: string): void {
    this.lines.push(`warn: ${message}`);
  }
  override error(message: string): void {
    this.lines.push(`error: ${message}`);
  }
  override with(): Logger {
    return this;
  }
}
