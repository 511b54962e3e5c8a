import type { AlertFacts, ExplainFacts, WayFacts } from './facts.js';
import { elsewhereSentence, type IntegrationVerdict, verdictsOf, waySentence } from './sentence.js';
import { type Step, stepsOf } from './steps.js';

/** What became of one alert: a sentence first, then how it came about. */
export interface Explanation {
  readonly atMs: number;
  readonly alert: AlertFacts;
  readonly sentence: string;
  readonly receivers: readonly ReceiverExplanation[];
  readonly steps: readonly Step[];
}

export interface ReceiverExplanation {
  readonly receiver: string;
  readonly sentence: string;
  /** Undefined for a receiver that the alert does not get to. */
  readonly way: WayFacts | undefined;
  readonly verdicts: readonly IntegrationVerdict[];
}

/** Makes an answer of facts. Nothing is looked up. */
export function explain(facts: ExplainFacts): Explanation {
  const { atMs, alert, elsewhere, ways } = facts;
  const receivers: ReceiverExplanation[] = ways.map((way) => ({
    receiver: way.receiver,
    sentence: waySentence(facts, way),
    way,
    verdicts: verdictsOf(facts, way),
  }));
  if (elsewhere !== undefined) {
    const sentence = elsewhereSentence(facts, elsewhere);
    receivers.unshift({ receiver: elsewhere.receiver, sentence, way: undefined, verdicts: [] });
  }
  const sentences =
    elsewhere === undefined ? receivers.map(({ sentence }) => sentence) : [receivers[0]?.sentence ?? ''];
  return { atMs, alert, sentence: sentences.join(' ') || NOWHERE, receivers, steps: stepsOf(facts) };
}

const NOWHERE = 'Not sent: no route takes it.';
