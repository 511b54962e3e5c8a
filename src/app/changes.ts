import { randomBytes } from 'node:crypto';
import type { GroupView, RunningEngine } from '../api/engine.js';
import { sourceOf } from '../api/tocsin/v1/group-source.js';
import { countSuppressed, groupSummary } from '../api/tocsin/v1/group-summary.js';
import { Turns } from '../api/v2/turns.js';
import { AlertChanges } from '../changes/alert-changes.js';
import type { Change, ChangeWatch } from '../changes/change.js';
import { ChangeFeed } from '../changes/change-feed.js';
import { ConfigChanges } from '../changes/config-changes.js';
import { DeliveryChanges } from '../changes/delivery-changes.js';
import { GroupChanges, type WatchedGroup } from '../changes/group-changes.js';
import { SilenceChanges } from '../changes/silence-changes.js';
import type { Clock } from '../clock/clock.js';
import type { Logger } from '../log/logger.js';
import type { Storage } from '../storage/storage.js';
import type { Reload } from './reloader.js';
import type { Tocsin } from './tocsin.js';

export interface ChangesParts {
  readonly clock: Clock;
  readonly storage: Pick<Storage, 'alerts'>;
  readonly tocsin: Pick<Tocsin, 'silences' | 'deliveryWatch'>;
  readonly running: () => RunningEngine;
  readonly logger: Logger;
}

/** Tells outsiders what changes in the engine. */
export class Changes {
  readonly feed: ChangeFeed;
  readonly #config = new ConfigChanges();
  readonly #groups: GroupChanges;

  constructor({ clock, storage, tocsin, running, logger }: ChangesParts) {
    const nowMs = () => clock.now();
    const turns = new Turns();
    const groups = new GroupChanges({ groups: () => watchedGroups(running(), nowMs), pause: () => turns.next() });
    this.#groups = groups;
    const watches = [
      followed(new AlertChanges(storage.alerts, nowMs), ({ change }) => {
        // An alert that begins or ends may inhibit others.
        if (change === 'fired' || change === 'resolved') groups.suspectAll();
      }),
      followed(new SilenceChanges(tocsin.silences, nowMs), () => groups.suspectAll()),
      followed(new DeliveryChanges(tocsin.deliveryWatch), ({ data }) => groups.suspect(String(data['groupId']))),
      this.#config,
      // Last: it looks at what the others have seen.
      groups,
    ];
    this.feed = new ChangeFeed({ clock, watches, newId: () => randomBytes(8).toString('hex'), logger });
  }

  reloaded({ atMs, error }: Reload): void {
    this.#config.reloaded(atMs, error);
    this.#groups.suspectAll();
  }
}

function followed(watch: ChangeWatch, then: (change: Change) => void): ChangeWatch {
  return {
    start: (report) =>
      watch.start((change) => {
        report(change);
        then(change);
      }),
    look: (nowMs) => watch.look(nowMs),
    stop: () => watch.stop(),
  };
}

function* watchedGroups(running: RunningEngine, nowMs: () => number): Generator<WatchedGroup> {
  for (const group of running.groups()) {
    const stamp = `${group.version} ${group.nextFlushAtMs}`;
    yield { id: group.id, stamp, summary: () => smallSummary(group, running, nowMs()) };
  }
}

async function smallSummary(group: GroupView, running: RunningEngine, nowMs: number) {
  const source = sourceOf(group, group.facts(nowMs), () => group.alerts(), nowMs);
  const summary = await groupSummary(source, await countSuppressed(source, running, nowMs));
  const { receiver, labels, severity, severities, counts, mutedBy, startsAt, updatedAt, nextFlushAt, delivery } =
    summary;
  return { receiver, labels, severity, severities, counts, mutedBy, startsAt, updatedAt, nextFlushAt, delivery };
}
