import type { Issues } from '../schema/issues.js';

/** A configuration that cannot be used. The message has a line `file:line:column: what` for each thing to mend. */
export class ConfigError extends Error {
  constructor(file: string, issues: Issues) {
    super(issues.describe(file));
  }
}
