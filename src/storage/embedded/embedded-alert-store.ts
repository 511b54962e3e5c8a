import { type Alert, isResolved } from '../../alerts/alert.js';
import { decodeAlert, encodeAlert, type StoredAlert } from '../../alerts/alert-codec.js';
import { type AlertListener, AlertStore } from '../../alerts/alert-store.js';
import type { AlertnameLimit } from '../../alerts/alertname-limit.js';
import { keepTexts } from '../../alerts/keep-texts.js';
import { type Equality, LabelIndex } from '../../alerts/label-index.js';
import { mergeAlert } from '../../alerts/merge-alert.js';
import type { CancelTimer, Clock } from '../../clock/clock.js';
import { compareTimestamps, local } from '../../clock/timestamp.js';
import { TextPool } from '../../labels/text-pool.js';
import type { Logger } from '../../log/logger.js';
import type { Disk, Write } from './disk.js';
import type { SignOfLife } from './sign-of-life.js';
import { type Codec, putOf, readTable, removalOf } from './table.js';
import type { Writer } from './writer.js';

const CODEC: Codec<Alert, StoredAlert> = { table: 'alerts', encode: encodeAlert, decode: decodeAlert };

export interface EmbeddedAlertStoreParts {
  readonly disk: Disk;
  readonly writer: Writer;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Says of the alerts that it refuses, in a metric and a log line. */
  readonly limit: AlertnameLimit | undefined;
  readonly life: SignOfLife;
  /** A bound of this name was reached. */
  readonly boundReached: (bound: string) => void;
}

/** A process that was away for longer may have missed that alerts were sent again. */
const AWAY_MIN_MS = 120_000;

/** How long an alert that ended meanwhile is given to be sent again. */
const GRACE_MS = 300_000;

interface Entry {
  alert: Alert;
  /** The end that the disk knows, milliseconds since the epoch. */
  writtenEndMs: number;
}

/** An alert that was not sent again for so long has an end that its sender meant to last. */
const QUIET_MS = 90_000;

/** How often ends are looked at that only memory knows. */
const LOOK_MS = 60_000;

/** Alerts in memory, and on disk behind it. */
export class EmbeddedAlertStore extends AlertStore {
  readonly #entries = new Map<string, Entry>();
  readonly #texts = new TextPool();
  readonly #byLabel = new LabelIndex(
    () => this.#entries.values(),
    () => this.parts.boundReached('label_index'),
  );
  #cancelLook: CancelTimer;
  readonly #listeners = new Set<AlertListener>();

  constructor(private readonly parts: EmbeddedAlertStoreParts) {
    super();
    const { disk, logger, clock, limit, life } = parts;
    const nowMs = clock.now();
    for (const { value: stored } of readTable(disk, CODEC, logger)) {
      const alert = keepTexts(afterAbsence(stored, life.lastMs ?? nowMs, nowMs), undefined, this.#texts);
      this.#entries.set(alert.labels.fingerprint, { alert, writtenEndMs: stored.endsAt.ms });
      limit?.admits(alert, nowMs);
    }
    life.beat(nowMs);
    this.#cancelLook = this.#lookLater();
  }

  override async put(alerts: readonly Alert[]): Promise<void> {
    const { clock, limit, writer } = this.parts;
    const nowMs = clock.now();
    const awaited: Write[] = [];
    const behind: Write[] = [];
    for (const incoming of alerts) {
      const { fingerprint } = incoming.labels;
      const known = this.#entries.get(fingerprint);
      const alert = keepTexts(mergeAlert(known?.alert, incoming, nowMs), known?.alert, this.#texts);
      if (limit?.admits(alert, nowMs) === false) continue;
      const need = whatToWrite(known, alert, nowMs);
      const entry = known ?? this.#add(fingerprint, alert);
      entry.alert = alert;
      if (need !== 'nothing') entry.writtenEndMs = alert.endsAt.ms;
      if (need !== 'nothing') (need === 'change' ? awaited : behind).push(putOf(CODEC, fingerprint, alert));
      for (const tell of this.#listeners) tell(alert);
    }
    if (behind.length > 0) void writer.write(behind);
    if (awaited.length > 0) await writer.write(awaited);
  }

  override get(fingerprint: string): Alert | undefined {
    return this.#entries.get(fingerprint)?.alert;
  }

  override *list(): IterableIterator<Alert> {
    for (const { alert } of this.#entries.values()) yield alert;
  }

  override *candidates(equalities: readonly Equality[]): IterableIterator<Alert> {
    for (const { alert } of this.#byLabel.candidates(equalities)) yield alert;
  }

  override subscribe(listener: AlertListener): () => void {
    // Its own object, so that ending one subscription leaves another of the same function alone.
    const tell: AlertListener = (alert) => listener(alert);
    this.#listeners.add(tell);
    return () => this.#listeners.delete(tell);
  }

  /** Writes the ends that only memory knows, so that the next process knows them, too. Called once, at the end. */
  close(): void {
    this.#cancelLook();
    this.parts.life.beat(this.parts.clock.now());
    this.#writeEnds(() => true);
  }

  override collect(nowMs: number): readonly Alert[] {
    const ended = [...this.list()].filter((alert) => isResolved(alert, nowMs));
    for (const { labels } of ended) this.#forget(labels.fingerprint);
    if (ended.length > 0) void this.parts.writer.write(ended.map(({ labels }) => removalOf(CODEC, labels.fingerprint)));
    this.parts.limit?.forget(ended);
    return ended;
  }

  #add(fingerprint: string, alert: Alert): Entry {
    const entry: Entry = { alert, writtenEndMs: alert.endsAt.ms };
    this.#entries.set(fingerprint, entry);
    this.#byLabel.add(entry);
    return entry;
  }

  #forget(fingerprint: string): void {
    const entry = this.#entries.get(fingerprint);
    if (entry !== undefined) this.#byLabel.remove(entry);
    this.#entries.delete(fingerprint);
  }

  #lookLater(): CancelTimer {
    const { clock, life } = this.parts;
    return clock.at(clock.now() + LOOK_MS, () => {
      life.beat(clock.now());
      const quietSinceMs = clock.now() - QUIET_MS;
      this.#writeEnds(({ updatedAt }) => updatedAt.ms <= quietSinceMs);
      this.#cancelLook = this.#lookLater();
    });
  }

  #writeEnds(isWanted: (alert: Alert) => boolean): void {
    const writes: Write[] = [];
    for (const [fingerprint, entry] of this.#entries) {
      const { alert } = entry;
      if (alert.endsAt.ms === entry.writtenEndMs || !isWanted(alert)) continue;
      entry.writtenEndMs = alert.endsAt.ms;
      writes.push(putOf(CODEC, fingerprint, alert));
    }
    if (writes.length > 0) void this.parts.writer.write(writes);
  }
}

/**
 * An alert that fired when the last process ended, and whose end came while nobody was there to hear that it goes on, is
 * given time to be sent again: the end of an absence is no reason to tell people that all is well.
 */
function afterAbsence(alert: Alert, lastMs: number, nowMs: number): Alert {
  const endedMeanwhile = alert.endsAt.ms > lastMs && alert.endsAt.ms <= nowMs;
  if (nowMs - lastMs < AWAY_MIN_MS || !endedMeanwhile) return alert;
  return { ...alert, endsAt: local(nowMs + GRACE_MS), timeout: true };
}

/**
 * A firing alert is sent again every minute or so with a later end. To write each of them would be most of the work of
 * the disk, for nothing: after a crash an alert needs an end that is still ahead, no more. So it is written when half
 * of its time has passed on disk, when it is not sent again for a while, and at once when its end comes closer or
 * anything else changes.
 */
function whatToWrite(known: Entry | undefined, alert: Alert, nowMs: number): 'change' | 'end' | 'nothing' {
  if (known === undefined || !isSameButForEnd(known.alert, alert)) return 'change';
  if (isResolved(known.alert, nowMs) !== isResolved(alert, nowMs) || isResolved(alert, nowMs)) return 'change';
  if (alert.endsAt.ms < known.writtenEndMs) return 'end';
  return known.writtenEndMs - nowMs < (alert.endsAt.ms - nowMs) / 2 ? 'end' : 'nothing';
}

function isSameButForEnd(a: Alert, b: Alert): boolean {
  return (
    compareTimestamps(a.startsAt, b.startsAt) === 0 &&
    a.timeout === b.timeout &&
    a.generatorURL === b.generatorURL &&
    a.annotations.equals(b.annotations)
  );
}
