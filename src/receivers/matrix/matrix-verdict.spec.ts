import { NOW_MS } from '../../../test/support/notification.js';
import { STATUS_VERDICTS, statusesOf } from '../../../test/support/status-verdicts.js';
import { matrixVerdict } from './matrix-verdict.js';

const judge = (status: number, body: unknown = '', headers = {}) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return matrixVerdict({ status, body: text, headers }, NOW_MS, ['syt_marker']);
};

const limited = (retry_after_ms?: unknown) => ({
  errcode: 'M_LIMIT_EXCEEDED',
  error: 'Too Many Requests',
  retry_after_ms,
});

describe('matrixVerdict', () => {
  it.each(STATUS_VERDICTS)('is $kind for statuses $from to $to', (row) => {
    for (const { status, outcome } of statusesOf(row)) expect(judge(status)).toEqual(outcome);
  });

  it.each`
    status | header       | hint         | reason           | afterMs
    ${429} | ${undefined} | ${2345}      | ${'rateLimited'} | ${2345}
    ${429} | ${'3'}       | ${2345}      | ${'rateLimited'} | ${3000}
    ${429} | ${'3'}       | ${undefined} | ${'rateLimited'} | ${3000}
    ${429} | ${undefined} | ${undefined} | ${'rateLimited'} | ${undefined}
    ${429} | ${undefined} | ${'soon'}    | ${'rateLimited'} | ${undefined}
    ${429} | ${undefined} | ${-5}        | ${'rateLimited'} | ${undefined}
    ${503} | ${undefined} | ${2345}      | ${'serverError'} | ${2345}
    ${400} | ${undefined} | ${2345}      | ${'clientError'} | ${2345}
  `(
    'waits $afterMs ms for status $status, Retry-After $header and a hint of $hint',
    ({ status, header, hint, reason, afterMs }) => {
      const error = `unexpected status code ${status}: M_LIMIT_EXCEEDED: Too Many Requests`;
      expect(judge(status, limited(hint), { 'retry-after': header })).toEqual({
        kind: 'retry',
        reason,
        error,
        ...(afterMs === undefined ? {} : { afterMs }),
      });
    },
  );

  it.each`
    status | body                                                           | reason           | said
    ${403} | ${{ errcode: 'M_FORBIDDEN', error: 'not in room' }}            | ${'authError'}   | ${'M_FORBIDDEN: not in room'}
    ${401} | ${{ errcode: 'M_UNKNOWN_TOKEN', error: 'syt_marker is void' }} | ${'authError'}   | ${'M_UNKNOWN_TOKEN: <secret> is void'}
    ${413} | ${{ errcode: 'M_TOO_LARGE', error: '' }}                       | ${'clientError'} | ${'M_TOO_LARGE'}
    ${404} | ${'no\n such page'}                                            | ${'clientError'} | ${'no such page'}
  `('gives up at $status, and repeats what the homeserver says: $said', ({ status, body, reason, said }) => {
    expect(judge(status, body)).toEqual({
      kind: 'giveUp',
      reason,
      error: `unexpected status code ${status}: ${said}`,
    });
  });

  it('repeats no more than fits a line', () => {
    const outcome = judge(400, { errcode: 'M_UNKNOWN', error: 'x'.repeat(100_000) });
    expect(outcome.kind === 'giveUp' && outcome.error.length).toBeLessThan(400);
  });

  it('takes no web page for a delivery', () => {
    expect(judge(200, '<!DOCTYPE html><title>Welcome</title>')).toEqual({
      kind: 'giveUp',
      reason: 'clientError',
      error: 'unexpected answer: status 200 with a web page; is homeserver_url right?',
    });
  });
});
