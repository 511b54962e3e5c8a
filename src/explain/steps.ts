import type { AlertEvent } from '../history/alert-event.js';
import type { MuteCause } from '../history/mute-cause.js';
import { printRoutePath } from '../history/route-path.js';
import { goQuote } from '../labels/go-quote.js';
import type { AttemptFacts, DeliveryFacts, ExplainFacts, IntegrationFacts, WayFacts } from './facts.js';
import { blockedText } from './sentence.js';
import { alertText, causeText, lengthOf, moment, quoted, times } from './words.js';

/** What comes first where all happens at once. */
const ORDER = [
  'received',
  'resolved',
  'not routed',
  'routed',
  'grouped',
  'unmuted',
  'muted',
  'flushed',
  'dedup',
  'queued',
  'attempt',
  'told',
  'next flush',
] as const;

/** One thing that happened, or was decided. */
export interface Step {
  /** Milliseconds since the epoch; undefined where it has no moment. */
  readonly atMs: number | undefined;
  readonly step: (typeof ORDER)[number];
  readonly text: string;
  /** Undefined for what is true of all receivers. */
  readonly receiver: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Everything that led to the verdicts: received, routed, and for each receiver what came of it. */
export function stepsOf(facts: ExplainFacts): readonly Step[] {
  const { alert, elsewhere, ways } = facts;
  return [
    ...receivedSteps(alert, facts.atMs),
    ...ways.flatMap((way) => (elsewhere === undefined ? waySteps(facts, way) : [routedStep(way)])),
    ...(elsewhere?.routes ?? []).map((blocked) =>
      stepOf('not routed', undefined, blockedText(blocked), elsewhere?.receiver, { route: blocked.route }),
    ),
  ];
}

function receivedSteps(alert: ExplainFacts['alert'], atMs: number): Step[] {
  const { startsAtMs, receivedAtMs, endedAtMs, isTimeout, labels } = alert;
  const steps = [stepOf('received', receivedAtMs, `${alertText(labels)} fires since ${moment(startsAtMs, atMs)}`)];
  if (endedAtMs === undefined) return steps;
  const why = isTimeout ? 'it ended: it was not sent again in time' : 'its end was reported';
  return [...steps, stepOf('resolved', endedAtMs, why)];
}

function waySteps(facts: ExplainFacts, way: WayFacts): Step[] {
  const { receiver, group } = way;
  const steps = [routedStep(way)];
  if (group !== undefined) {
    const labels = Object.entries(group.labels).map(([name, value]) => `${name}=${goQuote(value)}`);
    const named = labels.length === 0 ? 'the one group of this route' : `group {${labels.join(', ')}}`;
    const { groupWaitMs, groupIntervalMs } = way.timing ?? {};
    const rhythm =
      groupWaitMs === undefined || groupIntervalMs === undefined
        ? ''
        : `: flushed after ${lengthOf(groupWaitMs)}, then every ${lengthOf(groupIntervalMs)}`;
    steps.push(
      stepOf('grouped', group.joinedAtMs, named + rhythm, receiver, { groupId: group.id, groupKey: group.key }),
    );
  }
  steps.push(...way.events.flatMap((event) => eventSteps(event, way, facts.atMs)));
  steps.push(...flushSteps(facts, way));
  for (const each of way.integrations) steps.push(...deliverySteps(each, way, facts.atMs));
  if (group?.nextFlushMs !== undefined && facts.alert.endedAtMs === undefined) {
    steps.push(stepOf('next flush', group.nextFlushMs, 'the group is looked at again', receiver));
  }
  return inOrder(steps);
}

function routedStep({ receiver, route }: WayFacts): Step {
  return stepOf('routed', undefined, `by ${printRoutePath(route)}`, receiver, { route });
}

function eventSteps({ atMs, happening }: AlertEvent, { receiver }: WayFacts, nowMs: number): Step[] {
  switch (happening.kind) {
    case 'muted': {
      const text = causeText(happening.by, undefined, undefined, nowMs);
      return [stepOf('muted', atMs, text, receiver, { ...mutedBy(happening.by), flushId: happening.flushId })];
    }
    case 'unmuted':
      return [stepOf('unmuted', atMs, 'nothing mutes it any more', receiver, { flushId: happening.flushId })];
    case 'told': {
      const { integration, status, reason, deliveryId } = happening;
      const text = `${integration} was told that it ${status === 'firing' ? 'fires' : 'is over'} (${reason})`;
      return [stepOf('told', atMs, text, receiver, { integration, deliveryId })];
    }
    default:
      return [];
  }
}

/** What the last flush that looked at the alert decided. */
function flushSteps({ atMs, isPast, alert }: ExplainFacts, { receiver, flush, muted, group }: WayFacts): Step[] {
  const steps: Step[] = [];
  if (muted === undefined && group !== undefined && alert.endedAtMs === undefined && !isPast) {
    const text = 'nothing mutes it now: no inhibit rule, no time interval, no silence';
    steps.push(stepOf('unmuted', atMs, text, receiver));
  }
  if (muted !== undefined && muted.sinceMs === undefined) {
    steps.push(
      stepOf('muted', atMs, causeText(muted.cause, undefined, muted.untilMs, atMs), receiver, mutedBy(muted.cause)),
    );
  }
  if (flush === undefined) return steps;
  const { firing, resolved, muted: mutedCount } = flush.counts;
  const counts = [`${firing} firing`, ...(resolved > 0 ? [`${resolved} resolved`] : [])].join(', ');
  const silent = mutedCount > 0 ? `, of which ${mutedCount} muted` : '';
  const again =
    flush.count > 1 ? `, decided alike ${times(flush.count, 'time', 'times')} since ${moment(flush.atMs, atMs)}` : '';
  steps.push(
    stepOf('flushed', flush.lastAtMs, `the group: ${counts}${silent}${again}`, receiver, { flushId: flush.id }),
  );
  for (const { integration, send, reason, deliveryId } of flush.decisions) {
    const text = send ? `${integration}: a message, ${reason}` : `${integration}: no message, ${reason}`;
    steps.push(stepOf('dedup', flush.lastAtMs, text, receiver, { integration, deliveryId }));
  }
  return steps;
}

function deliverySteps({ integration, delivery }: IntegrationFacts, { receiver }: WayFacts, nowMs: number): Step[] {
  if (delivery === undefined) return [];
  const { id, reason, queuedAtMs, attempts, attemptCount, nextAttemptMs } = delivery;
  const details = { integration, deliveryId: id };
  const first = attemptCount - attempts.length;
  const steps = [stepOf('queued', queuedAtMs, `${integration}: delivery ${id} (${reason})`, receiver, details)];
  for (const [i, attempt] of attempts.entries()) {
    const number = i === 0 ? 1 : first + i + 1;
    steps.push(
      stepOf('attempt', attempt.atMs, `${integration}: attempt ${number} ${attemptText(attempt)}`, receiver, details),
    );
  }
  if (nextAttemptMs !== undefined && isUnderWay(delivery)) {
    const text = `${integration}: attempt ${attemptCount + 1} is due`;
    steps.push(stepOf('attempt', nextAttemptMs, text, receiver, details));
  } else if (nowMs >= queuedAtMs && ENDS[delivery.state] !== undefined) {
    steps.push(stepOf('attempt', undefined, `${integration}: ${ENDS[delivery.state]}`, receiver, details));
  }
  return steps;
}

/** How a delivery ended, where its attempts do not say it. */
const ENDS: Partial<Record<DeliveryFacts['state'], string>> = {
  failed: 'the time for this flush is over; the next one begins anew',
  dead: 'it is a dead letter: replay it when the receiver takes it again',
  superseded: 'a newer delivery has taken its place',
  withdrawn: 'there was nothing left to tell',
  unneeded: 'the integration knew it already',
};

function isUnderWay({ state }: DeliveryFacts): boolean {
  return state === 'waiting' || state === 'running';
}

function attemptText({ outcome, status, seconds, error }: AttemptFacts): string {
  const took = `in ${seconds.toFixed(seconds < 10 ? 2 : 0)}s`;
  const answered = status === undefined ? took : `answered ${status} ${took}`;
  if (outcome === 'delivered') return `${answered}: delivered`;
  return `${answered}: ${outcome === 'refused' ? 'refused for good' : 'failed'}${error === undefined ? '' : `, ${quoted(error)}`}`;
}

/** What muted it, by the ids that are to be looked up. */
function mutedBy(cause: MuteCause): Step['details'] {
  switch (cause.kind) {
    case 'inhibited':
      return { rule: cause.rule, source: cause.source.fingerprint };
    case 'silenced':
      return { silences: cause.silences.map(({ id }) => id) };
    case 'in mute time':
    case 'outside active time':
      return { intervals: cause.intervals };
  }
}

/** By time, and in one moment as the engine works; what has no moment stays behind what it follows. */
function inOrder(steps: readonly Step[]): Step[] {
  let last = Number.NEGATIVE_INFINITY;
  const timed = steps.map((step) => {
    last = step.atMs ?? last;
    return { step, atMs: last };
  });
  const rank = ({ step }: { readonly step: Step }) => ORDER.indexOf(step.step);
  return timed.toSorted((a, b) => a.atMs - b.atMs || rank(a) - rank(b)).map(({ step }) => step);
}

function stepOf(
  step: Step['step'],
  atMs: number | undefined,
  text: string,
  receiver?: string,
  details: Step['details'] = {},
): Step {
  return { atMs, step, text, receiver, details };
}
