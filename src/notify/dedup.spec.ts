import type { NotificationLogEntry } from '../nflog/notification-log.js';
import { dedup } from './dedup.js';

const FLUSHED_AT_MS = 10_000_000;
const REPEAT_MS = 3_600_000;

function entry(told: {
  firing?: string[];
  resolved?: string[];
  muted?: string[];
  sentAtMs?: number;
}): NotificationLogEntry {
  return {
    groupKey: '{}:{}',
    integration: { receiver: 'team', type: 'webhook', index: 0 },
    sentAtMs: told.sentAtMs ?? FLUSHED_AT_MS - 1000,
    firing: told.firing ?? [],
    resolved: told.resolved ?? [],
    muted: told.muted ?? [],
    receiverData: {},
    expiresAtMs: FLUSHED_AT_MS + 1,
  };
}

describe('dedup', () => {
  it.each`
    rule                                                      | told                                  | firing        | resolved      | sendResolved | reason
    ${'1: nothing was told, and something fires'}             | ${undefined}                          | ${['a']}      | ${[]}         | ${true}      | ${'first notification'}
    ${'2: nothing was told, and nothing fires any more'}      | ${undefined}                          | ${[]}         | ${['a']}      | ${true}      | ${'none'}
    ${'3: it was told that all is over, and something fires'} | ${{ resolved: ['a'] }}                | ${['a']}      | ${[]}         | ${true}      | ${'first notification'}
    ${'4: something fires that was not told'}                 | ${{ firing: ['a'] }}                  | ${['a', 'b']} | ${[]}         | ${true}      | ${'new alerts added'}
    ${'5: nothing fires any more of what was told'}           | ${{ firing: ['a'] }}                  | ${[]}         | ${['a']}      | ${true}      | ${'all alerts resolved'}
    ${'5: and so without send_resolved, for the log'}         | ${{ firing: ['a'] }}                  | ${[]}         | ${['a']}      | ${false}     | ${'all alerts resolved'}
    ${'6: nothing fires, and that was told'}                  | ${{ resolved: ['a'] }}                | ${[]}         | ${['a', 'b']} | ${true}      | ${'none'}
    ${'7: one of several has ended'}                          | ${{ firing: ['a', 'b'] }}             | ${['a']}      | ${['b']}      | ${true}      | ${'some alerts resolved'}
    ${'7: but not without send_resolved'}                     | ${{ firing: ['a', 'b'] }}             | ${['a']}      | ${['b']}      | ${false}     | ${'none'}
    ${'9: and not when its end was told'}                     | ${{ firing: ['a'], resolved: ['b'] }} | ${['a']}      | ${['b']}      | ${true}      | ${'none'}
    ${'9: nothing has changed'}                               | ${{ firing: ['a'] }}                  | ${['a']}      | ${[]}         | ${true}      | ${'none'}
    ${'9: an alert that was told fires again beside another'} | ${{ firing: ['a', 'b'] }}             | ${['a', 'b']} | ${[]}         | ${false}     | ${'none'}
  `('$rule', ({ told, firing, resolved, sendResolved, reason }) => {
    const verdict = dedup({
      entry: told === undefined ? undefined : entry(told),
      firing,
      resolved,
      muted: [],
      owed: [],
      sendResolved,
      flushedAtMs: FLUSHED_AT_MS,
      repeatIntervalMs: REPEAT_MS,
    });
    expect(verdict).toEqual({ send: reason !== 'none', reason });
  });

  it.each`
    sentBeforeMs     | reason
    ${REPEAT_MS + 1} | ${'repeat interval elapsed'}
    ${REPEAT_MS}     | ${'none'}
  `('8: repeats only when more than repeat_interval has passed ($sentBeforeMs ms)', ({ sentBeforeMs, reason }) => {
    const verdict = dedup({
      entry: entry({ firing: ['a'], sentAtMs: FLUSHED_AT_MS - sentBeforeMs }),
      firing: ['a'],
      resolved: [],
      muted: [],
      owed: [],
      sendResolved: true,
      flushedAtMs: FLUSHED_AT_MS,
      repeatIntervalMs: REPEAT_MS,
    });
    expect(verdict.reason).toBe(reason);
  });

  it.each`
    what                                                     | told                                            | firing   | resolved | muted    | reason
    ${'an alert that is muted after it was told is no news'} | ${{ firing: ['a'] }}                            | ${[]}    | ${[]}    | ${['a']} | ${'none'}
    ${'nor is it told that all is over while it fires'}      | ${{ firing: ['a', 'b'] }}                       | ${[]}    | ${['b']} | ${['a']} | ${'some alerts resolved'}
    ${'it is told again when it is no longer muted'}         | ${{ firing: ['a'], muted: ['a'] }}              | ${['a']} | ${[]}    | ${[]}    | ${'new alerts added'}
    ${'but not while it is'}                                 | ${{ firing: ['a', 'b'], muted: ['b'] }}         | ${['a']} | ${[]}    | ${['b']} | ${'none'}
    ${'its end is told'}                                     | ${{ firing: ['a'], muted: ['a'] }}              | ${[]}    | ${['a']} | ${[]}    | ${'all alerts resolved'}
    ${'and it is not repeated'}                              | ${{ firing: ['a'], muted: ['a'], sentAtMs: 0 }} | ${[]}    | ${[]}    | ${['a']} | ${'none'}
  `('strict muting: $what', ({ told, firing, resolved, muted, reason }) => {
    const times = { flushedAtMs: FLUSHED_AT_MS, repeatIntervalMs: REPEAT_MS };
    const verdict = dedup({ entry: entry(told), firing, resolved, muted, owed: [], sendResolved: true, ...times });
    expect(verdict.reason).toBe(reason);
  });

  it.each`
    what                                                   | told                   | firing        | resolved | reason
    ${'an alert that ended before anybody was told of it'} | ${undefined}           | ${[]}         | ${['a']} | ${'all alerts resolved'}
    ${'one that fired again after its end was told'}       | ${{ resolved: ['a'] }} | ${[]}         | ${['a']} | ${'all alerts resolved'}
    ${'one beside others that fire'}                       | ${{ firing: ['b'] }}   | ${['b']}      | ${['a']} | ${'some alerts resolved'}
    ${'one beside others that are news'}                   | ${{ firing: ['b'] }}   | ${['b', 'c']} | ${['a']} | ${'new alerts added'}
  `('owed: tells of $what', ({ told, firing, resolved, reason }) => {
    const times = { flushedAtMs: FLUSHED_AT_MS, repeatIntervalMs: REPEAT_MS };
    const log = told === undefined ? undefined : entry(told);
    const verdict = dedup({ entry: log, firing, resolved, muted: [], owed: ['a'], sendResolved: false, ...times });
    expect(verdict).toEqual({ send: true, reason });
  });
});
