// Runs a bundled program as its user does and stores what V8 compiled for that: `node scripts/compile-bundle.mjs tocsin`.
import { once } from 'node:events';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBundle } from '../bin/bundle.js';

const LONGEST_MS = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'tocsin-bundle-'));
const bundle = openBundle(process.argv[2]);
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
setTimeout(() => {
  console.error(`this took more than ${LONGEST_MS} ms`);
  process.exit(1);
}, LONGEST_MS).unref();

if (process.argv[2] === 'tocsin') {
  await useServer();
  keepWhatWasCompiled();
  process.exit(0);
} else {
  process.once('beforeExit', keepWhatWasCompiled);
  process.argv = [...process.argv.slice(0, 2), 'check-config', configuration('http://127.0.0.1:9/')];
  bundle.run();
}

function keepWhatWasCompiled() {
  writeFileSync(`${bundle.cachePath}.part`, bundle.compiled());
  renameSync(`${bundle.cachePath}.part`, bundle.cachePath);
}

/** From the start to the first message, and what people look at. */
async function useServer() {
  const sink = createServer((request, response) => void request.resume().on('end', () => response.end())).listen(
    0,
    '127.0.0.1',
  );
  await once(sink, 'listening');
  const url = `http://127.0.0.1:${await freePort()}`;
  process.argv = [
    ...process.argv.slice(0, 2),
    `--config.file=${configuration(`http://127.0.0.1:${sink.address().port}/`)}`,
    `--storage.path=${join(folder, 'data')}`,
    `--web.listen-address=${new URL(url).host}`,
    '--cluster.listen-address=',
  ];
  bundle.run();
  await answers(`${url}/-/ready`);

  const told = once(sink, 'request');
  await send(`${url}/api/v2/alerts`, [{ labels: { alertname: 'Up' }, annotations: { summary: 'up' } }]);
  await send(`${url}/api/v2/silences`, {
    matchers: [{ name: 'alertname', value: 'Down|Out', isRegex: true, isEqual: true }],
    startsAt: new Date().toISOString(),
    endsAt: new Date(Date.now() + 60_000).toISOString(),
    createdBy: 'build',
    comment: 'build',
  });
  await told;
  for (const path of ['/api/v2/alerts', '/api/v2/alerts/groups', '/api/v2/silences', '/api/v2/status', '/metrics', '/'])
    await answers(`${url}${path}`);
}

function configuration(webhook) {
  const file = join(folder, 'alertmanager.yml');
  writeFileSync(
    file,
    `route: {receiver: hook, group_by: [alertname], group_wait: 0s}
receivers: [{name: hook, webhook_configs: [{url: '${webhook}'}]}]
inhibit_rules: [{source_matchers: [severity=critical], target_matchers: [severity=~"warning|info"], equal: [cluster]}]
`,
  );
  return file;
}

async function send(url, body) {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
}

async function answers(url) {
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    await response?.arrayBuffer();
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
