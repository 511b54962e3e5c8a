import type { History, PostedAlert, PostedSilence, Step, When } from './history.js';

/** The body of a step, as clients send it. @param baseMs when the history began, milliseconds since the epoch */
export function bodyOf(step: Step & { kind: 'post' | 'silence' }, baseMs: number): unknown {
  return step.kind === 'post'
    ? step.alerts.map((alert) => alertBody(alert, baseMs))
    : silenceBody(step.silence, baseMs);
}

/** All moments that a history gives, milliseconds since it began. */
export function givenMs({ steps }: History): readonly number[] {
  const whens = steps.flatMap(({ step }) => {
    if (step.kind === 'post') return step.alerts.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]);
    return step.kind === 'silence' ? [step.silence.startsAt, step.silence.endsAt] : [];
  });
  return whens.flatMap((when) => (typeof when === 'object' ? [when.ms] : []));
}

function alertBody({ labels, annotations, startsAt, endsAt, generatorURL }: PostedAlert, baseMs: number): unknown {
  return { labels, annotations, startsAt: timeText(startsAt, baseMs), endsAt: timeText(endsAt, baseMs), generatorURL };
}

function silenceBody(silence: PostedSilence, baseMs: number): unknown {
  const { edits, matchers, saysIsEqual, startsAt, endsAt, comment } = silence;
  return {
    ...(edits === undefined ? {} : { id: `«${edits}»` }),
    matchers: matchers.map(({ name, op, value }) => ({
      name,
      value,
      isRegex: op.endsWith('~'),
      ...(saysIsEqual ? { isEqual: op.startsWith('=') } : {}),
    })),
    startsAt: timeText(startsAt, baseMs),
    endsAt: timeText(endsAt, baseMs),
    createdBy: 'ana',
    comment,
  };
}

const OFFSET_MS = 5.5 * 3_600_000;

function timeText(when: When, baseMs: number): string | undefined {
  if (when === 'absent') return undefined;
  if (when === 'zero') return '0001-01-01T00:00:00.000Z';
  const iso = (ms: number) => new Date(ms).toISOString().slice(0, -1);
  const ms = baseMs + when.ms;
  switch (when.form) {
    case 'utc':
      return `${iso(ms)}Z`;
    case 'offset':
      return `${iso(ms + OFFSET_MS)}+05:30`;
    case 'nanoseconds':
      return `${iso(ms)}456789Z`;
  }
}
