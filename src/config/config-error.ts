import type { Issue, Issues } from '../schema/issues.js';

/** A configuration that cannot be used. The message has a line `file:line:column: what` for each thing to mend. */
export class ConfigError extends Error {
  /** All of them, in the order of the file. */
  readonly issues: readonly Issue[];

  constructor(file: string, issues: Issues) {
    super(issues.describe(file));
    this.issues = issues.list();
  }
}
