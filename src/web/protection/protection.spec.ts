import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashSync } from '@node-rs/bcrypt';
import { startTestServer, type TestServer } from '../../../test/support/http-fixture.js';
import { type LogFields, Logger } from '../../log/logger.js';
import { openProtection } from './protection.js';

const HASH = hashSync('secret', { cost: 4, version: '2y' });
const USERS = `basic_auth_users: {ana: ${HASH}}\n`;
const HEADERS = 'http_server_config: {headers: {X-Frame-Options: deny}}\n';

class Lines extends Logger {
  constructor(private readonly lines: string[]) {
    super();
  }
  override debug(): void {}
  override info(message: string): void {
    this.lines.push(`info ${message}`);
  }
  override warn(message: string, fields: LogFields = {}): void {
    this.lines.push(`warn ${message} ${JSON.stringify(fields)}`);
  }
  override error(message: string): void {
    this.lines.push(`error ${message}`);
  }
  override with(): Logger {
    return this;
  }
}

describe('the protection of a server', () => {
  let folder: string;
  let server: TestServer | undefined;
  let nowMs: number;

  const write = (text: string) => writeFileSync(join(folder, 'web.yml'), text);
  const lines: string[] = [];
  const logger = new Lines(lines);
  const start = async (text: string) => {
    write(text);
    const parts = { nowMs: () => nowMs, logger, boundReached: () => {} };
    const protection = await openProtection(join(folder, 'web.yml'), parts);
    server = await startTestServer({}, undefined, { protection });
    return server;
  };
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });

  beforeEach(() => {
    nowMs = 0;
    lines.length = 0;
    folder = mkdtempSync(join(tmpdir(), 'tocsin-protection-'));
  });
  afterEach(async () => {
    await server?.close();
    server = undefined;
    rmSync(folder, { recursive: true });
  });

  it('asks for nothing where the file does not', async () => {
    const { get } = await start('');
    expect((await get('/-/healthy')).statusCode).toBe(200);
  });

  it('sends the headers with a refusal, too, but not while it takes no requests at all', async () => {
    const { get } = await start(`${HEADERS}${USERS}rate_limit: {interval: 1s, burst: 2}\n`);
    const refused = await get('/-/healthy');
    expect(refused).toMatchObject({ statusCode: 401, body: 'Unauthorized\n' });
    expect(refused.headers).toMatchObject({
      'www-authenticate': 'Basic',
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'deny',
    });
    expect((await get('/-/healthy', basic('ana:secret'))).headers['x-frame-options']).toBe('deny');

    const limited = await get('/-/healthy', basic('ana:secret'));
    expect(limited).toMatchObject({ statusCode: 429, body: 'Too Many Requests\n' });
    expect(limited.headers['x-frame-options']).toBeUndefined();
    nowMs += 1000;
    expect((await get('/-/healthy', basic('ana:secret'))).statusCode).toBe(200);
  });

  it('goes on counting when anything but the rate changes', async () => {
    const { get } = await start('rate_limit: {interval: 1h, burst: 1}\n');
    expect((await get('/-/healthy')).statusCode).toBe(200);
    write(`${HEADERS}rate_limit: {interval: 1h, burst: 1}\n`);
    expect((await get('/-/healthy')).statusCode).toBe(429);
    write('rate_limit: {interval: 1h, burst: 2}\n');
    expect((await get('/-/healthy')).statusCode).toBe(200);
    write('');
    expect((await get('/-/healthy')).statusCode).toBe(200);
  });

  it('keeps a body for whoever may come in', async () => {
    const { request } = await start(USERS);
    const post = { method: 'POST', url: '/api/v2/alerts', body: '[{"labels":{"alertname":"a"}}]' };
    const headers = { 'content-type': 'application/json' };
    expect((await request({ ...post, headers })).statusCode).toBe(401);
    expect((await request({ ...post, headers: { ...headers, ...basic('ana:secret') } })).statusCode).toBe(200);
    const expecting = { ...headers, ...basic('ana:secret'), expect: '100-continue' };
    expect((await request({ ...post, headers: expecting })).statusCode).toBe(200);
  });

  it('keeps one user out whose hash is broken later, and says so', async () => {
    const { get } = await start(USERS);
    write(`${USERS.replace('}', ', bob: hunter2}')}`);
    expect((await get('/-/healthy', basic('ana:secret'))).statusCode).toBe(200);
    expect((await get('/-/healthy', basic('bob:hunter2'))).statusCode).toBe(401);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^warn Users cannot come in .*basic_auth_users\.bob: crypto\/bcrypt/);
    expect(lines[0]).not.toContain('hunter2');
  });

  it('tells once that the file is broken, and once that it is mended', async () => {
    const { get } = await start(USERS);
    write('basic_auth_users: ]');
    for (const _ of [1, 2, 3]) expect((await get('/-/healthy', basic('ana:secret'))).statusCode).toBe(500);
    write(USERS);
    for (const _ of [1, 2]) expect((await get('/-/healthy', basic('ana:secret'))).statusCode).toBe(200);
    expect(lines).toEqual(['error Unable to parse configuration', 'info The web configuration can be used again']);
  });

  it('sends a folded header on one line', async () => {
    const { get } = await start(
      'http_server_config: {headers: {Content-Security-Policy: "default-src \\n img-src *\\n"}}',
    );
    expect((await get('/-/healthy')).headers['content-security-policy']).toBe('default-src   img-src *');
  });

  it('refuses to start where the file cannot be read', async () => {
    const parts = { nowMs: () => nowMs, logger, boundReached: () => {} };
    await expect(openProtection(join(folder, 'none.yml'), parts)).rejects.toThrow(
      'none.yml: no such file or directory',
    );
  });
});
