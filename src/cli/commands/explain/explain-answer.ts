import { type Decode, labels, list, member, nullable, text } from '../../client/decode-json.js';
import type { Labels, Text } from '../../client/models.js';

/** `GET /explain`, as far as it is printed. */
export interface ExplainAnswer {
  readonly sentence: string;
  readonly alert: ExplainedAlert | null;
  readonly receivers: readonly string[];
  readonly steps: readonly ExplainedStep[];
  readonly others: readonly { readonly alert: ExplainedAlert; readonly sentence: string }[];
  readonly total: number;
}

export interface ExplainedAlert {
  readonly fingerprint: string;
  readonly labels: Labels;
}

export interface ExplainedStep {
  /** RFC 3339. */
  readonly at: Text;
  readonly step: string;
  readonly receiver: Text;
  readonly text: string;
}

export function explainAnswer(answer: unknown): ExplainAnswer {
  const of = <T>(name: string, decode: Decode<T>) => decode(member(answer, 'explanation', name), name);
  const total = member(answer, 'explanation', 'total');
  return {
    sentence: of('sentence', words),
    alert: of('alert', nullable(alert)),
    receivers:
      of(
        'receivers',
        list((value, where) => words(member(value, where, 'receiver'), where)),
      ) ?? [],
    steps: of('steps', list(step)) ?? [],
    others: of('others', list(other)) ?? [],
    total: typeof total === 'number' ? total : 0,
  };
}

const words: Decode<string> = (value, where) => text(value, where) ?? '';

const alert: Decode<ExplainedAlert> = (value, where) => ({
  fingerprint: words(member(value, where, 'fingerprint'), where),
  labels: labels(member(value, where, 'labels'), where),
});

const step: Decode<ExplainedStep> = (value, where) => ({
  at: text(member(value, where, 'at'), where),
  step: words(member(value, where, 'step'), where),
  receiver: text(member(value, where, 'receiver'), where),
  text: words(member(value, where, 'text'), where),
});

const other: Decode<ExplainAnswer['others'][number]> = (value, where) => ({
  alert: alert(member(value, where, 'alert'), where),
  sentence: words(member(value, where, 'sentence'), where),
});
