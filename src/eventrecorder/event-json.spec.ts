import { describe, expect, it } from '@jest/globals';
import { decodeEvent } from '../../test/support/vendors/event-proto.js';
import { eventJson } from './event-json.js';
import type { EventData, EventMessage } from './event-message.js';
import { eventProtobuf } from './event-protobuf.js';

const eventOf = (data: EventData): EventMessage => ({
  timestamp: { seconds: 1_767_323_045, nanos: 678_000_000 },
  instance: 'host',
  data,
  clusterPosition: 0,
});
const NO_TIME = { seconds: -62_135_596_800, nanos: 0 };
const labels = (...pairs: [string, string][]) => ({ labels: pairs.map(([key, value]) => ({ key, value })) });

const alert = {
  fingerprint: '18446744073709551615',
  name: 'Disk',
  labels: labels(['alertname', 'Disk']),
  annotations: labels(),
  startsAt: { seconds: 1_767_323_045, nanos: 1_500 },
  endsAt: NO_TIME,
  resolved: false,
};
const matcher = { type: 'TYPE_NOT_REGEXP' as const, name: 'dc', pattern: 'a.*', rendered: 'dc!~"a.*"' };
const group = { groupKey: '{}:{}', groupLabels: labels(), groupId: 'abc', receiverName: 'ops' };
const silence = {
  id: 'id',
  matchers: [matcher],
  startsAt: NO_TIME,
  endsAt: { seconds: 1, nanos: 0 },
  updatedAt: { seconds: 0, nanos: 1_000_000 },
  createdBy: 'ann',
  comment: '',
  matcherSets: [{ matchers: [matcher] }, { matchers: [] }],
};
const notification = {
  alerts: [{ hash: '9223372036854775808', details: alert }],
  firingAlerts: [{ hash: '1' }],
  resolvedAlerts: [],
  mutedAlerts: [{ hash: '0' }],
  groupInfo: { ...group, matchers: [matcher], groupUuid: 'uuid' },
  repeatInterval: { seconds: 14_400, nanos: 0 },
  reason: 'NOTIFY_REASON_REPEAT_INTERVAL_ELAPSED' as const,
  flushId: '3',
  integration: { name: 'webhook', index: '0' },
};
const inhibition = {
  inhibitRules: [{ sourceMatchers: [matcher], targetMatchers: [], equalLabels: ['dc', 'rack'], name: 'down' }],
  mutedAlert: { labels: labels(['a', 'b']), fingerprint: '7' },
  inhibitingFingerprints: ['18446744073709551615', '0'],
};
const data: readonly EventData[] = [
  { alertmanagerStartupEvent: { version: '1', buildContext: '(go)' } },
  { alertmanagerShutdownEvent: {} },
  { alertCreated: { alert } },
  { alertGrouped: { alert: { hash: '5', details: alert }, groupInfo: group } },
  { alertResolved: { alert: { hash: '5', details: { ...alert, resolved: true } }, groupInfo: group } },
  { notification },
  { silenceCreated: { silence } },
  { silenceUpdated: { silence } },
  { silenceMutedAlert: { silence, mutedAlert: inhibition.mutedAlert } },
  { inhibitionMutedAlert: inhibition },
];

const dataIn = (json: string) => JSON.parse(json).data;

describe('an event as JSON', () => {
  it('has its moment, its host and its data, and no zeros', () => {
    expect(eventJson(eventOf({ alertmanagerShutdownEvent: {} }))).toBe(
      '{"@timestamp":"2026-01-02T03:04:05.678Z","instance":"host","data":{"alertmanagerShutdownEvent":{}}}',
    );
  });

  it('shows the place among peers where there are any', () => {
    const json = eventJson({ ...eventOf({ alertmanagerShutdownEvent: {} }), clusterPosition: 2 });
    expect(JSON.parse(json)).toMatchObject({ clusterPosition: 2 });
  });

  it('writes 64-bit numbers and moments as texts', () => {
    expect(dataIn(eventJson(eventOf({ alertCreated: { alert } })))).toEqual({
      alertCreated: {
        alert: {
          fingerprint: '18446744073709551615',
          name: 'Disk',
          labels: { labels: [{ key: 'alertname', value: 'Disk' }] },
          annotations: {},
          startsAt: '2026-01-02T03:04:05.000001500Z',
          endsAt: '0001-01-01T00:00:00Z',
        },
      },
    });
  });

  it('writes lengths of time in seconds, and names for reasons', () => {
    expect(dataIn(eventJson(eventOf({ notification }))).notification).toMatchObject({
      repeatInterval: '14400s',
      reason: 'NOTIFY_REASON_REPEAT_INTERVAL_ELAPSED',
      flushId: '3',
      integration: { name: 'webhook' },
      mutedAlerts: [{}],
    });
  });
});

describe('an event as protobuf', () => {
  it.each(data.map((each) => [Object.keys(each).join(), each] as const))(
    'says what its JSON says: %s',
    (name, each) => {
      const decoded = decodeEvent(eventProtobuf(eventOf(each)));
      expect(decoded).toMatchObject({ instance: 'host', timestamp: { seconds: '1767323045', nanos: 678_000_000 } });
      expect(comparable(decoded['data'])).toEqual(comparable(dataIn(eventJson(eventOf(each)))));
      expect(Object.keys(decoded['data'] as object)).toEqual([name]);
    },
  );
});

/** Moments as JSON has them; reasons by any name; nothing that is empty. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value === 'string') {
    if (/^\d+s$/.test(value)) return { seconds: value.slice(0, -1) };
    if (/^\d{4}-\d\d-\d\dT/.test(value)) return momentIn(value);
    return value.replace(/^NOTIFY_REASON_/, '').replace('REPEAT_INTERVAL_ELAPSED', 'REPEAT');
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, comparable(child)]));
}

function momentIn(text: string): Record<string, unknown> {
  const seconds = Math.floor(Date.parse(text) / 1000);
  const [, digits = ''] = /\.(\d+)Z$/.exec(text) ?? [];
  const nanos = Number(digits.padEnd(9, '0'));
  return { ...(seconds === 0 ? {} : { seconds: String(seconds) }), ...(nanos === 0 ? {} : { nanos }) };
}
