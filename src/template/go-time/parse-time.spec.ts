import { formatTime } from './format-time.js';
import { parseTime } from './parse-time.js';

const RFC_3339 = '2006-01-02T15:04:05.999999999Z07:00';

describe('reading a time by a layout', () => {
  it.each([
    ['2006-01-02', '2024-02-29', '2024-02-29T00:00:00Z'],
    [RFC_3339, '2024-01-02T03:04:05.6789+05:30', '2024-01-02T03:04:05.6789+05:30'],
    ['2006-01-02 15:04:05', '2024-01-02 03:04:05.25', '2024-01-02T03:04:05.25Z'],
    ['Jan _2, 2006 3:04 PM', 'mar  5, 2024 12:30 AM', '2024-03-05T00:30:00Z'],
    ['Monday, 02-Jan-06 15:04:05 MST', 'Tuesday, 05-Mar-24 08:09:10 UTC', '2024-03-05T08:09:10Z'],
    ['2006 002', '2024 060', '2024-02-29T00:00:00Z'],
    ['06', '69', '1969-01-01T00:00:00Z'],
    ['2006-01-02 -0700', '2024-01-02 -0330', '2024-01-02T00:00:00-03:30'],
    ['15:04:05.000', '01:02:03.456', '0000-01-01T01:02:03.456Z'],
  ])('%s reads %s', (layout, text, want) => {
    expect(formatTime(parseTime(layout, text), RFC_3339)).toBe(want);
  });

  it.each([
    ['2006-01-02', '2024-13-01', 'parsing time "2024-13-01": month out of range'],
    ['2006-01-02', '2023-02-29', 'parsing time "2023-02-29": day out of range'],
    ['15:04', '25:00', 'parsing time "25:00": hour out of range'],
    ['2006', 'é', 'parsing time "\\xc3\\xa9" as "2006": cannot parse "\\xc3\\xa9" as "2006"'],
    ['2006-01', '2024/01', 'parsing time "2024/01" as "2006-01": cannot parse "/01" as "-"'],
    ['2006', '2024x', 'parsing time "2024x": extra text: "x"'],
  ])('%s refuses %s', (layout, text, want) => {
    expect(() => parseTime(layout, text)).toThrow(want);
  });
});
