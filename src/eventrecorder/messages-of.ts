import { createHash } from 'node:crypto';
import type { Alert } from '../alerts/alert.js';
import type { Timestamp } from '../clock/timestamp.js';
import type { InhibitRule } from '../inhibit/inhibit-rule.js';
import { alertHash } from '../labels/alert-hash.js';
import { compareBytes, type LabelSet } from '../labels/label-set.js';
import type { Matcher, MatchOperator } from '../labels/matcher.js';
import type { Silence } from '../silences/silence.js';
import type {
  AlertMessage,
  GroupMessage,
  InhibitRuleMessage,
  LabelsMessage,
  MatcherMessage,
  Moment,
  MutedAlertMessage,
  SilenceMessage,
} from './event-message.js';

export function alertMessage(alert: Alert, resolved: boolean, endsAt: Timestamp = alert.endsAt): AlertMessage {
  const { labels, annotations, startsAt } = alert;
  return {
    fingerprint: decimal(labels.fingerprint),
    name: labels.get('alertname') ?? '',
    labels: labelsMessage(labels),
    annotations: labelsMessage(annotations),
    startsAt: momentOf(startsAt),
    endsAt: momentOf(endsAt),
    resolved,
  };
}

export function mutedAlertMessage(labels: LabelSet): MutedAlertMessage {
  return { labels: labelsMessage(labels), fingerprint: decimal(labels.fingerprint) };
}

export function hashOf(labels: LabelSet): string {
  return decimal(alertHash(labels));
}

export function groupMessage(group: { groupKey: string; groupLabels: LabelSet; receiver: string }): GroupMessage {
  const { groupKey, groupLabels, receiver } = group;
  const groupId = createHash('sha256').update(groupKey).digest('hex');
  return { groupKey, groupLabels: labelsMessage(groupLabels), groupId, receiverName: receiver };
}

export function silenceMessage(silence: Silence): SilenceMessage {
  const { id, matcherSets, startsAtMs, endsAtMs, updatedAtMs, createdBy, comment } = silence;
  const sets = matcherSets.map((set) => ({ matchers: set.map(matcherMessage) }));
  return {
    id,
    matchers: sets[0]?.matchers ?? [],
    startsAt: momentOfMs(startsAtMs),
    endsAt: momentOfMs(endsAtMs),
    updatedAt: momentOfMs(updatedAtMs),
    createdBy,
    comment,
    matcherSets: sets,
  };
}

export function inhibitRuleMessage({ name, source, target, equal }: InhibitRule): InhibitRuleMessage {
  return {
    sourceMatchers: source.map(matcherMessage),
    targetMatchers: target.map(matcherMessage),
    equalLabels: [...new Set(equal)].sort(compareBytes),
    name,
  };
}

export function matcherMessage(matcher: Matcher): MatcherMessage {
  const { name, operator, value } = matcher;
  return { type: MATCHER_TYPES[operator], name, pattern: value, rendered: matcher.toString() };
}

export function momentOfMs(ms: number): Moment {
  return momentOf({ ms, nanos: 0 });
}

/** 16 hex digits as the number that they are. */
export function decimal(hex: string): string {
  return BigInt(`0x${hex}`).toString();
}

const MATCHER_TYPES: Readonly<Record<MatchOperator, MatcherMessage['type']>> = {
  '=': 'TYPE_EQUAL',
  '=~': 'TYPE_REGEXP',
  '!=': 'TYPE_NOT_EQUAL',
  '!~': 'TYPE_NOT_REGEXP',
};

function momentOf({ ms, nanos }: Pick<Timestamp, 'ms' | 'nanos'>): Moment {
  const seconds = Math.floor(ms / 1000);
  return { seconds, nanos: (ms - seconds * 1000) * 1_000_000 + nanos };
}

function labelsMessage(labels: LabelSet): LabelsMessage {
  return { labels: [...labels].map(([key, value]) => ({ key, value })) };
}
