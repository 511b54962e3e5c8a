import { NOW_MS } from '../../../test/support/notification.js';
import { STATUS_VERDICTS, statusesOf } from '../../../test/support/status-verdicts.js';
import { twilioVerdict } from './twilio-verdict.js';

const judge = (status: number, body: unknown = '', headers = {}) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return twilioVerdict({ status, body: text, headers }, NOW_MS, ['marker']);
};

describe('twilioVerdict', () => {
  it.each(STATUS_VERDICTS)('is $kind for statuses $from to $to', (row) => {
    for (const { status, outcome } of statusesOf(row)) expect(judge(status)).toEqual(outcome);
  });

  it('waits as long as Retry-After says', () => {
    expect(judge(429, { code: 20429, message: 'Too Many Requests', status: 429 }, { 'retry-after': '2' })).toEqual({
      kind: 'retry',
      reason: 'rateLimited',
      error: 'unexpected status code 429: Too Many Requests (20429)',
      afterMs: 2000,
    });
  });

  it.each`
    status | code     | kind        | reason
    ${429} | ${20429} | ${'retry'}  | ${'rateLimited'}
    ${400} | ${20429} | ${'retry'}  | ${'rateLimited'}
    ${400} | ${21611} | ${'retry'}  | ${'rateLimited'}
    ${400} | ${21211} | ${'giveUp'} | ${'clientError'}
    ${400} | ${21610} | ${'giveUp'} | ${'clientError'}
    ${401} | ${20003} | ${'giveUp'} | ${'authError'}
    ${403} | ${21608} | ${'giveUp'} | ${'authError'}
    ${404} | ${20404} | ${'giveUp'} | ${'clientError'}
    ${500} | ${20500} | ${'retry'}  | ${'serverError'}
    ${503} | ${20503} | ${'retry'}  | ${'serverError'}
  `("is $kind for status $status with Twilio's code $code", ({ status, code, kind, reason }) => {
    const error = `unexpected status code ${status}: Why not (${code})`;
    expect(judge(status, { code, message: 'Why not', status })).toEqual({ kind, reason, error });
  });

  it.each`
    body                                         | said
    ${{ message: 'no code' }}                    | ${'no code'}
    ${{ code: 1, message: 'marker is void' }}    | ${'<secret> is void (1)'}
    ${{ code: 1, message: 'x'.repeat(100_000) }} | ${`${'x'.repeat(299)}… (1)`}
    ${'Bad\n Gateway'}                           | ${'Bad Gateway'}
    ${[1]}                                       | ${'[1]'}
  `('repeats what Twilio says', ({ body, said }) => {
    expect(judge(400, body)).toEqual({
      kind: 'giveUp',
      reason: 'clientError',
      error: `unexpected status code 400: ${said}`,
    });
  });
});
