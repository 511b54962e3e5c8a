// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the syntax of tocsin.yml
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LoadedFiles, loadFiles } from './load-files.js';

const MAIN = `
route: {receiver: team}
receivers:
  - name: team
    slack_configs: [{app_token: xoxb-secret, channel: '#ops'}]
    webhook_configs: [{url: 'http://a.test/'}]
  - name: hooks
    slack_configs: [{api_url: 'https://hooks.slack.com/services/T/B/X'}]
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function load(tocsin: string, main = MAIN): Promise<LoadedFiles> {
  const files = { main: join(folder, 'alertmanager.yml'), tocsin: join(folder, 'tocsin.yml') };
  writeFileSync(files.main, main);
  writeFileSync(files.tocsin, tocsin);
  return loadFiles(files, { mode: 'fallback' }, { TOKEN: 'tk' });
}

describe('loadFiles', () => {
  it("adds what tocsin.yml says to a receiver, behind Alertmanager's integrations", async () => {
    const { config } = await load(
      'receivers: [{name: team, ntfy_configs: [{topic: a}, {topic: b, token: "${TOKEN}"}], matrix_configs: [{homeserver_url: http://m.test, access_token: x, room_id: "!r:m"}]}]',
    );
    const [team, hooks] = config.receivers;
    expect(team?.integrations.map(({ type, index }) => `${type}[${index}]`)).toEqual([
      'webhook[0]',
      'slack[0]',
      'ntfy[0]',
      'ntfy[1]',
      'matrix[0]',
    ]);
    expect(hooks?.integrations).toHaveLength(1);
    expect(JSON.stringify(config)).not.toMatch(/xoxb-secret|"tk"/);
  });

  it('gives it the global http_config, unless it has its own', async () => {
    const main = `global: {http_config: {proxy_url: 'http://proxy.test:3128'}}\n${MAIN}`;
    const { config } = await load(
      'receivers: [{name: team, ntfy_configs: [{topic: a}, {topic: b, http_config: {follow_redirects: false}}]}]',
      main,
    );
    const proxies = config.receivers[0]?.integrations.flatMap((integration) =>
      integration.type === 'ntfy' ? [integration.config.httpConfig?.proxyUrl?.reveal()] : [],
    );
    expect(proxies).toEqual(['http://proxy.test:3128', undefined]);
  });

  it('does not show it in the configuration that Alertmanager would show', async () => {
    const { original } = await load('receivers: [{name: team, ntfy_configs: [{topic: a}]}]');
    expect(original).not.toContain('ntfy');
  });

  it('tells slack integrations to keep to one thread', async () => {
    const { config } = await load('receivers: [{name: team, post_updates_to_thread: true}]');
    const slack = config.receivers[0]?.integrations.find(({ type }) => type === 'slack');
    expect(slack?.config).toMatchObject({ postUpdatesToThread: true });
  });

  it.each`
    tocsin                                             | complaint
    ${'- {name: taem}'}                                | ${'2:3: receivers[0]: receiver "taem" is not defined in alertmanager.yml; did you mean "team"?'}
    ${'- {name: team}\n- {name: team}'}                | ${'3:3: receivers[1]: receiver "team" stands here twice'}
    ${'- {name: hooks, post_updates_to_thread: true}'} | ${'2:3: receivers[0]: post_updates_to_thread needs a bot token; write app_token'}
    ${'- {ntfy_configs: []}'}                          | ${'2:3: receivers[0]: missing name of a receiver of alertmanager.yml'}
    ${'- {name: team, ntfy_configs: [{topics: a}]}'}   | ${'2:32: receivers[0].ntfy_configs[0]: field topics not found in type ntfy.plain; did you mean "topic"?'}
  `('refuses $tocsin', async ({ tocsin, complaint }) => {
    await expect(load(`receivers:\n${tocsin}\n`)).rejects.toThrow(`tocsin.yml:${complaint}`);
  });
});
