import { NOW_MS } from '../../../test/support/notification.js';
import { STATUS_VERDICTS, statusesOf } from '../../../test/support/status-verdicts.js';
import { googlechatVerdict } from './googlechat-verdict.js';

const judge = (status: number, body = '', headers = {}) =>
  googlechatVerdict({ status, body, headers }, NOW_MS, ['marker-token=']);

const exhausted = (...details: readonly unknown[]) =>
  JSON.stringify({ error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'Quota exceeded', details } });
const delay = (retryDelay: unknown) => ({ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay });

describe('googlechatVerdict', () => {
  it.each(STATUS_VERDICTS)('is $kind for statuses $from to $to', (row) => {
    for (const { status, outcome } of statusesOf(row)) expect(judge(status)).toEqual(outcome);
  });

  it.each`
    header       | body                                         | afterMs
    ${'17'}      | ${exhausted()}                               | ${17_000}
    ${'17'}      | ${exhausted(delay('30s'))}                   | ${17_000}
    ${undefined} | ${exhausted({ '@type': 'x' }, delay('30s'))} | ${30_000}
    ${undefined} | ${exhausted(delay('1.5s'))}                  | ${1500}
    ${undefined} | ${exhausted(delay('soon'))}                  | ${undefined}
    ${undefined} | ${exhausted(delay(30))}                      | ${undefined}
    ${undefined} | ${exhausted('30s', null)}                    | ${undefined}
    ${undefined} | ${''}                                        | ${undefined}
  `('waits $afterMs ms for Retry-After: $header and $body', ({ header, body, afterMs }) => {
    const outcome = judge(429, body, { 'retry-after': header });
    expect(outcome).toMatchObject({ kind: 'retry', reason: 'rateLimited' });
    expect(outcome.kind === 'retry' && outcome.afterMs).toBe(afterMs);
  });

  it.each`
    body                                                                         | said
    ${'{"error":{"code":400,"message":"Bad text","status":"INVALID_ARGUMENT"}}'} | ${'INVALID_ARGUMENT: Bad text'}
    ${'{"error":{"message":"Bad text"}}'}                                        | ${'Bad text'}
    ${'{"error":"no model"}'}                                                    | ${'{"error":"no model"}'}
    ${'Bad\n Request'}                                                           | ${'Bad Request'}
    ${'{"error":{"message":"token marker-token= is unknown"}}'}                  | ${'token <secret> is unknown'}
    ${'?token=marker-token%3D'}                                                  | ${'?token=<secret>'}
  `('repeats what Google says: $said', ({ body, said }) => {
    expect(judge(400, body)).toEqual({
      kind: 'giveUp',
      reason: 'clientError',
      error: `unexpected status code 400: ${said}`,
    });
  });

  it('repeats no more than fits a line', () => {
    const outcome = judge(400, JSON.stringify({ error: { message: 'x'.repeat(100_000) } }));
    expect(outcome.kind === 'giveUp' && outcome.error.length).toBeLessThan(400);
  });
});
