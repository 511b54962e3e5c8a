import { describe, expect, it } from '@jest/globals';
import { formatTimestamp, isZeroTime } from '../../clock/timestamp.js';
import { dateTimeError, parseDateTime } from './date-time.js';

describe('parseDateTime', () => {
  it.each([
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z'],
    ['2026-01-02T03:04:05.6Z', '2026-01-02T03:04:05.6Z'],
    ['2026-01-02T03:04:05.123456789+02:00', '2026-01-02T03:04:05.123456789+02:00'],
    ['2026-01-02T03:04:05.1234567899Z', '2026-01-02T03:04:05.123456789Z'],
    ['2026-01-02T03:04:05-0330', '2026-01-02T03:04:05-03:30'],
    ['2026-01-02T03:04:05', '2026-01-02T03:04:05Z'],
    ['2026-01-02T03:04Z', '2026-01-02T03:04:00Z'],
    ['2026-01-02T03:04', '2026-01-02T03:04:00Z'],
    ['2026-01-02 03:04:05', '2026-01-02T03:04:05Z'],
    ['2026-01-02', '2026-01-02T00:00:00Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
    ['0099-12-31T23:59:59Z', '0099-12-31T23:59:59Z'],
    ['1969-12-31T23:59:59.5Z', '1969-12-31T23:59:59.5Z'],
  ])('reads %s', (text, shown) => {
    const time = parseDateTime(text);
    expect(time && formatTimestamp(time, { digits: 9, trim: true })).toBe(shown);
  });

  it.each(['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z', '0001-01-01T01:00:00+01:00'])(
    'reads %s as not set',
    (text) => {
      const time = parseDateTime(text);
      expect(time && isZeroTime(time)).toBe(true);
    },
  );

  it.each([
    'yesterday',
    '2026-1-2',
    '2026-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-02T24:00:00Z',
    '2026-01-02T00:60:00Z',
    '2026-01-02T00:00:60Z',
    '2026-01-02T00:00:00+25:00',
    '2026-01-02 03:04:05Z',
    '2026-01-02t03:04:05z',
    ' 2026-01-02T03:04:05Z',
    '2026-01-02T03:04:05Z\n',
  ])('refuses %j', (text) => {
    expect(parseDateTime(text)).toBeUndefined();
  });
});

describe('dateTimeError', () => {
  it.each([
    ['2026', 'parsing time "2026" as "2006-01-02 15:04:05": cannot parse "" as "-"'],
    [
      '2026-02-01T00:00:60Z',
      'parsing time "2026-02-01T00:00:60Z" as "2006-01-02 15:04:05": cannot parse "T00:00:60Z" as " "',
    ],
    ['2026-01-02 25:00:00', 'parsing time "2026-01-02 25:00:00": hour out of range'],
    ['2026-01-02 03:04:05Z', 'parsing time "2026-01-02 03:04:05Z": extra text: "Z"'],
    ['2026-02-30 00:00:00', 'parsing time "2026-02-30 00:00:00": day out of range'],
  ])('says of %s: %s', (text, error) => {
    expect(dateTimeError(text)).toBe(error);
  });
});
