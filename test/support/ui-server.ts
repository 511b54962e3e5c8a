import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { startBrowser } from './browser.js';
import { freePort, startProgram } from './processes.js';

const ENTRY = join(import.meta.dirname, '../../bin/tocsin');

/** A server with a browser in front of it. */
export interface UiServer {
  readonly url: string;
  /** Opens a page at a place: `#/silences`. A script that fails, or that the policy refuses, fails the test. */
  open(hash: string, options?: BrowserContextOptions): Promise<Page>;
  post(path: string, body: unknown): Promise<unknown>;
  get<T>(path: string): Promise<T>;
  /** Defects of the pages so far. */
  readonly defects: readonly string[];
  stop(): Promise<void>;
}

/**
 * @param config of alertmanager.yml
 * @param tocsin of tocsin.yml
 */
export async function startUiServer(config: string, tocsin = '', flags: readonly string[] = []): Promise<UiServer> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-ui-'));
  writeFileSync(join(folder, 'alertmanager.yml'), config);
  if (tocsin !== '') writeFileSync(join(folder, 'tocsin.yml'), tocsin);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const prefix = flags.find((flag) => flag.startsWith('--web.route-prefix='))?.split('=')[1] ?? '';
  const [server, browser] = await Promise.all([
    startProgram(process.execPath, [
      ENTRY,
      `--config.file=${join(folder, 'alertmanager.yml')}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      ...flags,
    ]),
    startBrowser(),
  ]);
  await server.ready(`${url}${prefix}/-/ready`);

  const defects: string[] = [];
  const request = async (path: string, init?: RequestInit): Promise<unknown> => {
    const answer = await fetch(`${url}${prefix}/${path}`, init);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    url: `${url}${prefix}/`,
    defects,
    async open(hash, options = {}) {
      const page = await browser.newPage({ reducedMotion: 'reduce', ...options });
      page.on('pageerror', ({ message }) => defects.push(message));
      page.on('console', (message) => {
        if (/Content Security Policy|Refused to/.test(message.text())) defects.push(message.text());
      });
      await page.goto(`${url}${prefix}/${hash}`);
      return page;
    },
    post: (path, body) =>
      request(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    get: <T>(path: string) => request(path) as Promise<T>,
    async stop() {
      await browser.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
