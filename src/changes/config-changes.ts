import type { ChangeWatch, Report } from './change.js';

/** Reloads of the configuration. */
export class ConfigChanges implements ChangeWatch {
  #report: Report | undefined;

  start(report: Report): void {
    this.#report = report;
  }

  look(): void {}

  stop(): void {
    this.#report = undefined;
  }

  /** @param error why nothing was applied; undefined where it was */
  reloaded(atMs: number, error: string | undefined): void {
    const at = new Date(atMs).toISOString();
    const change = error === undefined ? 'reloaded' : 'failed';
    this.#report?.({ kind: 'config', key: '', change, data: error === undefined ? { at } : { at, error } });
  }
}
