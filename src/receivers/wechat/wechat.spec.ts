import { depsAnswering } from '../../../test/support/answering-client.js';
import { NETWORK_FAULTS } from '../../../test/support/network-faults.js';
import { NOW_MS } from '../../../test/support/notification.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { STATUS_VERDICTS, statusesOf } from '../../../test/support/status-verdicts.js';
import { jsonOf } from '../../../test/support/vendors/http-stand-in.js';
import { says, startWechat, type WechatStandIn } from '../../../test/support/vendors/wechat.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { wechatConfig } from './config.js';
import { WechatNotifier } from './wechat.js';

const SECRET = 'marker-secret';
const TO = "to_user: '@all', agent_id: '1000002'";
const HOUR_MS = 60 * 60_000;

describe('WechatNotifier', () => {
  let server: WechatStandIn;
  const opened: WechatNotifier[] = [];
  beforeEach(async () => {
    server = await startWechat({ corpId: 'ww-corp', secret: SECRET });
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((notifier) => notifier.close()));
    await server.close();
  });

  function notifierOf(more = TO, { deps = DEPS, key = `api_secret: ${SECRET}`, corpId = 'ww-corp' } = {}) {
    const yaml = `{api_url: '${server.url}/cgi-bin/', corp_id: '${corpId}', ${key}, ${more}}`;
    const notifier = new WechatNotifier(configOf(wechatConfig, yaml), deps);
    opened.push(notifier);
    return notifier;
  }

  const tell = (
    notifier: WechatNotifier,
    notification: Notification = GROUPS.firing,
    signal = AbortSignal.timeout(5000),
  ): Promise<Outcome> => notifier.notify(notification, signal);
  const later = (ms: number) => ({ ...GROUPS.firing, nowMs: NOW_MS + ms });
  const asked = () => server.accepted.all.map(({ method, path }) => `${method} ${path.replace('/cgi-bin/', '')}`);
  const messages = () => server.accepted.all.filter(({ method }) => method === 'POST').map(jsonOf);
  const tokensAsked = () => asked().filter((line) => line.includes('gettoken')).length;

  it("asks for a token, and sends a text that is, byte for byte, Alertmanager's", async () => {
    expect(await tell(notifierOf())).toEqual({ kind: 'delivered' });
    expect(asked()).toEqual([
      `GET gettoken?corpid=ww-corp&corpsecret=${SECRET}`,
      'POST message/send?access_token=token-1-of-the-corporation',
    ]);
    expect(server.accepted.all[1]?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Alertmanager/0.34.0',
    });
    const summary = 'db-1 is 95 % \\u003cfull\\u003e \\u0026 \\"slow\\"';
    const content = [
      '[FIRING:1] DiskFull (db-1 critical)',
      summary,
      'Alerts Firing:',
      'Labels:',
      ' - alertname = DiskFull',
      ' - instance = db-1',
      ' - severity = critical',
      'Annotations:',
      ` - summary = ${summary}`,
      'Source: http://prom.test/graph',
      '',
      '',
      'AlertmanagerUrl:',
      'http://tocsin.test/#/alerts?receiver=team%5C.a',
    ].join('\\n');
    expect(server.accepted.all[1]?.body).toMatch(/^\{"text":\{"content":"/);
    expect(server.accepted.all[1]?.body.replace(/\\n"\}/, '"}')).toBe(
      `{"text":{"content":"${content}"},"touser":"@all","agentid":"1000002","safe":"0","msgtype":"text","markdown":{"content":""}}\n`,
    );
  });

  it.each`
    group         | content
    ${'resolved'} | ${/^\[RESOLVED\] DiskFull \(db-1 critical\)\n.*Alerts Resolved:\n.*db-1/s}
    ${'mixed'}    | ${/^\[FIRING:1\] DiskFull \n.*Alerts Firing:\n.*db-1.*Alerts Resolved:\n.*db-2/s}
    ${'many'}     | ${/^\[FIRING:60\] DiskFull \n.*instance = db-60\n/s}
  `('sends a group that is $group, whole', async ({ group, content }) => {
    expect(await tell(notifierOf(), GROUPS[group as keyof typeof GROUPS])).toEqual({ kind: 'delivered' });
    expect(messages()).toMatchObject([{ text: { content: expect.stringMatching(content) } }]);
  });

  it('sends markdown to whom the templates name, at most 2048 bytes of it', async () => {
    const to =
      "to_user: '{{ .Status }}', to_party: '{{ len .Alerts }}', to_tag: '{{ .Receiver }}', agent_id: '{{ 7 }}'";
    const notifier = notifierOf(`${to}, message_type: markdown, message: '${'é'.repeat(2000)}'`);
    expect(await tell(notifier)).toEqual({ kind: 'delivered' });
    expect(messages()).toEqual([
      {
        text: { content: '' },
        touser: 'firing',
        toparty: '1',
        totag: 'team\\.a',
        agentid: '7',
        safe: '0',
        msgtype: 'markdown',
        markdown: { content: `${'é'.repeat(1022)}…` },
      },
    ]);
  });

  describe('keeps its access token', () => {
    it('for two hours', async () => {
      const notifier = notifierOf();
      for (const ms of [0, HOUR_MS, 2 * HOUR_MS]) await tell(notifier, later(ms));
      expect(tokensAsked()).toBe(1);
      await tell(notifier, later(2 * HOUR_MS + 1));
      expect(tokensAsked()).toBe(2);
    });

    it('asks once for notifications that come together', async () => {
      const notifier = notifierOf();
      const outcomes = await Promise.all(
        [GROUPS.firing, GROUPS.mixed, GROUPS.many].map((group) => tell(notifier, group)),
      );
      expect(outcomes).toEqual([{ kind: 'delivered' }, { kind: 'delivered' }, { kind: 'delivered' }]);
      expect(tokensAsked()).toBe(1);
    });

    it.each`
      how          | words
      ${'expired'} | ${'access_token expired'}
      ${'revoked'} | ${'invalid access_token'}
    `('until WeChat says that it is $how', async ({ how, words }) => {
      const notifier = notifierOf();
      await tell(notifier);
      server.endTokens(how);
      expect(await tell(notifier)).toEqual({ kind: 'retry', reason: 'other', error: words });
      expect(await tell(notifier)).toEqual({ kind: 'delivered' });
      expect(tokensAsked()).toBe(2);
    });

    it('and gives up when a fresh one is refused, rather than ask forever', async () => {
      server.behave(({ path }) =>
        path.includes('gettoken')
          ? says(0, 'ok', { access_token: 'marker-token' })
          : says(40014, 'invalid access_token'),
      );
      const error = 'invalid access_token';
      expect(await tell(notifierOf())).toEqual({ kind: 'giveUp', reason: 'other', error });
    });
  });

  it('reads its secret from a file at each message', async () => {
    const left = [SECRET, 'marker-changed'];
    const deps = { ...DEPS, read: async () => `${left.shift()}\n` };
    const notifier = notifierOf(TO, { deps, key: 'api_secret_file: /run/wechat' });
    expect(await tell(notifier)).toEqual({ kind: 'delivered' });
    expect(await tell(notifier)).toEqual({
      kind: 'giveUp',
      reason: 'other',
      error: 'invalid APISecret for CorpID: ww-corp: invalid credential',
    });
  });

  it('renders secret and corporation', async () => {
    const key = "api_secret: 'marker-{{ if true }}secret{{ end }}'";
    expect(await tell(notifierOf(TO, { key, corpId: 'ww-{{ "corp" }}' }))).toEqual({ kind: 'delivered' });
  });

  describe.each(['gettoken', 'message/send'])('at %s', (request) => {
    const answering = (status: number, body: string) =>
      depsAnswering(({ url }) =>
        url.includes(request)
          ? { status, headers: {}, body }
          : { status: 200, headers: {}, body: '{"errcode":0,"access_token":"a-token"}' },
      );

    it.each(STATUS_VERDICTS)('tries again for all statuses but 200: $from to $to', async (row) => {
      for (const { status, outcome } of statusesOf(row)) {
        if (status === 200) continue;
        const failed = await tell(notifierOf(TO, { deps: answering(status, '') }));
        const reason = 'reason' in outcome ? outcome.reason : 'other';
        expect(failed).toEqual({ kind: 'retry', reason, error: `unexpected status code ${status}` });
      }
    });

    it.each`
      code     | words                                 | kind        | reason
      ${-1}    | ${'system busy'}                      | ${'retry'}  | ${'other'}
      ${45009} | ${'api freq out of limit'}            | ${'retry'}  | ${'rateLimited'}
      ${45033} | ${'api concurrent out of limit'}      | ${'retry'}  | ${'rateLimited'}
      ${60020} | ${'not allow to access from your ip'} | ${'giveUp'} | ${'other'}
    `('takes code $code, $words, for $kind', async ({ code, words, kind, reason }) => {
      const outcome = await tell(notifierOf(TO, { deps: answering(200, says(code, words).body) }));
      expect(outcome).toEqual({ kind, reason, error: expect.stringContaining(words) });
    });

    it('shows neither secret nor token, not even those that WeChat repeats', async () => {
      const token = 'marker-token';
      server.behave(({ path }) => {
        const isToken = path.includes('gettoken');
        if (!path.includes(request)) return says(0, 'ok', { access_token: token });
        return says(40001, `no ${isToken ? SECRET : token}, from ${path}`);
      });
      const outcomes = [await tell(notifierOf())];
      server.behave(({ path }) => (path.includes(request) ? 'drop' : says(0, 'ok', { access_token: token })));
      outcomes.push(await tell(notifierOf()));
      server.behave(({ path }) =>
        path.includes(request) ? { status: 502, body: `cannot reach ${path}` } : says(0, 'ok', { access_token: token }),
      );
      outcomes.push(await tell(notifierOf()));
      expect(outcomes.map(({ kind }) => kind)).toEqual(['giveUp', 'retry', 'retry']);
      expect(JSON.stringify(outcomes)).not.toContain('marker');
    });
  });

  it.each`
    body               | outcome
    ${'<html>'}        | ${{ kind: 'retry', reason: 'other', error: 'the answer is no JSON' }}
    ${'{}'}            | ${{ kind: 'delivered' }}
    ${'{"errcode":1}'} | ${{ kind: 'giveUp', reason: 'other', error: 'errcode 1' }}
  `('takes the answer $body for $outcome.kind', async ({ body, outcome }) => {
    server.behave(({ path }) =>
      path.includes('gettoken') ? says(0, 'ok', { access_token: 't' }) : { status: 200, body },
    );
    expect(await tell(notifierOf())).toEqual(outcome);
  });

  it.each`
    what                | more                                          | error
    ${'nobody to tell'} | ${'agent_id: "1"'}                            | ${'touser & toparty & totag all empty'}
    ${'no app'}         | ${"to_user: '@all'"}                          | ${'missing agentid'}
    ${'nothing to say'} | ${`${TO}, message: '{{ .CommonLabels.no }}'`} | ${'empty content'}
  `("gives up with WeChat's words at $what", async ({ more, error }) => {
    expect(await tell(notifierOf(more))).toEqual({ kind: 'giveUp', reason: 'other', error });
  });

  it('gives up with the corporation that WeChat does not know', async () => {
    expect(await tell(notifierOf(TO, { corpId: 'ww-other' }))).toEqual({
      kind: 'giveUp',
      reason: 'other',
      error: 'invalid APISecret for CorpID: ww-other: invalid corpid',
    });
  });

  it.each(NETWORK_FAULTS)('tries again when $fault', async ({ arrange, reason }) => {
    const signal = await arrange(server);
    const error = expect.stringMatching(/^Get "<redacted>": /);
    expect(await tell(notifierOf(), GROUPS.firing, signal)).toEqual({ kind: 'retry', reason, error });
  });

  it.each(['message', 'to_user', 'to_party', 'to_tag', 'agent_id'])(
    'gives up where the template of its %s fails',
    async (key) => {
      expect(await tell(notifierOf(`${key}: '{{ .Nope }}'`))).toEqual({
        kind: 'giveUp',
        reason: 'other',
        error: expect.stringMatching(/^templating error: .*Nope/),
      });
      expect(asked()).toEqual([]);
    },
  );

  it('does not show a secret whose template fails', async () => {
    const key = "api_secret: 'marker-{{ .Nope }}'";
    expect(await tell(notifierOf(TO, { key }))).toEqual({
      kind: 'giveUp',
      reason: 'other',
      error: 'api_secret is a template that cannot be rendered',
    });
  });
});
