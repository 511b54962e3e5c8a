import { NOW_MS, startTestServer, type TestServer } from '../../test/support/http-fixture.js';

const PATH = '/api/tocsin/v1/templates/render';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

async function render(request: unknown): Promise<{ status: number; type: string; body: Record<string, unknown> }> {
  const { statusCode, headers, body } = await server.post(PATH, request);
  return { status: statusCode, type: headers['content-type'] ?? '', body: JSON.parse(body) };
}

function post(...alerts: readonly Record<string, string>[]) {
  return server.post(
    '/api/v2/alerts',
    alerts.map((labels) => ({ labels, annotations: { summary: '<b>' } })),
  );
}

describe('POST /api/tocsin/v1/templates/render', () => {
  it('renders a text over a group as it is', async () => {
    await post({ alertname: 'A', i: '1' }, { alertname: 'A', i: '2' }, { alertname: 'B' });
    const group = { matchers: ['alertname="A"', 'i=~"1|2"'] };
    expect(await render({ text: '{{ .Alerts.Firing | len }} {{ .GroupLabels.alertname }}', group })).toEqual({
      status: 200,
      type: 'application/json',
      body: { output: '2 A', group: { receiver: 'default', labels: { alertname: 'A' } } },
    });
  });

  it('renders a definition by its name, and escapes where that is asked for', async () => {
    await post({ alertname: 'A' });
    const group = { matchers: ['A'].map((name) => `alertname="${name}"`) };
    expect((await render({ name: 'slack.default.title', group })).body).toMatchObject({ output: '[FIRING:1] A ' });
    const text = '{{ .CommonAnnotations.summary }}';
    expect((await render({ text, type: 'html', group })).body).toMatchObject({ output: '&lt;b&gt;' });
    expect((await render({ text, group })).body).toMatchObject({ output: '<b>' });
  });

  it('renders a group as it was flushed last before a moment', async () => {
    await post({ alertname: 'A', i: '1' });
    server.engine.flush(NOW_MS - 60_000);
    await post({ alertname: 'A', i: '2' });
    server.engine.flush(NOW_MS - 30_000);
    const at = (time: string) => render({ text: '{{ len .Alerts }}', group: { at: `2026-01-02T03:03:${time}Z` } });
    expect((await at('10')).body).toEqual({
      output: '1',
      group: { receiver: 'default', labels: { alertname: 'A' }, at: '2026-01-02T03:03:05.678Z' },
    });
    expect((await at('50')).body).toMatchObject({ output: '2' });
    expect((await at('00')).status).toBe(404);
  });

  it('renders over the document that webhooks are sent', async () => {
    const data = { receiver: 'r', alerts: [{ labels: { a: 'b' }, startsAt: '2026-01-02T03:04:05Z' }] };
    const text = '{{ range .Alerts }}{{ .Labels.a }} {{ .StartsAt.Format "15:04" }}{{ end }}';
    expect((await render({ text, data })).body).toEqual({ output: 'b 03:04' });
  });

  it('lists the groups that are meant when there are several', async () => {
    await post({ alertname: 'A', team: 'ops' });
    const { status, type, body } = await render({ text: 'x', group: {} });
    expect({ status, type }).toEqual({ status: 409, type: 'application/problem+json' });
    expect(body).toMatchObject({
      title: 'several groups',
      candidates: [
        { receiver: 'ops', labels: { alertname: 'A' } },
        { receiver: 'night', labels: { alertname: 'A' } },
      ],
    });
    expect((await render({ text: 'x', group: { receiver: 'night' } })).status).toBe(200);
  });

  it.each`
    text                              | stage      | line | column
    ${'{{ if }}'}                     | ${'parse'} | ${1} | ${7}
    ${'one\n{{ .Receiver.x }}'}       | ${'exec'}  | ${2} | ${13}
    ${'{{ range 100000000 }}{{end}}'} | ${'bound'} | ${1} | ${undefined}
  `('says where $text fails', async ({ text, stage, line, column }) => {
    const { status, body } = await render({ text, data: {} });
    expect(status).toBe(422);
    expect(body).toMatchObject({ title: 'template failed', stage, line, ...(column && { column }) });
  });

  it.each`
    request                                                   | status | detail
    ${'{'}                                                    | ${400} | ${/^the body is no JSON: /}
    ${[]}                                                     | ${400} | ${/^the body has to be an object$/}
    ${{ data: {} }}                                           | ${400} | ${/^text or name has to be given, not both$/}
    ${{ text: 'a', name: 'b', data: {} }}                     | ${400} | ${/^text or name/}
    ${{ text: 'a' }}                                          | ${400} | ${/^group or data has to be given, not both/}
    ${{ text: 1, data: {} }}                                  | ${400} | ${/^text has to be a text$/}
    ${{ text: 'a', data: {}, typ: 'html' }}                   | ${400} | ${/^typ is not known here; the keys are /}
    ${{ text: 'a', data: {}, type: 'xml' }}                   | ${400} | ${/^type has to be one of text, html$/}
    ${{ text: 'a', data: { alerts: 1 } }}                     | ${400} | ${/^data is not valid: alerts has to be a list$/}
    ${{ text: 'a', group: { matchers: ['='] } }}              | ${400} | ${/^group.matchers is not valid: /}
    ${{ text: 'a', group: { at: 'noon' } }}                   | ${400} | ${/^group.at has to be a time/}
    ${{ text: 'a', group: { key: 1 } }}                       | ${400} | ${/^group.key is not known here/}
    ${{ text: 'a', group: { matchers: ['alertname="no"'] } }} | ${404} | ${/^no group meets/}
    ${{ name: 'nope', data: {} }}                             | ${404} | ${/^template "nope" is not defined$/}
    ${{ name: 'own.title', data: {} }}                        | ${422} | ${/^template: own.tmpl:1:27: executing "own.title" at <.Nope>/}
  `('refuses $request with $status', async ({ request, status, detail }) => {
    const answer = await render(request);
    expect(answer).toMatchObject({ status, type: 'application/problem+json', body: { status } });
    expect(answer.body['detail']).toMatch(detail);
  });

  it('serves its description', async () => {
    const answer = await server.get('/api/tocsin/v1/openapi.yaml');
    expect(answer).toMatchObject({ statusCode: 200, headers: { 'content-type': 'application/yaml; charset=utf-8' } });
    expect(answer.body).toContain(PATH);
  });
});
