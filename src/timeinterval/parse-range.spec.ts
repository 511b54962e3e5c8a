import {
  parseDaysOfMonth,
  parseMonths,
  parseTimes,
  parseWeekdays,
  parseYears,
  printNumbers,
  printTime,
  printWeekdays,
} from './parse-range.js';

const parsers = { weekday: parseWeekdays, day: parseDaysOfMonth, month: parseMonths, year: parseYears };
type Field = keyof typeof parsers;

describe('the ranges of a time interval', () => {
  it.each`
    field        | text               | begin   | end     | printed
    ${'weekday'} | ${'sunday'}        | ${0}    | ${0}    | ${'sunday'}
    ${'weekday'} | ${'Monday:FRIDAY'} | ${1}    | ${5}    | ${'monday:friday'}
    ${'weekday'} | ${'friday:friday'} | ${5}    | ${5}    | ${'friday'}
    ${'day'}     | ${'15'}            | ${15}   | ${15}   | ${'15'}
    ${'day'}     | ${'1:5'}           | ${1}    | ${5}    | ${'1:5'}
    ${'day'}     | ${'-3:-1'}         | ${-3}   | ${-1}   | ${'-3:-1'}
    ${'day'}     | ${'1:-3'}          | ${1}    | ${-3}   | ${'1:-3'}
    ${'day'}     | ${'+1:031'}        | ${1}    | ${31}   | ${'1:31'}
    ${'month'}   | ${'May:August'}    | ${5}    | ${8}    | ${'5:8'}
    ${'month'}   | ${'january:3'}     | ${1}    | ${3}    | ${'1:3'}
    ${'month'}   | ${'13'}            | ${13}   | ${13}   | ${'13'}
    ${'year'}    | ${'2024:2026'}     | ${2024} | ${2026} | ${'2024:2026'}
    ${'year'}    | ${'-5'}            | ${-5}   | ${-5}   | ${'-5'}
  `('$field $text is $begin to $end', ({ field, text, begin, end, printed }) => {
    const range = parsers[field as Field](text);
    expect(range).toEqual({ begin, end });
    expect(field === 'weekday' ? printWeekdays(range) : printNumbers(range)).toBe(printed);
  });

  it.each`
    field        | text                     | message
    ${'weekday'} | ${'Mon'}                 | ${'mon is not a valid weekday'}
    ${'weekday'} | ${''}                    | ${' is not a valid weekday'}
    ${'weekday'} | ${'1'}                   | ${'1 is not a valid weekday'}
    ${'weekday'} | ${'saturday:sunday'}     | ${'start day cannot be before end day'}
    ${'weekday'} | ${'A:B:C'}               | ${"couldn't parse range a:b:c, invalid format"}
    ${'day'}     | ${'0'}                   | ${'0 is not a valid day of the month: out of range'}
    ${'day'}     | ${'32'}                  | ${'32 is not a valid day of the month: out of range'}
    ${'day'}     | ${'1:-32'}               | ${'-32 is not a valid day of the month: out of range'}
    ${'day'}     | ${'-1:1'}                | ${'end day must be negative if start day is negative'}
    ${'day'}     | ${'-1:-3'}               | ${'end day -3 is always before start day -1'}
    ${'day'}     | ${'28:-1'}               | ${'end day -1 is always before start day 28'}
    ${'day'}     | ${'5:1'}                 | ${'end day 1 is always before start day 5'}
    ${'day'}     | ${'one'}                 | ${'strconv.Atoi: parsing "one": invalid syntax'}
    ${'day'}     | ${'1 '}                  | ${'strconv.Atoi: parsing "1 ": invalid syntax'}
    ${'month'}   | ${'Smarch'}              | ${'smarch is not a valid month'}
    ${'month'}   | ${'9223372036854775808'} | ${'9223372036854775808 is not a valid month'}
    ${'month'}   | ${'5:3'}                 | ${'end month march is before start month may'}
    ${'month'}   | ${'14:june'}             | ${'end month june is before start month '}
    ${'year'}    | ${'2026:2024'}           | ${'end year 2024 is before start year 2026'}
    ${'year'}    | ${':2024'}               | ${'strconv.Atoi: parsing "": invalid syntax'}
    ${'year'}    | ${'9223372036854775808'} | ${'strconv.Atoi: parsing "9223372036854775808": value out of range'}
  `('refuses $field "$text"', ({ field, text, message }) => {
    expect(() => parsers[field as Field](text)).toThrow(expect.objectContaining({ message }));
  });
});

describe('the times of a time interval', () => {
  it.each`
    start      | end        | startMinute | endMinute
    ${'00:00'} | ${'24:00'} | ${0}        | ${1440}
    ${'09:00'} | ${'17:30'} | ${540}      | ${1050}
  `('$start to $end', ({ start, end, startMinute, endMinute }) => {
    const times = parseTimes(start, end);
    expect(times).toEqual({ startMinute, endMinute });
    expect([printTime(times.startMinute), printTime(times.endMinute)]).toEqual([start, end]);
  });

  it.each`
    start        | end        | message
    ${''}        | ${'10:00'} | ${'both start and end times must be provided'}
    ${'10:00'}   | ${''}      | ${'both start and end times must be provided'}
    ${'9:00'}    | ${'10:00'} | ${"couldn't parse timestamp 9:00, invalid format"}
    ${'09:00\n'} | ${'10:00'} | ${"couldn't parse timestamp 09:00\n, invalid format"}
    ${'09:00'}   | ${'24:01'} | ${"couldn't parse timestamp 24:01, invalid format"}
    ${'10:00'}   | ${'10:00'} | ${'start time cannot be equal or greater than end time'}
    ${'22:00'}   | ${'06:00'} | ${'start time cannot be equal or greater than end time'}
  `('refuses "$start" to "$end"', ({ start, end, message }) => {
    expect(() => parseTimes(start, end)).toThrow(new Error(message));
  });
});
