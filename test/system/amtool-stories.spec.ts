import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createPlainServer, type IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { makeCertificate } from '../support/vendors/certificate.js';
import { type HttpStandIn, jsonOf } from '../support/vendors/http-stand-in.js';
import { startWebhook } from '../support/vendors/webhook.js';
import { type AmtoolServer, OUR_AMTOOL, OUR_TOCSIN, type Run, runTool, startServer } from './amtool-servers.js';

jest.setTimeout(60_000);

const SOON_MS = 15_000;

/*
 * What Alertmanager's acceptance tests do with amtool, done with our two programs. They read stdout and stderr as one,
 * so a line more anywhere would break them.
 */
describe('amtool and tocsin', () => {
  let server: AmtoolServer;
  let webhook: HttpStandIn;
  let folder: string;

  const amtool = (...args: readonly string[]): Run =>
    runTool(OUR_AMTOOL, [`--alertmanager.url=${server.url}`, ...args]);
  const succeed = (...args: readonly string[]): string => {
    const { code, all } = amtool(...args);
    expect({ args, code, all }).toMatchObject({ code: 0 });
    return all;
  };
  const config = () => `
route:
  receiver: default
  group_by: [alertname]
  group_wait: 0s
  group_interval: 1s
  routes: [{matchers: [team="db"], receiver: db}]
receivers: [{name: default, webhook_configs: [{url: '${webhook.url}'}]}, {name: db}]
`;
  const silenceIds = () => succeed('silence', 'query', '-q').trim().split('\n').filter(Boolean);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-stories-'));
    webhook = await startWebhook();
    server = await startServer('Tocsin', config());
  });
  afterEach(async () => {
    await server?.stop();
    await webhook.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('adds an alert, which is told about', async () => {
    const startsAt = new Date().toISOString();
    const endsAt = new Date(Date.now() + 3000).toISOString();
    expect(succeed('alert', 'add', 'alertname=test1', `--start=${startsAt}`, `--end=${endsAt}`)).toBe('');
    const notification = await webhook.accepted.waitFor(() => true, SOON_MS, 'the notification');
    expect(jsonOf(notification)).toMatchObject({
      status: 'firing',
      alerts: [{ status: 'firing', labels: { alertname: 'test1' } }],
    });
  });

  it('finds alerts by names that are given in three ways', () => {
    const names = ['test1', 'alertname=test2', '{alertname=test3}'];
    for (const name of names) succeed('alert', 'add', name, '--annotation=summary=a summary');
    const rows = (...args: readonly string[]) => {
      const [header = '', ...lines] = succeed('alert', 'query', ...args)
        .trimEnd()
        .split('\n');
      const [start, summary] = [header.indexOf('Starts At'), header.indexOf('Summary')];
      return lines.map((line) => ({ date: line.slice(start, summary).trim(), rest: line.slice(summary) }));
    };
    expect(rows()).toHaveLength(3);
    for (const name of names) {
      expect(rows(name)).toEqual([
        {
          date: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/),
          rest: expect.stringMatching(/^a summary {2}active/),
        },
      ]);
    }
  });

  it('shows silences in the order in which they end', () => {
    succeed('silence', 'add', '--comment=third', '--duration=3h', 'test3', 'severity=warn');
    succeed('silence', 'add', '--comment=first', '--duration=1h', 'test1', 'severity=warn');
    succeed('silence', 'add', '--comment=second', '--duration=2h', 'test2', 'severity=warn');
    const [header = '', ...lines] = succeed('silence', 'query').trimEnd().split('\n');
    const [from, to] = [header.indexOf('Matchers'), header.indexOf('Ends At')];
    expect(lines.map((line) => line.slice(from, to).trim())).toEqual(
      ['test1', 'test2', 'test3'].map((name) => `alertname="${name}" severity="warn"`),
    );
  });

  it('shows and tests routes', () => {
    const tree = 'Routing tree:\n.\n└── default-route  receiver: default\n    └── {team="db"}  receiver: db\n\n';
    expect(succeed('config', 'routes', 'show')).toBe(tree);
    expect(runTool(OUR_TOCSIN, ['routes', `--alertmanager.url=${server.url}`]).all).toBe(tree);
    expect(succeed('config', 'routes', 'test', 'team=db')).toBe('db\n');
    expect(amtool('config', 'routes', 'test', '{foo=bar}')).toMatchObject({
      code: 1,
      all: 'amtool: error: Failed to parse labels: unexpected open or close brace: {foo=bar}\n\n',
    });
  });

  it('brings expired silences back from what it has exported', () => {
    succeed('silence', 'add', '--comment=a', 'test1', 'severity=warn', '--duration=1h');
    succeed('silence', 'add', '--comment=b', 'test2', 'severity=warn', '--duration=1h');
    const file = join(folder, 'silences.json');
    writeFileSync(file, succeed('silence', 'query', '-o', 'json'));
    succeed('silence', 'expire', ...silenceIds());
    expect(silenceIds()).toEqual([]);
    expect(succeed('silence', 'query', '--expired', '--within=1h', '-q').trim().split('\n')).toHaveLength(2);
    expect(succeed('silence', 'import', file).trim().split('\n')).toHaveLength(2);
    expect(silenceIds()).toHaveLength(2);
  });

  describe('with silences that cannot be imported', () => {
    const ZERO = '0001-01-01T00:00:00.000Z';
    const silence = (name: string, isGood: boolean) => ({
      matchers: [{ name: 'alertname', value: name, isRegex: false, isEqual: true }],
      createdBy: 'test',
      comment: 'test',
      startsAt: isGood ? new Date().toISOString() : ZERO,
      endsAt: isGood ? new Date(Date.now() + 3_600_000).toISOString() : ZERO,
    });
    const importing = (value: unknown) => {
      const file = join(folder, 'silences.json');
      writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
      return amtool('silence', 'import', file);
    };

    it('says that a file is no JSON', () => {
      expect(importing('{this is not JSON')).toMatchObject({
        code: 1,
        all: expect.stringContaining("couldn't unmarshal"),
      });
    });

    it('says how many are not valid', () => {
      const { code, all } = importing([silence('zero', false)]);
      expect(code).toBe(1);
      expect(all).toContain("couldn't import 1 out of 1 silences");
    });

    it('imports the others', () => {
      const { all } = importing([true, false, true, false, true].map((isGood, i) => silence(`s${i}`, isGood)));
      expect(all).toContain("couldn't import 2 out of 5 silences");
      expect(silenceIds()).toHaveLength(3);
    });
  });

  it('ends quietly when nobody reads its output any more', async () => {
    for (let i = 0; i < 3; i++) succeed('silence', 'add', `test${i}`, `--comment=${'x'.repeat(100_000)}`);
    const child = spawn(OUR_AMTOOL, [`--alertmanager.url=${server.url}`, 'silence'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaints += chunk.toString();
    });
    child.stdout.destroy();
    await once(child, 'close');
    expect(complaints).toBe('');
  });
});

describe('without a server', () => {
  it('tells its version', () => {
    expect(runTool(OUR_AMTOOL, ['--version']).all).toMatch(/^amtool, version (\d+\.\d+\.\d+) */);
  });

  it('ends at once when it is interrupted', async () => {
    const silent = createPlainServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const asked = once(silent, 'request');
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const child = spawn(OUR_AMTOOL, [`--alertmanager.url=${url}`, 'alert'], { stdio: 'ignore' });
    await asked;
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([null, 'SIGINT']);
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
  });

  it.each`
    args                           | code | first
    ${['--version']}               | ${0} | ${'alertmanager, version 0.34.0 (branch: main, revision: tocsin-0.1.0)'}
    ${['--help']}                  | ${0} | ${'usage: alertmanager [<flags>]'}
    ${['help']}                    | ${0} | ${'usage: alertmanager [<flags>]'}
    ${['alert', '--help']}         | ${0} | ${'usage: tocsin alert <command> [<args> ...]'}
    ${['--foo']}                   | ${1} | ${"alertmanager: error: unknown long flag '--foo', try --help"}
    ${['nope']}                    | ${1} | ${'alertmanager: error: unexpected nope, try --help'}
    ${['--log.silences', 'alert']} | ${1} | ${'alertmanager: error: unexpected alert, try --help'}
    ${['alert']}                   | ${1} | ${'tocsin: error: required flag --alertmanager.url not provided'}
  `('is a server with flags, and has commands: tocsin $args', ({ args, code, first }) => {
    const run = runTool(OUR_TOCSIN, args);
    expect({ code: run.code, first: run.all.split('\n')[0] }).toEqual({ code, first });
  });
});

describe('http.config.file', () => {
  let folder: string;
  let url: string;
  let secure: Server;
  let requests: IncomingMessage[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-http-config-'));
    requests = [];
    const { key, cert } = makeCertificate();
    writeFileSync(join(folder, 'ca.pem'), cert);
    writeFileSync(join(folder, 'password'), 'hunter2\n');
    secure = createServer({ key, cert }, (request, response) => {
      requests.push(request);
      response.setHeader('content-type', 'application/json').end('[]');
    });
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    url = `https://127.0.0.1:${(secure.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    secure.closeAllConnections();
    await new Promise((resolve) => secure.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  /** Without holding up this process, which answers. */
  async function amtool(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
    const options = { env: { PATH: process.env['PATH'], HOME: folder } };
    return new Promise((resolve) => {
      execFile(OUR_AMTOOL, [`--alertmanager.url=${url}/prefix/`, ...args], options, (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code), out, err });
      });
    });
  }

  it('says how to trust the server, and who asks', async () => {
    const file = join(folder, 'http.yml');
    writeFileSync(file, 'basic_auth: {username: ana, password_file: password}\ntls_config: {ca_file: ca.pem}\n');
    const run = await amtool(`--http.config.file=${file}`, 'silence', 'query', 'a=b');
    expect(run).toEqual({ code: 0, out: 'ID  Matchers  Ends At  Created By  Comment  \n', err: '' });
    expect(requests.map(({ method, url: asked }) => `${method} ${asked}`)).toEqual([
      'GET /prefix/api/v2/status',
      'GET /prefix/api/v2/silences?filter=a%3Db',
    ]);
    expect(requests[1]?.headers.authorization).toBe(`Basic ${Buffer.from('ana:hunter2').toString('base64')}`);
  });

  it('does not trust a server that nobody vouches for', async () => {
    expect(await amtool('cluster')).toEqual({
      code: 1,
      out: '',
      err: `amtool: error: Get "${url}/prefix/api/v2/status": tls: failed to verify certificate: x509: certificate signed by unknown authority\n\n`,
    });
  });
});
