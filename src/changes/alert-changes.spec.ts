import { describe, expect, it } from '@jest/globals';
import type { Alert } from '../alerts/alert.js';
import type { AlertListener } from '../alerts/alert-store.js';
import { utc } from '../clock/timestamp.js';
import { LabelSet } from '../labels/label-set.js';
import { AlertChanges } from './alert-changes.js';

/** A store as far as it is watched. */
function setUp(...stored: Alert[]) {
  const alerts = new Map(stored.map((alert) => [alert.labels.fingerprint, alert]));
  const listeners = new Set<AlertListener>();
  let nowMs = 1000;
  const watch = new AlertChanges(
    {
      list: () => alerts.values(),
      get: (fingerprint) => alerts.get(fingerprint),
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    () => nowMs,
  );
  const told: string[] = [];
  watch.start(({ change, data }) => told.push(`${change} ${JSON.stringify(data['labels'])}`));
  return {
    told,
    listeners,
    watch,
    put(alert: Alert) {
      alerts.set(alert.labels.fingerprint, alert);
      for (const listener of listeners) listener(alert);
    },
    collect: () => alerts.clear(),
    at(ms: number) {
      nowMs = ms;
      watch.look(ms);
    },
  };
}

function alert(endsMs: number, updatedMs = 1000, startsMs = 500): Alert {
  return {
    labels: LabelSet.of({ n: '1' }),
    annotations: LabelSet.EMPTY,
    startsAt: utc(startsMs),
    endsAt: utc(endsMs),
    updatedAt: utc(updatedMs),
    timeout: true,
    generatorURL: '',
  };
}

describe('AlertChanges', () => {
  it('follows an alert from its beginning to its end, and through another one', () => {
    const { told, put, at, collect } = setUp();
    put(alert(5000));
    put(alert(9000));
    at(8999);
    expect(told).toEqual(['fired {"n":"1"}']);
    at(9000);
    put(alert(20_000, 10_000, 10_000));
    put(alert(11_000, 11_000, 10_000));
    at(12_000);
    put(alert(21_000, 12_000, 12_000));
    at(22_000);
    collect();
    at(23_000);
    expect(told.map((text) => text.split(' ')[0])).toEqual([
      'fired',
      'resolved',
      'fired',
      'changed',
      'resolved',
      'fired',
      'resolved',
      'removed',
    ]);
  });

  it('says nothing of what was there before', () => {
    const { told, at, watch, listeners } = setUp(alert(5000));
    at(2000);
    expect(told).toEqual([]);
    at(5000);
    expect(told).toEqual(['resolved {"n":"1"}']);
    watch.stop();
    expect(listeners.size).toBe(0);
  });
});
