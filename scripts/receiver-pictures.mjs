// Makes the pictures of docs/receivers: of each fragment of HTML beside them, as Chromium shows it.
// `npm run pictures`, or some of them: `npm run pictures -- slack`.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { WebSocket } from 'undici';

const FOLDER = join(import.meta.dirname, '../docs/receivers/img');
const WIDTH = 640;
const SHARPNESS = 2;

const asked = process.argv.slice(2);
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.html'))
  .map((file) => basename(file, '.html'))
  .filter((name) => asked.length === 0 || asked.includes(name));

const profile = mkdtempSync(join(tmpdir(), 'tocsin-pictures-'));
const chromium = spawn(
  'chromium',
  [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    'about:blank',
  ],
  { stdio: ['ignore', 'ignore', 'pipe'] },
);
try {
  const page = await openPage(await debuggingUrl());
  for (const name of names) {
    writeFileSync(join(FOLDER, `${name}.png`), await picture(page, readFileSync(join(FOLDER, `${name}.html`), 'utf8')));
    process.stdout.write(`${name}.png\n`);
  }
  page.close();
} finally {
  chromium.kill();
  await new Promise((resolve) => chromium.once('exit', resolve));
  rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

function debuggingUrl() {
  return new Promise((resolve, reject) => {
    let said = '';
    chromium.once('error', () => reject(new Error('chromium cannot be started; install it: apt-get install chromium')));
    chromium.once('exit', (code) => reject(new Error(`chromium ended with ${code}: ${said}`)));
    chromium.stderr.on('data', (chunk) => {
      said += chunk;
      const [, port] = /ws:\/\/127\.0\.0\.1:(\d+)\//.exec(said) ?? [];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    });
  });
}

/** A page that is spoken to over Chromium's own protocol. */
async function openPage(url) {
  const [target] = (await (await fetch(`${url}/json/list`)).json()).filter(({ type }) => type === 'page');
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  const waiting = new Map();
  let last = 0;
  socket.onmessage = ({ data }) => {
    const { id, result, error } = JSON.parse(data);
    if (id === undefined) return;
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(result);
    else reject(new Error(error.message));
  };
  return {
    call(method, params = {}) {
      const id = ++last;
      socket.send(JSON.stringify({ id, method, params }));
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    },
    close: () => socket.close(),
  };
}

async function picture(page, html) {
  await page.call('Emulation.setDeviceMetricsOverride', {
    width: WIDTH,
    height: 100,
    deviceScaleFactor: SHARPNESS,
    mobile: false,
  });
  const { frameTree } = await page.call('Page.getFrameTree');
  await page.call('Page.setDocumentContent', { frameId: frameTree.frame.id, html });
  const { result } = await page.call('Runtime.evaluate', {
    expression: 'document.fonts.ready.then(() => Math.ceil(document.documentElement.getBoundingClientRect().height))',
    awaitPromise: true,
  });
  const clip = { x: 0, y: 0, width: WIDTH, height: result.value, scale: 1 };
  const { data } = await page.call('Page.captureScreenshot', { format: 'png', clip, captureBeyondViewport: true });
  return Buffer.from(data, 'base64');
}
