import { backoffMs } from './backoff.js';

describe('backoffMs', () => {
  it.each`
    attempt | random | expectedMs
    ${1}    | ${0.5} | ${500}
    ${2}    | ${0.5} | ${750}
    ${3}    | ${0.5} | ${1125}
    ${1}    | ${0}   | ${250}
    ${100}  | ${0.5} | ${60_000}
    ${100}  | ${0}   | ${30_000}
  `('waits $expectedMs ms after attempt $attempt at chance $random', ({ attempt, random, expectedMs }) => {
    expect(backoffMs(attempt, random)).toBe(expectedMs);
  });
});
