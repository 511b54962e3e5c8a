import type { Moment } from '../../../template/go-time/format-time.js';
import { type Decode, labels, list, member, moment, text } from '../../client/decode-json.js';
import type { Labels, Text } from '../../client/models.js';

/** A delivery, as far as the command line prints it. */
export interface Delivery {
  readonly id: Text;
  readonly receiver: Text;
  readonly integration: Text;
  readonly groupKey: Text;
  readonly groupLabels: Labels;
  readonly reason: Text;
  readonly state: Text;
  readonly queuedAt: Moment | null;
  readonly endedAt: Moment | null;
  readonly attemptCount: number;
  readonly attempts: readonly Attempt[];
  readonly alerts: readonly { readonly status: Text; readonly labels: Labels }[];
}

export interface Attempt {
  readonly at: Moment | null;
  readonly seconds: number;
  readonly status: number | undefined;
  readonly outcome: Text;
  readonly reason: Text;
  readonly error: Text;
  readonly exchanges: readonly Exchange[];
}

export interface Exchange {
  readonly method: Text;
  readonly url: Text;
  readonly headers: Labels;
  readonly body: Text;
  readonly response: { readonly status: number | undefined; readonly headers: Labels; readonly body: Text } | undefined;
  readonly error: Text;
}

export interface DeadLetter {
  readonly id: Text;
  readonly receiver: Text;
  readonly integration: Text;
  readonly groupKey: Text;
  readonly failures: number;
  readonly reason: Text;
  readonly error: Text;
  readonly failedAt: Moment | null;
}

/** What came of a dead letter that was to be replayed. */
export interface ReplayResult {
  readonly id: Text;
  readonly outcome: Text;
  readonly deliveryId: Text;
  readonly state: Text;
  readonly error: Text;
}

export const delivery: Decode<Delivery> = (value, where) => ({
  ...parts(value, where, ['id', 'receiver', 'integration', 'groupKey', 'reason', 'state']),
  groupLabels: labels(member(value, where, 'groupLabels'), where),
  queuedAt: moment(member(value, where, 'queuedAt'), where),
  endedAt: moment(member(value, where, 'endedAt'), where),
  attemptCount: count(value, where, 'attemptCount') ?? 0,
  attempts: list(attempt)(member(value, where, 'attempts'), where) ?? [],
  alerts: list(alert)(member(value, where, 'alerts'), where) ?? [],
});

export const deadLetter: Decode<DeadLetter> = (value, where) => ({
  ...parts(value, where, ['id', 'receiver', 'integration', 'groupKey', 'reason', 'error']),
  failures: count(value, where, 'failures') ?? 0,
  failedAt: moment(member(value, where, 'failedAt'), where),
});

export const replayResult: Decode<ReplayResult> = (value, where) =>
  parts(value, where, ['id', 'outcome', 'deliveryId', 'state', 'error']);

const alert: Decode<Delivery['alerts'][number]> = (value, where) => ({
  ...parts(value, where, ['status']),
  labels: labels(member(value, where, 'labels'), where),
});

const attempt: Decode<Attempt> = (value, where) => ({
  ...parts(value, where, ['outcome', 'reason', 'error']),
  at: moment(member(value, where, 'at'), where),
  seconds: count(value, where, 'seconds') ?? 0,
  status: count(value, where, 'status'),
  exchanges: list(exchange)(member(value, where, 'exchanges'), where) ?? [],
});

const exchange: Decode<Exchange> = (value, where) => {
  const request = member(value, where, 'request') ?? {};
  const response = member(value, where, 'response');
  return {
    ...parts(request, where, ['method', 'url', 'body']),
    headers: labels(member(request, where, 'headers'), where),
    response:
      response === undefined || response === null
        ? undefined
        : {
            ...parts(response, where, ['body']),
            status: count(response, where, 'status'),
            headers: labels(member(response, where, 'headers'), where),
          },
    ...parts(value, where, ['error']),
  };
};

function parts<const K extends string>(value: unknown, where: string, names: readonly K[]): Readonly<Record<K, Text>> {
  const entries = names.map((name) => [name, text(member(value, where, name), where)]);
  // The keys are the names.
  return Object.fromEntries(entries) as Readonly<Record<K, Text>>;
}

function count(value: unknown, where: string, name: string): number | undefined {
  const found = member(value, where, name);
  return typeof found === 'number' ? found : undefined;
}
