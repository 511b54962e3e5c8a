import { IntervalTable } from './interval-table.js';
import type { TimeInterval } from './time-interval.js';

const always: TimeInterval = {};
const never: TimeInterval = { times: [] };
const table = new IntervalTable(
  new Map([
    ['day', [always]],
    ['night', [never]],
    ['twice', [always, never, always]],
    ['none', []],
  ]),
);

describe('IntervalTable', () => {
  it.each`
    names                | held
    ${[]}                | ${[]}
    ${['night', 'none']} | ${[]}
    ${['night', 'day']}  | ${['day']}
    ${['twice', 'day']}  | ${['twice', 'twice', 'day']}
    ${['day', 'day']}    | ${['day', 'day']}
  `('of $names hold $held', ({ names, held }) => {
    expect(table.matching(names, 0)).toEqual(held);
  });

  it('refuses a name that the configuration does not define', () => {
    expect(() => table.matching(['day', 'X'], 0)).toThrow(new Error("time interval X doesn't exist in config"));
  });
});
