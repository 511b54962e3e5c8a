import { NOW_MS } from '../../../test/support/notification.js';
import { STATUS_VERDICTS, statusesOf } from '../../../test/support/status-verdicts.js';
import { ntfyVerdict } from './ntfy-verdict.js';

const judge = (status: number, body = '', headers = {}) =>
  ntfyVerdict({ status, body, headers }, NOW_MS, ['tk_marker']);

describe('ntfyVerdict', () => {
  it.each(STATUS_VERDICTS)('is $kind for statuses $from to $to', (row) => {
    for (const { status, outcome } of statusesOf(row)) expect(judge(status)).toEqual(outcome);
  });

  it.each`
    retryAfter                         | afterMs
    ${'17'}                            | ${17_000}
    ${'Fri, 02 Jan 2026 03:04:35 GMT'} | ${29_322}
    ${'soon'}                          | ${undefined}
  `('waits $afterMs ms for Retry-After: $retryAfter', ({ retryAfter, afterMs }) => {
    const outcome = judge(429, '', { 'retry-after': retryAfter });
    expect(outcome.kind === 'retry' && outcome.afterMs).toBe(afterMs);
  });

  it.each`
    body                                                                      | said
    ${'{"code":42901,"http":429,"error":"limit reached: too many requests"}'} | ${'limit reached: too many requests (42901)'}
    ${'{"error":"no code"}'}                                                  | ${'no code'}
    ${'upstream  timed\nout'}                                                 | ${'upstream timed out'}
    ${'[1]'}                                                                  | ${'[1]'}
    ${'token tk_marker is unknown'}                                           | ${'token <secret> is unknown'}
    ${'{"code":40101,"error":"no user for tk_marker"}'}                       | ${'no user for <secret> (40101)'}
  `('repeats what ntfy says: $said', ({ body, said }) => {
    expect(judge(429, body)).toEqual({
      kind: 'retry',
      reason: 'rateLimited',
      error: `unexpected status code 429: ${said}`,
    });
  });

  it('repeats no more than fits a line', () => {
    const outcome = judge(400, JSON.stringify({ error: 'x'.repeat(100_000) }));
    expect(outcome.kind === 'giveUp' && outcome.error.length).toBeLessThan(400);
  });

  it.each(['<!DOCTYPE html><title>Log in</title>', '\n<html lang="en">'])(
    'takes no web page for a delivery: %s',
    (body) => {
      expect(judge(200, body)).toEqual({
        kind: 'giveUp',
        reason: 'clientError',
        error: "unexpected answer: status 200 with a web page; is url the server's?",
      });
    },
  );
});
