import { contains } from './contains.js';
import { parseDaysOfMonth } from './parse-range.js';
import type { TimeInterval } from './time-interval.js';

const at = (interval: TimeInterval, when: string) => contains(interval, Date.parse(when));

describe('contains', () => {
  it('holds always when no field is given', () => {
    expect(at({}, '2026-01-01T00:00:00Z')).toBe(true);
  });

  it.each(['times', 'weekdays', 'daysOfMonth', 'months', 'years'] as const)(
    'never holds when the list of %s is empty',
    (field) => {
      expect(at({ [field]: [] }, '2026-01-01T00:00:00Z')).toBe(false);
    },
  );

  it('has the start and not the end', () => {
    const interval: TimeInterval = { times: [{ startMinute: 540, endMinute: 1020 }] };
    const moments = ['08:59:59', '09:00:00', '16:59:59', '17:00:00'];
    expect(moments.map((time) => at(interval, `2026-01-01T${time}Z`))).toEqual([false, true, true, false]);
  });

  it('lasts to the end of the day that ends at 24:00', () => {
    expect(at({ times: [{ startMinute: 0, endMinute: 1440 }] }, '2026-01-01T23:59:59.999Z')).toBe(true);
  });

  it('holds where one item of each field does', () => {
    const interval: TimeInterval = {
      weekdays: [
        { begin: 1, end: 2 },
        { begin: 4, end: 4 },
      ],
      months: [{ begin: 1, end: 3 }],
      years: [{ begin: 2026, end: 2026 }],
    };
    const days = ['2026-01-05', '2026-01-07', '2026-01-08', '2026-04-06', '2027-01-04'];
    expect(days.map((day) => at(interval, `${day}T12:00:00Z`))).toEqual([true, false, true, false, false]);
  });

  it('looks at the clock of its place', () => {
    const evening: TimeInterval = { times: [{ startMinute: 1200, endMinute: 1440 }], location: 'Europe/Berlin' };
    expect(at(evening, '2026-07-01T18:00:00Z')).toBe(true);
    expect(at(evening, '2026-12-01T18:00:00Z')).toBe(false);
  });

  it('takes the day, month and year from its place', () => {
    const newYear: TimeInterval = {
      daysOfMonth: [{ begin: 1, end: 1 }],
      months: [{ begin: 1, end: 1 }],
      years: [{ begin: 2027, end: 2027 }],
      location: 'Australia/Sydney',
    };
    expect(at(newYear, '2026-12-31T12:59:59Z')).toBe(false);
    expect(at(newYear, '2026-12-31T13:00:00Z')).toBe(true);
  });

  it.each`
    days         | month        | held
    ${'-1'}      | ${'2026-02'} | ${[28]}
    ${'-1'}      | ${'2028-02'} | ${[29]}
    ${'-3:-1'}   | ${'2026-04'} | ${[28, 29, 30]}
    ${'29:31'}   | ${'2026-02'} | ${[]}
    ${'28:31'}   | ${'2026-02'} | ${[28]}
    ${'31'}      | ${'2026-04'} | ${[]}
    ${'26:-2'}   | ${'2026-02'} | ${[26, 27]}
    ${'-31:-29'} | ${'2026-02'} | ${[]}
    ${'-31:-28'} | ${'2026-02'} | ${[1]}
    ${'-31:-30'} | ${'2026-03'} | ${[1, 2]}
  `('days $days of $month are $held', ({ days, month, held }) => {
    const interval: TimeInterval = { daysOfMonth: [parseDaysOfMonth(days)] };
    const all = Array.from({ length: 31 }, (_, i) => i + 1);
    const inMonth = all.filter((day) => !Number.isNaN(Date.parse(dateOf(month, day))) && isOf(month, day));
    expect(inMonth.filter((day) => at(interval, dateOf(month, day)))).toEqual(held);
  });
});

function dateOf(month: string, day: number): string {
  return `${month}-${String(day).padStart(2, '0')}T12:00:00Z`;
}

function isOf(month: string, day: number): boolean {
  return new Date(dateOf(month, day)).toISOString().startsWith(month);
}
