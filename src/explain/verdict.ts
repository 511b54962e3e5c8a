import type { AlertFacts, DeliveryFacts, ExplainFacts, IntegrationFacts, WayFacts } from './facts.js';
import { causeText, lengthOf, moment, quoted } from './words.js';

/** What became of an alert at one integration, in short. */
export type VerdictState =
  | 'sent'
  /** Told of before, and its end is still to be told. */
  | 'end pending'
  | 'inhibited'
  | 'silenced'
  | 'muted by time'
  | 'waiting'
  | 'delivering'
  | 'failing'
  | 'dead letter'
  | 'over'
  | 'known'
  | 'group limit'
  | 'nobody';

export interface Verdict {
  readonly state: VerdictState;
  readonly isSent: boolean;
  /** What comes after `Sent to X` or `Not sent to X`. */
  readonly text: string;
}

/** A timer may run so late. */
const SLACK_MS = 2_000;

const UNDER_WAY: ReadonlySet<DeliveryFacts['state']> = new Set(['waiting', 'running']);

/** Of everything that is known, what counts. The first cause that holds speaks, in the order in which the engine works. */
export function verdictOf(facts: ExplainFacts, way: WayFacts, at: IntegrationFacts): Verdict {
  if (at.told !== undefined) return toldVerdict(facts, way, at);
  if (facts.alert.endedAtMs !== undefined) return endedVerdict(facts, way, at);
  return firingVerdict(facts, way, at);
}

/** There is nobody to tell. */
export function nobody({ receiver }: WayFacts): Verdict {
  return { state: 'nobody', isSent: false, text: `receiver ${receiver} has no integration that could tell anybody` };
}

function toldVerdict(facts: ExplainFacts, way: WayFacts, at: IntegrationFacts): Verdict {
  const { atMs, alert } = facts;
  const { told, toldEnd, delivery } = at;
  if (told === undefined) return notSent('known', 'nothing is known of it');
  const when = (ms: number) => moment(ms, atMs);
  // The log is written right after: a moment later is no second message.
  const again = told.lastAtMs - told.atMs >= 1000 ? `, last at ${when(told.lastAtMs)}` : '';
  const sent = (state: VerdictState, text: string): Verdict => ({
    state,
    isSent: true,
    text: `at ${when(told.atMs)}${again}${idText(told.deliveryId)}${text}`,
  });
  if (alert.endedAtMs === undefined) {
    const trouble = delivery && troubleOf(delivery, way, atMs);
    if (trouble !== undefined) return sent(trouble.state, `; what came after it is not sent: ${trouble.text}`);
    if (way.muted !== undefined) return sent('sent', `; ${mutedText(way, atMs)}: nothing more is sent meanwhile`);
    const repeat = at.repeatAtMs === undefined ? '' : `; it is told again at ${when(at.repeatAtMs)} if nothing changes`;
    return sent('sent', repeat);
  }
  const ended = `; it ended at ${when(alert.endedAtMs)}`;
  if (toldEnd !== undefined) return sent('sent', `${ended}, which was sent at ${when(toldEnd.atMs)}`);
  if (at.sendResolved === false) return sent('sent', `${ended}, which is not sent: send_resolved is false`);
  const trouble = delivery && troubleOf(delivery, way, atMs);
  if (trouble !== undefined) return sent(trouble.state, `${ended}, which is not sent: ${trouble.text}`);
  if (way.muted !== undefined) return sent('end pending', `${ended}, which is not sent: ${mutedText(way, atMs)}`);
  const next = way.group?.nextFlushMs;
  if (next === undefined) return sent('sent', ended);
  return sent('end pending', `${ended}, which is sent with the next flush at ${when(next)}`);
}

function endedVerdict({ atMs, alert }: ExplainFacts, way: WayFacts, { delivery }: IntegrationFacts): Verdict {
  const ended = `it ended at ${moment(alert.endedAtMs ?? atMs, atMs)}`;
  const trouble = delivery && troubleOf(delivery, way, atMs);
  if (trouble !== undefined) return notSent(trouble.state, `${trouble.text}; ${ended}`);
  if (way.muted !== undefined) return notSent(mutedState(way), `${mutedText(way, atMs)}; ${ended}`);
  if (way.group === undefined && way.isLimitReached) return notSent('group limit', `${limitText}; ${ended}`);
  if (way.flush !== undefined && wasFlushedFiring(way, alert)) {
    return notSent('over', `${ended} before a message that tells of it was out`);
  }
  const when = way.flush === undefined ? '' : ` at ${moment(way.flush.lastAtMs, atMs)}`;
  return notSent('over', `${ended}, before its group was flushed${when}${ruleText(way)}`);
}

function firingVerdict(facts: ExplainFacts, way: WayFacts, { delivery }: IntegrationFacts): Verdict {
  const { atMs, alert } = facts;
  if (way.group === undefined) {
    return way.isLimitReached ? notSent('group limit', limitText) : notSent('waiting', 'it is in no group yet');
  }
  const trouble = delivery && troubleOf(delivery, way, atMs);
  if (way.muted !== undefined) {
    const before = trouble === undefined ? '' : `; before that, ${trouble.text}`;
    return notSent(mutedState(way), `${mutedText(way, atMs)}${before}`);
  }
  if (trouble !== undefined) return notSent(trouble.state, trouble.text);
  if (delivery !== undefined && UNDER_WAY.has(delivery.state)) {
    const since = moment(delivery.queuedAtMs, atMs);
    return notSent('delivering', `its delivery is on its way since ${since}${idText(delivery.id)}`);
  }
  if (way.flush === undefined || !wasFlushedFiring(way, alert)) return waiting(facts, way, way.group.nextFlushMs);
  return notSent('known', `${decisionText(way)} at ${moment(way.flush.lastAtMs, atMs)}`);
}

function waiting({ atMs, isPast }: ExplainFacts, way: WayFacts, nextFlushMs: number | undefined): Verdict {
  const until = nextFlushMs === undefined || isPast ? '' : `, until ${moment(nextFlushMs, atMs)}`;
  const lasts = way.timing === undefined ? '' : ` of ${lengthOf(waitOf(way))}`;
  return notSent('waiting', `its group waits for the ${ruleOf(way)}${lasts}${until}`);
}

/** What keeps a delivery from arriving; undefined where nothing did yet. */
function troubleOf(
  delivery: DeliveryFacts,
  { group }: WayFacts,
  atMs: number,
): { state: VerdictState; text: string } | undefined {
  const last = delivery.attempts.findLast(({ outcome }) => outcome !== 'delivered');
  const { state, nextAttemptMs, rateLimitedUntilMs } = delivery;
  if (state === 'dead') {
    const refused = last === undefined ? '' : `: ${answerText(last)}`;
    return {
      state: 'dead letter',
      text: `it was refused for good${refused}; it is a dead letter${idText(delivery.id)}`,
    };
  }
  if (state === 'failed') {
    const flush = group?.nextFlushMs === undefined ? '' : ` at ${moment(group.nextFlushMs, atMs)}`;
    return {
      state: 'failing',
      text: `${failedText(delivery, atMs)}; the next flush${flush} tries again${idText(delivery.id)}`,
    };
  }
  if (!UNDER_WAY.has(state) || last === undefined) return undefined;
  const next = nextAttemptMs === undefined ? '' : `; the next is at ${moment(nextAttemptMs, atMs)}`;
  const limited = rateLimitedUntilMs === undefined ? '' : ', when the rate limit that it was told is over';
  return { state: 'failing', text: `${failedText(delivery, atMs)}${next}${limited}${idText(delivery.id)}` };
}

/** `3 attempts failed since 03:11:30 UTC, the last with …` */
function failedText({ attemptCount, attempts }: DeliveryFacts, atMs: number): string {
  const failed = attempts.filter(({ outcome }) => outcome !== 'delivered');
  const [first] = failed;
  const last = failed.at(-1);
  if (first === undefined || last === undefined) return 'no attempt was made in time';
  if (attemptCount === 1) return `1 attempt failed with ${answerText(last)}`;
  return `${attemptCount} attempts failed since ${moment(first.atMs, atMs)}, the last with ${answerText(last)}`;
}

function answerText({ status, error }: DeliveryFacts['attempts'][number]): string {
  if (error === undefined) return status === undefined ? 'no answer' : `status ${status}`;
  return quoted(error);
}

/** Why the last flush sent nothing. */
function decisionText({ flush }: WayFacts): string {
  const reasons = new Set(flush?.decisions.filter(({ send }) => !send).map(({ reason }) => reason));
  if (reasons.has('nothing new')) return 'the notification log says that it was told already; the last flush was';
  return 'no message was due when its group was last flushed';
}

function wasFlushedFiring({ flush }: WayFacts, { fingerprint }: AlertFacts): boolean {
  if (flush === undefined) return false;
  return flush.firing.includes(fingerprint) || flush.firing.length < flush.counts.firing;
}

function mutedText({ muted }: WayFacts, atMs: number): string {
  return muted === undefined ? '' : causeText(muted.cause, muted.sinceMs, muted.untilMs, atMs);
}

function mutedState({ muted }: WayFacts): VerdictState {
  const kind = muted?.cause.kind;
  return kind === 'inhibited' || kind === 'silenced' ? kind : 'muted by time';
}

/** The first flush of a group comes after group_wait, those that follow every group_interval. */
function ruleOf({ group, timing }: WayFacts): 'group_wait' | 'group_interval' {
  const { joinedAtMs, flushedAtMs } = group ?? {};
  if (joinedAtMs === undefined || flushedAtMs === undefined) return 'group_wait';
  if (flushedAtMs > joinedAtMs) {
    const isFirst = Math.abs(flushedAtMs - joinedAtMs - (timing?.groupWaitMs ?? 0)) < SLACK_MS;
    return isFirst ? 'group_wait' : 'group_interval';
  }
  // What was flushed longer ago was another group of the same labels, which has ended.
  return joinedAtMs - flushedAtMs <= (timing?.groupIntervalMs ?? Number.POSITIVE_INFINITY)
    ? 'group_interval'
    : 'group_wait';
}

function waitOf(way: WayFacts): number {
  return (ruleOf(way) === 'group_wait' ? way.timing?.groupWaitMs : way.timing?.groupIntervalMs) ?? 0;
}

function ruleText(way: WayFacts): string {
  return way.timing === undefined ? '' : ` (${ruleOf(way)} is ${lengthOf(waitOf(way))})`;
}

const limitText = 'it is in no group, because there are as many groups as limits.groups_max allows';

function idText(id: string | undefined): string {
  return id === undefined ? '' : ` (delivery ${id})`;
}

function notSent(state: VerdictState, text: string): Verdict {
  return { state, isSent: false, text };
}
