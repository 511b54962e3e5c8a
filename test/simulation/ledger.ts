import type { FlushRecord } from '../../src/notify/flush-record.js';
import type { Told } from '../support/recording-notifier.js';
import { dueReason, type Entry, entryAfter } from './entry.js';
import { groupKeyOf, keyOf, type Model, type ModelAlert } from './model.js';
import { INTEGRATIONS, SECOND, type SetupRoute } from './setup.js';
import { check } from './violation.js';

/** What a flush had to tell: labels of the alerts that nobody muted. */
export interface Kept {
  readonly id: string;
  readonly atMs: number;
  readonly route: SetupRoute;
  readonly firing: readonly string[];
  readonly resolved: readonly string[];
  /** The resolved ones that were looked at, muted or not, with their versions. */
  readonly ended: ReadonlyMap<string, number>;
  /** The resolved ones that were over before the process began: told only to whom was told that they fire. */
  readonly old: ReadonlySet<string>;
}

/** What is written behind is on disk after so long. */
const BEHIND_MS = SECOND;

/** A moment at which a group may be flushed. */
interface Due {
  readonly atMs: number;
  /** When it was due: earlier, where nobody was there to flush it. The rhythm counts from here. */
  readonly sinceMs: number;
}

interface Group {
  readonly route: SetupRoute;
  readonly members: Map<string, ModelAlert>;
  /** When the next flush may come; more than one moment only after a restart, where the disk or the order decides. */
  due: readonly Due[];
  /** What it was before, as long as the disk may not know better. */
  before: { readonly due: readonly Due[]; readonly untilMs: number } | undefined;
  /** The last flush, until everybody knows what it had to tell. */
  pending: Kept | undefined;
}

/** One group and integration, as the receiver's end of the line sees it. */
interface Lane {
  readonly groupKey: string;
  readonly receiver: string;
  readonly integration: string;
  readonly sendResolved: boolean;
  /** What it was last told; several when a crash makes it uncertain whether the last message was recorded. */
  entries: readonly (Entry | undefined)[];
  /** What it may have been told beside that, by an attempt that a crash cut off; until the next message. */
  doubts: readonly Entry[];
  /** Before the last message, as long as that one may not be durable. */
  before: { readonly entries: readonly (Entry | undefined)[]; readonly owed: Kept[] } | undefined;
  /** What a new process may have found in its queue: it is told again, or not. */
  survivors: readonly Kept[];
  owed: Kept | undefined;
  /** Whether the process knows that it owes it; after a crash it may, or may find out with the next flush. */
  isQueued: boolean;
  last: Told['outcome'] | undefined;
  hangsUntilMs: number;
  lastTold: { readonly atMs: number; readonly firing: readonly string[] } | undefined;
}

/** Follows groups, flushes and messages, and says when one of them is not as the specification has it. */
export class Ledger {
  readonly #groups = new Map<string, Group>();
  /** Groups that have ended; the disk may not know for a while. */
  readonly #ended = new Map<string, { readonly due: readonly Due[]; readonly untilMs: number }>();
  readonly #lanes = new Map<string, Lane>();
  readonly #newest = new Map<string, Kept>();
  readonly #seen = new Set<string>();
  /** When the process began that is at work, and the last alert that was posted before. */
  #began = { atMs: 0, version: 0 };

  /** @param keyOfFingerprint the model's name of an alert */
  constructor(
    private readonly model: Model,
    private readonly keyOfFingerprint: (fingerprint: string) => string,
  ) {}

  posted(alert: ModelAlert, nowMs: number): void {
    for (const route of this.model.routes(alert.labels)) {
      const groupKey = groupKeyOf(route, alert.labels);
      const known = this.#groups.get(groupKey);
      if (known !== undefined) known.members.set(keyOf(alert.labels), alert);
      else this.#groups.set(groupKey, newGroup(route, alert, nowMs));
    }
  }

  /** All groups are built anew from the stored alerts, after a reload or a restart. */
  rebuilt(nowMs: number, timers: 'anew' | 'kept' | 'from disk'): void {
    const last = new Map(this.#groups);
    this.#groups.clear();
    for (const alert of this.model.alerts.values()) {
      for (const route of this.model.routes(alert.labels)) {
        const groupKey = groupKeyOf(route, alert.labels);
        const group = this.#groups.get(groupKey) ?? newGroup(route, alert, nowMs);
        this.#groups.set(groupKey, group);
        group.members.set(keyOf(alert.labels), alert);
        group.due = [...group.due, firstFlush(route, alert, nowMs)];
      }
    }
    for (const [groupKey, group] of this.#groups) {
      const old = last.get(groupKey);
      const isSameRoute = old !== undefined && hasSameRhythm(old.route, group.route);
      if (timers === 'kept' && isSameRoute) group.due = old.due;
      else if (timers === 'from disk') group.due = this.#dueFromDisk(groupKey, group, old, nowMs);
      if (old !== undefined) group.before = { due: old.due, untilMs: nowMs + BEHIND_MS };
    }
  }

  /** A timer that was overdue when the process began is due now; one that the disk may not know may be another. */
  #dueFromDisk(groupKey: string, { due: first }: Group, old: Group | undefined, nowMs: number): readonly Due[] {
    const stale = [old?.before, this.#ended.get(groupKey)].filter((one) => one !== undefined && one.untilMs >= nowMs);
    const known = old === undefined || stale.length > 0 ? [...(old?.due ?? []), ...first] : old.due;
    const all = [...known, ...stale.flatMap((one) => one?.due ?? [])];
    return all.map(({ atMs, sinceMs }) => ({ atMs: Math.max(atMs, nowMs), sinceMs }));
  }

  /** A process ended and another begins; what the last one did since its last rest may be durable or not. */
  restarted(nowMs: number, end: 'stopped' | 'crashed'): void {
    this.#began = {
      atMs: nowMs,
      version: Math.max(0, ...[...this.model.alerts.values()].map(({ version }) => version)),
    };
    for (const lane of this.#lanes.values()) {
      // An attempt that was cut off may have told what it was to tell.
      if (end === 'crashed' && lane.last === 'hanging' && lane.owed !== undefined) {
        lane.doubts = [...lane.doubts, ...entriesAfter(lane, lane.owed, nowMs)];
      }
      lane.hangsUntilMs = 0;
      lane.isQueued = false;
      if (lane.before !== undefined) {
        lane.entries = [...lane.entries, ...lane.before.entries];
        lane.survivors = lane.before.owed;
        lane.before = undefined;
      } else {
        lane.survivors = lane.owed === undefined ? [] : [lane.owed];
      }
      if (lane.owed !== undefined && isSilent(lane, lane.owed)) {
        lane.entries = [...lane.entries, ...entriesAfter(lane, lane.owed, nowMs)];
      }
    }
  }

  /** The notification log forgets what has expired. */
  collected(nowMs: number): void {
    for (const lane of this.#lanes.values()) {
      lane.entries = lane.entries.map((entry) =>
        entry !== undefined && entry.expiresAtMs > nowMs ? entry : undefined,
      );
    }
  }

  /** Until when attempts that hang keep a process from ending. */
  get hangsUntilMs(): number {
    return Math.max(0, ...[...this.#lanes.values()].map(({ hangsUntilMs }) => hangsUntilMs));
  }

  get groupCount(): number {
    return this.#groups.size;
  }

  /** Takes in what has happened. @param records all that are known @param attempts those since the last time */
  observe(nowMs: number, records: readonly FlushRecord[], attempts: readonly Told[]): void {
    for (const record of records) {
      if (this.#seen.has(record.flushId)) continue;
      this.#seen.add(record.flushId);
      this.#flushed(record);
    }
    for (const told of attempts) this.#attempted(told);
    this.#settledSilently(nowMs, records);
  }

  /** Everything has come to rest and is durable. @param isHealthy whether an integration delivers what it is given */
  rested(nowMs: number, isHealthy: (integration: string) => boolean): void {
    for (const lane of this.#lanes.values()) {
      lane.before = undefined;
      const isFree = lane.last === undefined || lane.last === 'delivered' || lane.last === 'giveUp';
      const hangs = [...this.#lanes.values()].some(
        ({ integration, hangsUntilMs }) => integration === lane.integration && hangsUntilMs >= nowMs,
      );
      if (lane.owed?.atMs !== nowMs || !lane.isQueued || !isFree || hangs || !isHealthy(lane.integration)) continue;
      check(false, 'told at once', `${lane.integration} of ${lane.groupKey} waits although nothing is in its way`);
    }
    for (const [groupKey, { due }] of this.#groups) {
      check(
        Math.max(...due.map(({ atMs }) => atMs)) >= nowMs,
        'on time',
        `${groupKey} was not flushed when it was due`,
      );
    }
  }

  /** All receivers have been well for long: every firing alert that is not muted was told of lately. */
  converged(nowMs: number): void {
    for (const [groupKey, { route, members }] of this.#groups) {
      const firing = [...members]
        .filter(([, { labels, endsAtMs }]) => endsAtMs > nowMs && !this.model.isMuted(labels, route, nowMs))
        .map(([key]) => key);
      for (const { name, receiver } of INTEGRATIONS) {
        if (receiver !== route.receiver || firing.length === 0) continue;
        const lane = this.#lanes.get(laneKey(groupKey, name));
        const told = lane?.lastTold;
        const isLate = told === undefined || told.atMs < nowMs - route.repeatMs - 2 * route.intervalMs;
        check(!isLate, 'nothing untold', `${name} heard nothing of ${groupKey} lately`);
        check(isSame(told.firing, firing), 'nothing untold', `${name} of ${groupKey} was told ${told.firing}`);
      }
    }
    for (const { groupKey, integration, receiver, owed } of this.#lanes.values()) {
      const isMeant = this.#groups.get(groupKey)?.route.receiver === receiver;
      check(owed === undefined || !isMeant, 'nothing untold', `${integration} of ${groupKey} waits for ever`);
    }
  }

  #flushed(record: FlushRecord): void {
    const { groupKey, atMs } = record;
    const group = this.#groups.get(groupKey);
    check(group !== undefined, 'on time', `${groupKey} was flushed, but should be gone`);
    const due = group.due.filter((one) => one.atMs === atMs);
    check(due.length > 0, 'on time', `${groupKey} was flushed at ${atMs}, due at ${JSON.stringify(group.due)}`);
    const { route, members } = group;

    const ended = new Map(
      [...members].filter(([, one]) => one.endsAtMs <= atMs).map(([key, one]) => [key, one.version]),
    );
    const names = (fingerprints: readonly string[]) => fingerprints.map(this.keyOfFingerprint);
    const firing = [...members.keys()].filter((key) => !ended.has(key));
    check(isSame(names(record.firing), firing), 'what a flush sees', `${groupKey}: firing are ${firing}`);
    check(isSame(names(record.resolved), [...ended.keys()]), 'what a flush sees', `${groupKey}: ${[...ended.keys()]}`);

    const isMuted = (key: string) => this.model.isMuted(members.get(key)?.labels ?? {}, route, atMs);
    const muted = [...members.keys()].filter(isMuted);
    const dropped = names(record.dropped.map(({ fingerprint }) => fingerprint));
    check(isSame(dropped, muted), 'muted', `${groupKey}: muted are ${muted}, but ${dropped} were`);

    const kept: Kept = {
      id: record.flushId,
      atMs,
      route,
      firing: firing.filter((key) => !isMuted(key)),
      resolved: [...ended.keys()].filter((key) => !isMuted(key)),
      ended,
      old: new Set([...ended.keys()].filter((key) => this.#isOld(members.get(key)))),
    };
    group.before = { due: group.due, untilMs: atMs + BEHIND_MS };
    group.due = due.map(({ sinceMs }) => dueAt(nextMs(sinceMs, route, atMs)));
    group.pending = kept;
    this.#newest.set(groupKey, kept);
    for (const { name, receiver } of INTEGRATIONS) {
      if (receiver === route.receiver) this.#decided(this.#lane(groupKey, name), kept, record);
    }
    this.#settle(groupKey, atMs);
  }

  #isOld(alert: ModelAlert | undefined): boolean {
    return alert !== undefined && alert.endsAtMs < this.#began.atMs && alert.version <= this.#began.version;
  }

  #decided(lane: Lane, kept: Kept, { decisions }: FlushRecord): void {
    const { sendResolved, entries, doubts, integration, groupKey } = lane;
    const reasonsAfter = (all: Lane['entries']) =>
      all.map((entry) => dueReason(entry, newsFor(entry, kept), sendResolved));
    const reasons = reasonsAfter(entries);
    const verdict = decisions.find(({ integration: { receiver, type, index } }) => {
      return `${receiver}/${type}[${index}]` === integration;
    })?.verdict ?? { reason: 'none' as const };
    check(
      [...reasons, ...reasonsAfter(doubts)].includes(verdict.reason),
      'reason',
      `${integration} of ${groupKey}: ${verdict.reason}, not ${reasons}`,
    );
    if (reasons.includes(verdict.reason)) lane.entries = entries.filter((_, i) => reasons[i] === verdict.reason);
    noteUncertain(lane);
    lane.survivors = [];
    lane.owed = verdict.reason === 'none' ? undefined : kept;
    if (lane.owed !== undefined) lane.before?.owed.push(lane.owed);
    lane.isQueued = lane.owed !== undefined;
  }

  #attempted({ groupKey, integration, atMs, outcome, notification }: Told): void {
    const lane = this.#lane(groupKey, integration);
    const newest = this.#newest.get(groupKey);
    const who = `${integration} of ${groupKey}`;
    check(newest !== undefined, 'in order', `${who} was told, but was never flushed`);
    const told = notification.data.alerts.map(
      ({ fingerprint, status }) => `${this.keyOfFingerprint(fingerprint)} ${status}`,
    );
    const survivor = lane.survivors.find((one) => contentsFor(lane, one).some((content) => isSame(told, content)));
    const kept = survivor ?? lane.owed;
    check(kept !== undefined, 'nothing twice', `${who} knew it all`);
    check(kept.id === newest.id || survivor !== undefined, 'in order', `${who} is told of an older flush`);
    const contents = contentsFor(lane, kept);
    const isNewest = contents.some((content) => isSame(told, content));
    check(isNewest, 'in order', `${who} is told ${told}, the newest is ${contents.join(' or ')}`);

    const nowMs = notification.nowMs;
    const before = [...lane.entries, ...lane.doubts];
    const reasons = before.map((entry) => dueReason(entry, newsFor(entry, kept), lane.sendResolved));
    const { notificationReason } = notification.data;
    const isJustified = reasons.some((reason) => reason === notificationReason);
    check(isJustified, 'nothing twice', `${who} at ${atMs}: ${notificationReason}, not ${reasons}`);

    lane.last = outcome;
    if (outcome === 'hanging') lane.hangsUntilMs = hangsUntilMs(kept, nowMs);
    if (outcome === 'delivered') this.#told(lane, kept, nowMs);
  }

  #told(lane: Lane, kept: Kept, nowMs: number): void {
    noteUncertain(lane);
    lane.entries = entriesAfter(lane, kept, nowMs);
    lane.doubts = [];
    lane.owed = undefined;
    lane.survivors = [];
    lane.lastTold = { atMs: nowMs, firing: kept.firing };
    this.#settle(lane.groupKey, nowMs);
  }

  /** An integration that wants no resolved alerts has nothing to send when all is over: only the log takes note. */
  #settledSilently(nowMs: number, records: readonly FlushRecord[]): void {
    for (const lane of this.#lanes.values()) {
      const { owed } = lane;
      if (owed === undefined) continue;
      const record = records.find(({ flushId }) => flushId === owed.id);
      const settlement = record?.decisions.find(({ integration: { receiver, type, index } }) => {
        return `${receiver}/${type}[${index}]` === lane.integration;
      })?.settlement;
      if (settlement === 'delivered') {
        check(isSilent(lane, owed), 'nothing untold', `${lane.integration} of ${lane.groupKey} was told nothing`);
        noteUncertain(lane);
        lane.entries = entriesAfter(lane, owed, nowMs);
        lane.owed = undefined;
      } else if (settlement === 'unneeded' && this.#newest.get(lane.groupKey)?.id === owed.id) {
        const reasons = lane.entries.map((entry) => dueReason(entry, newsFor(entry, owed), lane.sendResolved));
        check(reasons.includes('none'), 'nothing untold', `${lane.integration} of ${lane.groupKey}: ${reasons}`);
        lane.owed = undefined;
      }
      if (lane.owed === undefined) this.#settle(lane.groupKey, nowMs);
    }
  }

  /** Once nobody is owed anything, resolved alerts leave their group, but for those that were updated since. */
  #settle(groupKey: string, nowMs: number): void {
    const group = this.#groups.get(groupKey);
    if (group?.pending === undefined) return;
    const isOwed = INTEGRATIONS.some(
      ({ name, receiver }) =>
        receiver === group.route.receiver && this.#lanes.get(laneKey(groupKey, name))?.owed !== undefined,
    );
    if (isOwed) return;
    for (const [key, version] of group.pending.ended) {
      if (group.members.get(key)?.version === version) group.members.delete(key);
    }
    group.pending = undefined;
    if (group.members.size > 0) return;
    this.#groups.delete(groupKey);
    this.#ended.set(groupKey, { due: group.due, untilMs: nowMs + BEHIND_MS });
  }

  #lane(groupKey: string, integration: string): Lane {
    const key = laneKey(groupKey, integration);
    const known = this.#lanes.get(key);
    if (known !== undefined) return known;
    const found = INTEGRATIONS.find(({ name }) => name === integration);
    check(found !== undefined, 'in order', `${integration} is not configured`);
    const { receiver, sendResolved } = found;
    const lane: Lane = {
      groupKey,
      receiver,
      integration,
      sendResolved,
      entries: [undefined],
      doubts: [],
      before: undefined,
      survivors: [],
      owed: undefined,
      isQueued: false,
      last: undefined,
      hangsUntilMs: 0,
      lastTold: undefined,
    };
    this.#lanes.set(key, lane);
    return lane;
  }
}

/** From here to the next rest, a crash may undo what becomes of the lane. */
function noteUncertain(lane: Lane): void {
  const owed = lane.owed === undefined ? lane.survivors : [lane.owed, ...lane.survivors];
  lane.before ??= { entries: lane.entries, owed: [...owed] };
}

/** What a flush has to tell an integration that was last told this. */
function newsFor(entry: Entry | undefined, kept: Kept): Kept {
  const isNews = (key: string) => !kept.old.has(key) || entry?.firing.includes(key) === true;
  return { ...kept, resolved: kept.resolved.filter(isNews) };
}

/** What a message may hold, for each of the things that the integration may have been told last. */
function contentsFor({ sendResolved, entries, doubts }: Lane, kept: Kept): readonly (readonly string[])[] {
  return [...entries, ...doubts].map((entry) => {
    const { firing, resolved } = newsFor(entry, kept);
    const ended = sendResolved ? resolved : [];
    return [...firing.map((key) => `${key} firing`), ...ended.map((key) => `${key} resolved`)];
  });
}

function entriesAfter({ entries }: Lane, kept: Kept, nowMs: number): readonly Entry[] {
  return entries.map((entry) => entryAfter(newsFor(entry, kept), nowMs));
}

function laneKey(groupKey: string, integration: string): string {
  return `${integration} ${groupKey}`;
}

function newGroup(route: SetupRoute, alert: ModelAlert, nowMs: number): Group {
  const due = [firstFlush(route, alert, nowMs)];
  // The disk knows nothing of it: not even this moment.
  const before = { due: [], untilMs: nowMs + BEHIND_MS };
  return { route, members: new Map([[keyOf(alert.labels), alert]]), due, before, pending: undefined };
}

/** An alert that is older than group_wait does not wait again. */
function firstFlush({ waitMs }: SetupRoute, { startsAtMs }: ModelAlert, nowMs: number): Due {
  return dueAt(startsAtMs + waitMs < nowMs ? nowMs : nowMs + waitMs);
}

function dueAt(atMs: number): Due {
  return { atMs, sinceMs: atMs };
}

/** Missed flushes are not caught up one by one. */
function nextMs(sinceMs: number, { intervalMs }: SetupRoute, nowMs: number): number {
  return sinceMs + intervalMs > nowMs ? sinceMs + intervalMs : nowMs + intervalMs;
}

function hasSameRhythm(a: SetupRoute, b: SetupRoute): boolean {
  const rhythm = ({ receiver, waitMs, intervalMs, repeatMs }: SetupRoute) =>
    [receiver, waitMs, intervalMs, repeatMs].join();
  return rhythm(a) === rhythm(b);
}

function isSilent({ sendResolved }: Lane, { firing }: Kept): boolean {
  return !sendResolved && firing.length === 0;
}

/** An attempt has until the deadline of its flush, or as long again when it begins after it. */
function hangsUntilMs({ atMs, route }: Kept, nowMs: number): number {
  const spanMs = Math.max(route.intervalMs, 10 * SECOND);
  return nowMs < atMs + spanMs ? atMs + spanMs : nowMs + spanMs;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && new Set([...a, ...b]).size === a.length;
}
