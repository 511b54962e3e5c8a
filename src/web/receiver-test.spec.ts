import { startTestServer, type TestServer } from '../../test/support/http-fixture.js';
import type { IntegrationTestResult, ReceiverTest } from '../api/engine.js';

let server: TestServer;
const asked: { name: string; test: ReceiverTest }[] = [];

beforeEach(async () => {
  asked.length = 0;
  server = await startTestServer();
  server.engine.testReceiverWith = async (name, test) => {
    asked.push({ name, test });
    return name === 'gone' ? undefined : RESULTS;
  };
});
afterEach(() => server.close());

const RESULTS: IntegrationTestResult[] = [
  { integration: 'slack[0]', outcome: 'delivered', seconds: 0.2 },
  { integration: 'pagerduty[0]', outcome: 'failed', seconds: 1, reason: 'authError', error: 'Invalid routing key' },
];

describe('POST /api/tocsin/v1/receivers/{name}/test', () => {
  it('says for each integration how the test ended', async () => {
    const { statusCode, body } = await server.request({
      method: 'POST',
      url: '/api/tocsin/v1/receivers/team%20a%2Fb/test',
    });
    expect({ statusCode, body: JSON.parse(body) }).toEqual({
      statusCode: 200,
      body: { receiver: 'team a/b', integrations: RESULTS },
    });
    expect(asked[0]?.test.isResolved).toBe(false);
    expect({ ...asked[0]?.test.labels.toJSON() }).toEqual({ alertname: 'TestNotification', severity: 'none' });
  });

  it('sends what it is told to', async () => {
    await server.post('/api/tocsin/v1/receivers/a/test', {
      status: 'resolved',
      labels: { severity: 'critical', team: 'x' },
      annotations: { summary: 's' },
    });
    const { isResolved, labels, annotations } = asked[0]?.test ?? {};
    expect(isResolved).toBe(true);
    expect({ ...labels?.toJSON() }).toEqual({ alertname: 'TestNotification', severity: 'critical', team: 'x' });
    expect({ ...annotations?.toJSON() }).toEqual({ summary: 's' });
  });

  it.each`
    name      | body                    | status | detail
    ${'gone'} | ${{}}                   | ${404} | ${'receiver "gone" is not defined'}
    ${'a'}    | ${{ url: 'http://x' }}  | ${400} | ${'url is not known here; the keys are status, labels, annotations'}
    ${'a'}    | ${{ status: 'odd' }}    | ${400} | ${'status has to be one of firing, resolved'}
    ${'a'}    | ${{ labels: { a: 1 } }} | ${400} | ${'labels has to be an object of texts'}
  `('refuses $body for $name with $status', async ({ name, body, status, detail }) => {
    const answer = await server.post(`/api/tocsin/v1/receivers/${name}/test`, body);
    expect({ status: answer.statusCode, detail: JSON.parse(answer.body).detail }).toEqual({ status, detail });
  });

  it('runs a few at a time', async () => {
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    let running = 0;
    const started = new Promise<void>((resolve) => {
      server.engine.testReceiverWith = async () => {
        if (++running === 4) resolve();
        await ended;
        return RESULTS;
      };
    });
    const four = [1, 2, 3, 4].map(() => server.post('/api/tocsin/v1/receivers/a/test', {}));
    await started;
    expect((await server.post('/api/tocsin/v1/receivers/a/test', {})).statusCode).toBe(429);
    end();
    expect((await Promise.all(four)).map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    expect((await server.post('/api/tocsin/v1/receivers/a/test', {})).statusCode).toBe(200);
  });
});
