import type { Position } from './position.js';

/** Something that is wrong in a file. */
export interface Issue {
  readonly position: Position;
  readonly message: string;
}

/** How many are told; a file of another kind would fill a screen. */
const SHOWN_MAX = 20;

/** Collects what is wrong, so that a user can mend it all at once. */
export class Issues {
  readonly #issues: Issue[] = [];

  get isEmpty(): boolean {
    return this.#issues.length === 0;
  }

  get count(): number {
    return this.#issues.length;
  }

  add(position: Position, message: string): void {
    this.#issues.push({ position, message });
  }

  list(): readonly Issue[] {
    return this.#issues.toSorted((a, b) => a.position.line - b.position.line || a.position.column - b.position.column);
  }

  /** One line for each issue: `file:line:column: message`. */
  describe(file: string): string {
    const all = this.list();
    const lines = all
      .slice(0, SHOWN_MAX)
      .map(({ position: { line, column }, message }) => `${file}:${line}:${column}: ${message}`);
    if (all.length > SHOWN_MAX) lines.push(`... and ${all.length - SHOWN_MAX} more`);
    return lines.join('\n');
  }
}
