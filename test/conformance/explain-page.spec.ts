import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programOf } from '../../src/cli/command-line/program.js';
import { runProgram } from '../../src/cli/command-line/run-program.js';
import { TOCSIN_COMMANDS } from '../../src/cli/commands/all-commands.js';
import { parseDuration } from '../../src/duration/duration.js';
import { cliWorld } from '../support/cli-world.js';
import { EngineHarness } from '../support/engine-harness.js';
import { serve, type TestServer } from '../support/http-fixture.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/explain.md'), 'utf8');
const [, night = ''] = page.split('## A night\n');
const [story = ''] = night.split('\n## ');
const [, config = ''] = /```yaml\n([\s\S]*?)```/.exec(story) ?? [];

/** A Tuesday, three o'clock in the morning. */
const START_MS = Date.UTC(2026, 5, 2, 3);

const TOCSIN = programOf('tocsin', TOCSIN_COMMANDS);

/** What happens, by minutes after three. */
const INCIDENT: Readonly<Record<string, (harness: EngineHarness) => Promise<unknown>>> = {
  '11m': (harness) =>
    harness.post(
      {
        labels: { alertname: 'PostgresDown', severity: 'critical', team: 'db', cluster: 'eu' },
        startsAt: '10m45s',
        endsAt: '31m',
      },
      {
        labels: { alertname: 'HighLatency', severity: 'warning', team: 'payments', cluster: 'eu' },
        startsAt: '10m50s',
        endsAt: '1h',
      },
    ),
  '16m': (harness) =>
    harness.post({
      labels: { alertname: 'CheckoutErrors', severity: 'critical', team: 'payments', cluster: 'us' },
      startsAt: '15m30s',
      endsAt: '1h',
    }),
  '20m': (harness) =>
    harness.silence('alertname="CheckoutErrors"', '1h', '0', { createdBy: 'ana', comment: 'deploying a way around' }),
  '30m': async (harness) =>
    harness.answers('payments-pager/pagerduty[0]', () => ({
      kind: 'retry',
      reason: 'serverError',
      error: 'unexpected status code 503: Service Unavailable',
    })),
  '38m': async (harness) => harness.answers('payments-pager/pagerduty[0]', () => ({ kind: 'delivered' })),
};

/** Runs a command as it is typed, against the engine's own HTTP surface. */
async function typed(line: string, harness: EngineHarness, server: Pick<TestServer, 'request'>): Promise<string> {
  const world = cliWorld({});
  const argv = ['--alertmanager.url=http://tocsin', '--no-version-check', ...line.replace('tocsin ', '').split(' ')];
  await runProgram(TOCSIN, argv, {
    ...world,
    nowMs: () => harness.clock.now(),
    connect: async () => ({
      async send({ method, url }) {
        const { pathname, search } = new URL(url);
        const { statusCode, headers, body } = await server.request({ method, url: pathname + search });
        return { status: statusCode, headers, body };
      },
      close: async () => {},
    }),
  });
  return world.printed() + world.complained();
}

/** Moments and consoles of the page, in their order. */
const PARTS = /<!-- at (\d\d):(\d\d)(?::(\d\d))? -->|```console\n([\s\S]*?)```/g;

describe('docs/explain.md', () => {
  it('shows what the commands answer', async () => {
    const harness = await EngineHarness.start(config, { startMs: START_MS });
    const server = await serve(harness.engine);
    try {
      const happenings = Object.entries(INCIDENT).map(([offset, run]) => ({ offset, ms: parseDuration(offset), run }));
      const consoles: string[] = [];
      const expected: string[] = [];
      for (const [, hours, minutes, seconds = '0', shown] of story.matchAll(PARTS)) {
        if (shown === undefined) {
          const ms = (Number(hours) - 3) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1000;
          while (happenings[0] !== undefined && happenings[0].ms <= ms) {
            const next = happenings.shift();
            await harness.at(next?.offset ?? '0');
            await next?.run(harness);
          }
          await harness.at(`${ms}ms`);
          continue;
        }
        const lines = shown.split('\n').filter((line) => line.startsWith('$ '));
        const answers: string[] = [];
        for (const line of lines) answers.push(`${line}\n${await typed(line.slice(2), harness, server)}`);
        consoles.push(answers.join('\n'));
        expected.push(shown);
      }
      expect(happenings).toEqual([]);
      expect(expected).toHaveLength(5);
      expect(expected).toEqual(consoles);
    } finally {
      await server.close();
      await harness.close();
    }
  }, 30_000);
});
