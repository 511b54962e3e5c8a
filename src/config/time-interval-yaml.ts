import { list } from '../schema/collections.js';
import { Flow, type Infer, type Printed, type Shape, scalar, string } from '../schema/shape.js';
import { field, optional, struct } from '../schema/struct.js';
import { checkLocation } from '../timeinterval/location.js';
import {
  parseDaysOfMonth,
  parseMonths,
  parseTimes,
  parseWeekdays,
  parseYears,
  printNumbers,
  printTime,
  printWeekdays,
} from '../timeinterval/parse-range.js';
import type { Range, TimeInterval } from '../timeinterval/time-interval.js';

const timesYaml = struct(
  'timeinterval.yamlTimeRange',
  { start: field('start_time', string, ''), end: field('end_time', string, '') },
  ({ start, end }, complain) => {
    try {
      parseTimes(start, end);
    } catch (error) {
      complain(error instanceof Error ? error.message : String(error));
    }
  },
);

const times: Shape<{ readonly startMinute: number; readonly endMinute: number }> = {
  decode(value, place) {
    const written = timesYaml.decode(value, place);
    return written && parseTimes(written.start, written.end);
  },
  print: ({ startMinute, endMinute }) => timesYaml.print({ start: printTime(startMinute), end: printTime(endMinute) }),
  isEmpty: () => false,
  schema: (place) => timesYaml.schema(place),
};

const location = scalar(
  'string',
  (text) => {
    checkLocation(text);
    return text === '' ? 'UTC' : text;
  },
  (name) => name,
);

export const timeInterval: Shape<TimeInterval> = withoutAbsent(
  struct('timeinterval.TimeInterval', {
    times: optional('times', list(times)),
    weekdays: optional('weekdays', ranges(parseWeekdays, printWeekdays)),
    daysOfMonth: optional('days_of_month', ranges(parseDaysOfMonth, printNumbers)),
    months: optional('months', ranges(parseMonths, printNumbers)),
    years: optional('years', ranges(parseYears, printNumbers)),
    location: optional('location', location),
  }),
);

/** `time_intervals` and the older `mute_time_intervals` differ in a message alone. */
export function namedIntervals(what: 'time interval' | 'mute time interval') {
  return struct(
    'config.plain',
    {
      name: field('name', string, ''),
      intervals: field(
        'time_intervals',
        list(timeInterval, () => ({})),
        [],
      ),
    },
    ({ name }, complain) => {
      if (name === '') complain(`missing name in ${what}`);
    },
  );
}

export type NamedIntervals = Infer<ReturnType<typeof namedIntervals>>;

function ranges(parse: (text: string) => Range, print: (range: Range) => string): Shape<readonly Range[]> {
  const items = list(scalar('string', (text) => naming(text, () => parse(text)), print));
  return { ...items, print: (values) => new Flow(values.map((value): Printed => print(value))) };
}

/** Says in which item it was, where the message does not. */
function naming<T>(text: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(message.includes(text) ? message : `${message}: ${JSON.stringify(text)}`, { cause: error });
  }
}

/** An absent field and one that is undefined are the same to the domain. */
function withoutAbsent<T extends object>(shape: Shape<T>): Shape<TimeInterval> {
  return {
    decode(value, place) {
      const decoded = shape.decode(value, place);
      return decoded && Object.fromEntries(Object.entries(decoded).filter(([, item]) => item !== undefined));
    },
    print: (interval) => shape.print(interval as T),
    isEmpty: () => false,
    schema: (place) => shape.schema(place),
  };
}
