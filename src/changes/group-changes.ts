import type { ChangeWatch, Report } from './change.js';

/** A group, as far as it is watched. */
export interface WatchedGroup {
  readonly id: string;
  /** Differs when its alerts or its timer do. */
  readonly stamp: string;
  /** What is told of it. */
  summary(): Promise<Readonly<Record<string, unknown>>>;
}

export interface GroupChangesParts {
  readonly groups: () => Iterable<WatchedGroup>;
  /** Asked between groups: a promise where it is the turn of something else. */
  readonly pause: () => Promise<void> | undefined;
}

/** What mutes may be anything and nothing of it tells which groups it concerns: all are looked at, but not more often. */
const ALL_EVERY_MS = 1000;

/** Time intervals hold for whole minutes. */
const MINUTE_MS = 60_000;

interface Known {
  stamp: string;
  json: string;
  round: number;
}

/** Groups that begin, change in what is told of them, and end. */
export class GroupChanges implements ChangeWatch {
  readonly #known = new Map<string, Known>();
  readonly #suspects = new Set<string>();
  #areAllSuspect = false;
  #lookedAtAllMs = 0;
  #round = 0;
  #report: Report = () => {};

  constructor(private readonly parts: GroupChangesParts) {}

  async start(report: Report): Promise<void> {
    this.#report = () => {};
    await this.#lookAt(() => true);
    this.#report = report;
  }

  /** Something else about a group may have changed, such as its deliveries. */
  suspect(id: string): void {
    this.#suspects.add(id);
  }

  /** Something that mutes may have changed, or the configuration. */
  suspectAll(): void {
    this.#areAllSuspect = true;
  }

  async look(nowMs: number): Promise<void> {
    const isNewMinute = Math.floor(nowMs / MINUTE_MS) !== Math.floor(this.#lookedAtAllMs / MINUTE_MS);
    const isAll = isNewMinute || (this.#areAllSuspect && nowMs >= this.#lookedAtAllMs + ALL_EVERY_MS);
    const suspects = new Set(this.#suspects);
    this.#suspects.clear();
    if (isAll) {
      this.#areAllSuspect = false;
      this.#lookedAtAllMs = nowMs;
    }
    await this.#lookAt(({ id, stamp }) => isAll || suspects.has(id) || this.#known.get(id)?.stamp !== stamp);
  }

  stop(): void {
    this.#known.clear();
    this.#suspects.clear();
  }

  async #lookAt(isWanted: (group: WatchedGroup) => boolean): Promise<void> {
    const round = ++this.#round;
    for (const group of [...this.parts.groups()]) {
      const pause = this.parts.pause();
      if (pause !== undefined) await pause;
      const { id, stamp } = group;
      const known = this.#known.get(id);
      if (known !== undefined) known.round = round;
      if (!isWanted(group)) continue;
      const summary = await group.summary();
      const json = JSON.stringify(summary);
      this.#known.set(id, { stamp, json, round });
      if (known?.json !== json) this.#report({ kind: 'group', key: id, change: 'changed', data: { id, ...summary } });
    }
    for (const [id, known] of this.#known) {
      if (known.round === round) continue;
      this.#known.delete(id);
      this.#report({ kind: 'group', key: id, change: 'removed', data: { id } });
    }
  }
}
