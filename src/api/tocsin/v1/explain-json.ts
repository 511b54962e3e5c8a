import type { Explanation, ReceiverExplanation } from '../../../explain/explanation.js';
import type { AlertFacts } from '../../../explain/facts.js';
import type { Step } from '../../../explain/steps.js';
import type { PastAnswer } from '../../past.js';
import { momentJson } from './moment-json.js';

/** The first alert that was meant with everything, the others in a sentence each. */
export function explainJson({ explanations, total, missing }: PastAnswer, atMs: number): object {
  const [first, ...others] = explanations;
  return {
    at: momentJson(atMs),
    sentence: first?.sentence ?? missing ?? '',
    alert: first === undefined ? null : alertJson(first.alert),
    receivers: (first?.receivers ?? []).map(receiverJson),
    steps: (first?.steps ?? []).map(stepJson),
    others: others.map(({ alert, sentence }: Explanation) => ({ alert: alertJson(alert), sentence })),
    total,
  };
}

function alertJson({ fingerprint, labels, startsAtMs, receivedAtMs, endedAtMs }: AlertFacts): object {
  return {
    fingerprint,
    labels,
    startsAt: momentJson(startsAtMs),
    receivedAt: momentOrNull(receivedAtMs),
    endedAt: momentOrNull(endedAtMs),
  };
}

function receiverJson({ receiver, sentence, way, verdicts }: ReceiverExplanation): object {
  const group = way?.group;
  return {
    receiver,
    sentence,
    route: way?.route ?? null,
    group:
      group === undefined
        ? null
        : { id: group.id, key: group.key, labels: group.labels, nextFlushAt: momentOrNull(group.nextFlushMs) },
    integrations: verdicts.map(({ integration, state, isSent, text }) => ({
      integration: integration ?? null,
      state,
      sent: isSent,
      text,
      deliveryId: way?.integrations.find((each) => each.integration === integration)?.delivery?.id ?? null,
    })),
  };
}

function stepJson({ atMs, step, receiver, text, details }: Step): object {
  return { at: momentOrNull(atMs), step, receiver: receiver ?? null, text, details };
}

function momentOrNull(ms: number | undefined): string | null {
  return ms === undefined ? null : momentJson(ms);
}
