/** An alert of a story; its times are seconds since the story began. */
export interface StoryAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** None: the server's time is taken. */
  readonly startsAt?: number;
  /** None: it fires. */
  readonly endsAt?: number;
}

export function alert(
  labels: StoryAlert['labels'],
  [startsAt, endsAt]: readonly [startsAt?: number, endsAt?: number] = [],
  annotations: StoryAlert['annotations'] = {},
): StoryAlert {
  return {
    labels,
    annotations,
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(endsAt === undefined ? {} : { endsAt }),
  };
}

/** What Go clients send for a time that is not set, and what webhooks get for the end of an alert that fires. */
const ZERO_TIME = '0001-01-01T00:00:00.000Z';

/** As clients written in Go post it. */
export function wireAlert({ labels, annotations, startsAt, endsAt }: StoryAlert, startedMs: number): unknown {
  const timeOf = (seconds: number | undefined) =>
    seconds === undefined ? ZERO_TIME : new Date(startedMs + seconds * 1000).toISOString();
  return { labels, annotations, startsAt: timeOf(startsAt), endsAt: timeOf(endsAt) };
}
