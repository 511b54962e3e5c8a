import { utc } from '../clock/timestamp.js';
import { LabelSet } from '../labels/label-set.js';
import { buildNotificationData, type NotificationData } from '../template/notification-data.js';
import { loadTemplates } from '../template/templates.js';
import { digestOf } from './digest.js';

const NOW_MS = 1_000_000;

function messageOf(
  alertname: string,
  {
    firing = 1,
    resolved = 0,
    annotations = {},
  }: { firing?: number; resolved?: number; annotations?: Record<string, string> } = {},
): NotificationData {
  const alertOf = (n: number, isOver: boolean) => ({
    labels: LabelSet.of({ alertname, cluster: 'eu', n: String(n) }),
    annotations: LabelSet.of(annotations),
    startsAt: utc(1),
    endsAt: utc(isOver ? 2 : NOW_MS + 1),
    updatedAt: utc(1),
    timeout: false,
    generatorURL: '',
  });
  return buildNotificationData({
    receiver: 'team',
    externalURL: 'http://tocsin.test',
    notificationReason: 'first notification',
    groupLabels: LabelSet.of({ alertname }),
    routeLabels: LabelSet.of({ team: 'db', own: alertname }),
    alerts: Array.from({ length: firing + resolved }, (_, i) => alertOf(i, i >= firing)),
    nowMs: NOW_MS,
  });
}

describe('digestOf', () => {
  it('says what it holds, and shows what fires first', () => {
    const digest = digestOf(
      [
        messageOf('a', { firing: 1, resolved: 1 }),
        messageOf('b', { firing: 2 }),
        messageOf('c', { firing: 0, resolved: 1 }),
      ],
      { messages: 20, perMs: 60_000 },
    );
    const summary = '3 notifications in one, as more than 20 in 1m are not wanted: 3 firing, 2 resolved';
    expect(Object.fromEntries(digest.groupLabels)).toEqual({ digest: summary });
    expect(Object.fromEntries(digest.commonAnnotations)).toEqual({
      summary,
      description: '{alertname="a"}: 1 firing, 1 resolved\n{alertname="b"}: 2 firing\n{alertname="c"}: 1 resolved',
    });
    expect(digest.alerts.map(({ labels, status }) => `${labels.get('alertname')} ${status}`)).toEqual([
      'a firing',
      'b firing',
      'b firing',
      'a resolved',
      'c resolved',
    ]);
    expect(digest.status).toBe('firing');
    expect(Object.fromEntries(digest.commonLabels)).toEqual({ cluster: 'eu' });
    expect(Object.fromEntries(digest.routeLabels)).toEqual({ team: 'db' });
    expect(digest.notificationReason).toBe('first notification');
  });

  it.each([
    ['text', '{{ template "__subject" . }}'],
    ['text', '{{ template "slack.default.title" . }}'],
    ['text', '{{ template "pagerduty.default.description" . }}'],
    ['html', '{{ template "email.default.html" . }}'],
  ] as const)('has its first line in what the default templates render: %s %s', (kind, source) => {
    const templates = loadTemplates([], { nowMs: () => NOW_MS });
    const digest = digestOf([messageOf('a'), messageOf('b')], { messages: 1, perMs: 1000 });
    expect(templates[kind](source, digest)).toContain(
      '2 notifications in one, as more than 1 in 1s are not wanted: 2 firing',
    );
  });

  it('is over when all of it is, and keeps annotations that all share', () => {
    const over = { firing: 0, resolved: 1, annotations: { runbook: 'http://r', summary: 'old' } };
    const digest = digestOf(
      [messageOf('a', over), { ...messageOf('b', over), notificationReason: 'other' }],
      undefined,
    );
    expect(digest.status).toBe('resolved');
    expect(digest.commonAnnotations.get('runbook')).toBe('http://r');
    expect(digest.commonAnnotations.get('summary')).toBe('2 notifications in one: 2 resolved');
    expect(digest.notificationReason).toBe('unknown');
  });

  it('shows no more than people and vendors can take, and says how much is left out', () => {
    const digest = digestOf(
      Array.from({ length: 60 }, (_, i) => messageOf(`a${i}`, { firing: 10 })),
      undefined,
    );
    expect(digest.alerts).toHaveLength(500);
    expect(digest.groupLabels.get('digest')).toBe('60 notifications in one: 600 firing');
    expect(digest.commonAnnotations.get('description')?.split('\n').slice(-2)).toEqual([
      'and 10 more groups',
      '100 of the alerts are not shown in this message',
    ]);
  });
});
