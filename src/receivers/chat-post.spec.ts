import { notificationOf } from '../../test/support/notification.js';
import { DEPS } from '../../test/support/receiver-deps.js';
import { type HttpStandIn, startHttpStandIn } from '../../test/support/vendors/http-stand-in.js';
import { DEFAULT_HTTP_CONFIG } from '../httpclient/http-config.js';
import { delivered, giveUp } from '../notify/outcome.js';
import { Secret } from '../schema/secret.js';
import { type ChatPost, postToChat } from './chat-post.js';

describe('postToChat', () => {
  let server: HttpStandIn;
  const client = DEPS.httpClient(DEFAULT_HTTP_CONFIG);
  beforeEach(async () => {
    server = await startHttpStandIn(() => ({ status: 200, body: 'ok' }));
  });
  afterEach(() => server.close());
  afterAll(() => client.close());

  const post = (more: Partial<ChatPost>, config: Partial<ChatPost['config']> = {}) =>
    postToChat({
      config: { webhookUrl: undefined, webhookUrlFile: '', httpConfig: undefined, ...config },
      client,
      read: DEPS.read,
      name: 'chat',
      signal: AbortSignal.timeout(5000),
      message: () => ({ text: notificationOf().data.status, html: '<&>' }),
      judge: () => delivered(),
      ...more,
    });
  const from = (content: string): [Partial<ChatPost>, Partial<ChatPost['config']>] => [
    { read: async () => content },
    { webhookUrlFile: '/run/hook' },
  ];

  it('posts JSON as Go writes it', async () => {
    expect(await post({}, { webhookUrl: new Secret(`${server.url}/hook`) })).toEqual({ kind: 'delivered' });
    expect(server.accepted.all).toMatchObject([
      {
        method: 'POST',
        path: '/hook',
        headers: { 'content-type': 'application/json', 'user-agent': 'Alertmanager/0.34.0' },
        body: '{"text":"firing","html":"\\u003c\\u0026\\u003e"}\n',
      },
    ]);
  });

  it('reads the address from its file each time, without the line break', async () => {
    for (const path of ['/one', '/two']) await post(...from(`${server.url}${path}\n`));
    expect(server.accepted.all.map(({ path }) => path)).toEqual(['/one', '/two']);
  });

  it.each`
    content               | error
    ${''}                 | ${'webhook url missing'}
    ${'marker is no URL'} | ${'webhook url is not a URL'}
    ${'ftp://marker'}     | ${'the URL is neither http nor https'}
  `('fails where the file holds "$content"', async ({ content, error }) => {
    expect(await post(...from(content))).toMatchObject({ error });
    expect(server.accepted.all).toEqual([]);
  });

  it('names a file that cannot be read', async () => {
    expect(await post({}, { webhookUrlFile: '/nowhere/hook' })).toEqual({
      kind: 'giveUp',
      reason: 'other',
      error: expect.stringMatching(/^read webhook_url_file: .*\/nowhere\/hook/),
    });
  });

  it('gives up before anything is sent where the message cannot be made', async () => {
    const message = () => {
      throw new Error('template: no such function');
    };
    const outcome = await post({ message }, { webhookUrl: new Secret(server.url) });
    expect(outcome).toEqual({ kind: 'giveUp', reason: 'other', error: 'template: no such function' });
    expect(server.accepted.all).toEqual([]);
  });

  it('tells what must not be shown: all parts of the address, and credentials', async () => {
    let told: readonly string[] = [];
    const authorization = { type: 'Bearer', credentials: new Secret('bearer-token'), credentialsFile: '' };
    await post(
      {
        judge: (_response, secrets) => {
          told = secrets;
          return giveUp('other', '');
        },
      },
      {
        webhookUrl: new Secret(`${server.url}/hooks/0123456789?sig=signature&n=1`),
        httpConfig: { ...DEFAULT_HTTP_CONFIG, authorization: { ...authorization, credentialsRef: '' } },
      },
    );
    expect(told).toEqual(
      expect.arrayContaining([
        `${server.url}/hooks/0123456789?sig=signature&n=1`,
        '0123456789',
        'signature',
        'bearer-token',
      ]),
    );
    expect(told).not.toContain('hooks');
  });
});
