import fc from 'fast-check';
import type { Alert } from '../../alerts/alert.js';
import { local } from '../../clock/timestamp.js';
import { decodePostableAlerts, type PostedAlert } from './postable-alerts.js';
import { type Posted, PostedBefore } from './posted-before.js';

const NOW_MS = Date.UTC(2026, 0, 2, 3, 4, 5);

/** An engine that stores what it is told to, and a clock that stands. */
function engineOf() {
  const stored = new Map<string, Alert>();
  const engine = { nowMs: NOW_MS, now: () => engine.nowMs, alert: (fingerprint: string) => stored.get(fingerprint) };
  const before = new PostedBefore(engine);
  /** As the intake does: what is new is remembered if it was stored as it is, and is stored. */
  const take = (body: string): readonly Posted[] => {
    const posted = before.decode(Buffer.from(body));
    for (const each of posted) {
      const alert = alertOf(each);
      if (!each.isKnown) before.remember(each, alert);
      stored.set(alert.labels.fingerprint, alert);
    }
    return posted;
  };
  return { engine, before, take };
}

function alertOf({ labels, annotations, startsAt, endsAt, generatorURL }: PostedAlert): Alert {
  const now = local(NOW_MS);
  const times = { startsAt: startsAt ?? now, endsAt: endsAt ?? now, updatedAt: now };
  return { labels, annotations, ...times, timeout: endsAt === undefined, generatorURL };
}

const plain = ({ labels, annotations, startsAt, endsAt, generatorURL }: PostedAlert) => ({
  ...{ labels: labels.toJSON(), annotations: annotations.toJSON(), startsAt, endsAt, generatorURL },
});

const decoded = (body: string) => decodePostableAlerts(Buffer.from(body)).map(plain);

function bodyOf(minutes: number, labels: object = { alertname: 'A' }, annotations: object = { summary: 's' }): string {
  const endsAt = new Date(NOW_MS + minutes * 60_000).toISOString();
  const startsAt = new Date(NOW_MS).toISOString();
  return JSON.stringify([{ labels, annotations, startsAt, endsAt, generatorURL: 'http://p/graph' }]);
}

describe('alerts that were posted before', () => {
  it('are known from the third time on, with the end of each time', () => {
    const { take } = engineOf();
    const isKnown = [1, 2, 3, 4].map((minutes) => {
      const [posted] = take(bodyOf(minutes));
      expect(posted && plain(posted)).toEqual(decoded(bodyOf(minutes))[0]);
      return posted?.isKnown;
    });
    expect(isKnown).toEqual([false, false, true, true]);
  });

  it('have the texts of the stored alert, so that they are kept once', () => {
    const { engine, take } = engineOf();
    for (const minutes of [1, 2]) take(bodyOf(minutes));
    const [posted] = take(bodyOf(3));
    expect(posted?.labels).toBe(engine.alert(posted?.labels.fingerprint ?? '')?.labels);
  });

  it('are looked at again where anything but the end is another', () => {
    const { take } = engineOf();
    for (const minutes of [1, 2, 3]) take(bodyOf(minutes));
    expect(take(bodyOf(4, { alertname: 'A' }, { summary: 't' }))[0]?.isKnown).toBe(false);
    expect(take(bodyOf(4, { alertname: 'B' }))[0]?.isKnown).toBe(false);
    expect(take(bodyOf(5))[0]?.isKnown).toBe(true);
  });

  it('are not remembered where a text changes each time', () => {
    const { take } = engineOf();
    const known = [1, 2, 3, 4].map((n) => take(bodyOf(n, { alertname: 'A' }, { value: String(n) }))[0]?.isKnown);
    expect(known).toEqual([false, false, false, false]);
  });

  it('are known beside one that is new', () => {
    const { take } = engineOf();
    for (const minutes of [1, 2]) take(bodyOf(minutes));
    const both = `${bodyOf(3).slice(0, -1)} ,\n${bodyOf(3, { alertname: 'B' }).slice(1)}`;
    expect(take(both).map(({ isKnown }) => isKnown)).toEqual([true, false]);
    expect(take(both).map(plain)).toEqual(decoded(both));
  });

  it('are forgotten when they have not come for a while', () => {
    const { engine, take } = engineOf();
    for (const minutes of [1, 2, 3]) take(bodyOf(minutes));
    for (let i = 0; i < 2; i++) {
      engine.nowMs += 300_000;
      take(bodyOf(3, { alertname: 'other' }));
    }
    expect(take(bodyOf(4))[0]?.isKnown).toBe(false);
  });

  it.each([
    ['two ends', (body: string) => body.replace('"endsAt"', '"endsAt":"2020-01-01T00:00:00Z","endsAt"')],
    [
      'an end in disguise',
      (body: string) => body.replace('"endsAt"', '"ends\\u0041t":"2020-01-01T00:00:00Z","endsAt"'),
    ],
    ['an end with an escape', (body: string) => body.replace(/T(?=\d\d:\d\d:\d\d\.\d+Z","gen)/, '\\u0054')],
    ['no end', (body: string) => body.replace(/"endsAt":"[^"]*",/, '')],
    ['an end that is no text', (body: string) => body.replace(/"endsAt":"[^"]*"/, '"endsAt":null')],
    ['the zero time for an end', (body: string) => body.replace(/"endsAt":"[^"]*"/, '"endsAt":"0001-01-01T00:00:00Z"')],
    ['more after the array', (body: string) => `${body} []`],
    ['an end inside the labels', (body: string) => body.replace('"alertname"', '"endsAt":"x","alertname"')],
  ])('are decoded the same with %s', (_, change) => {
    const { take } = engineOf();
    for (const minutes of [1, 2, 3]) {
      const body = change(bodyOf(minutes));
      expect(take(body).map(plain)).toEqual(decoded(body));
    }
  });

  it.each([
    ['', 'body is required'],
    ['[', 'unexpected EOF'],
    ['[{"labels":{},"endsAt":"2026-01-02T03:04:05Z"', 'unexpected EOF'],
    ['[{"labels":{"a":1},"endsAt":"2026-01-02T03:04:05Z"}]', 'cannot unmarshal number'],
    ['[{"endsAt":"2026-01-02T03:04:05Z"}]', 'labels'],
    ['[{"labels":{},"endsAt":"soon"}]', 'parsing time'],
    ['[{"labels":{},"endsAt":"2026-01-02T03:04:05Z"},]', 'invalid character'],
    ['[null]', 'null'],
  ])('%s is refused in the words for the whole body', (body, words) => {
    const { take } = engineOf();
    for (const minutes of [1, 2, 3]) take(bodyOf(minutes));
    let [first, second]: unknown[] = [];
    try {
      take(body);
    } catch (error) {
      first = error;
    }
    try {
      decodePostableAlerts(Buffer.from(body));
    } catch (error) {
      second = error;
    }
    expect(first).toBeInstanceOf(Error);
    expect(first).toEqual(second);
    expect(JSON.stringify(first, Object.getOwnPropertyNames(first))).toContain(words);
  });

  it('are decoded as if they came for the first time, whatever their texts hold', () => {
    const texts = fc.dictionary(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
    const alert = fc.record({ labels: texts, annotations: texts, hasEnd: fc.boolean(), order: fc.boolean() });
    fc.assert(
      fc.property(fc.array(alert, { minLength: 1, maxLength: 4 }), fc.boolean(), (alerts, isWide) => {
        const { take } = engineOf();
        for (const minutes of [1, 2, 3, 4]) {
          const endsAt = new Date(NOW_MS + minutes * 60_000).toISOString();
          const startsAt = new Date(NOW_MS).toISOString();
          const items = alerts.map(({ labels, annotations, hasEnd, order }) => ({
            ...(order ? { labels } : {}),
            ...(hasEnd ? { endsAt } : {}),
            ...{ annotations, startsAt, labels },
          }));
          const body = JSON.stringify(items, undefined, isWide ? 2 : undefined);
          expect(take(body).map(plain)).toEqual(decoded(body));
        }
      }),
      { numRuns: 300 },
    );
  });
});
