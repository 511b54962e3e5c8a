import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startProgram } from '../support/processes.js';

const ROOT = join(import.meta.dirname, '../..');
const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');

/** The words of an instruction that is written as JSON. */
function words(instruction: string): string[] {
  return JSON.parse(new RegExp(`^${instruction} (\\[.*\\])$`, 'm').exec(dockerfile)?.[1] ?? '[]');
}

/** The user that the image runs as, where the tests may take it: as root. */
const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

let root: string;

/** The files of the image, at their paths below a folder. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'tocsin-image-'));
  for (const folder of ['app', 'bin', 'etc/alertmanager', 'alertmanager'])
    mkdirSync(join(root, folder), { recursive: true });
  for (const folder of ['dist', 'bin']) cpSync(join(ROOT, folder), join(root, 'app', folder), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(root, 'app/package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'app/node_modules'));
  cpSync(join(ROOT, 'config/alertmanager.yml'), join(root, 'etc/alertmanager/alertmanager.yml'));
  for (const [, target = '', link = ''] of dockerfile.matchAll(/ln -s (\S+) (\S+)/g)) {
    symlinkSync(join(root, target), join(root, link));
  }
  chmodSync(root, 0o755);
  if (user.uid !== undefined) chownSync(join(root, 'alertmanager'), user.uid, user.gid);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

function path(inImage: string): string {
  return inImage.replace(/(^|=)\/(?=\w)/, `$1${root}/`);
}

describe('the image', () => {
  it('starts with arguments alone as its user, and writes below the storage path only', async () => {
    const [command = '', ...before] = words('ENTRYPOINT');
    const port = await freePort();
    const args = [...before, ...words('CMD')].map(path);
    const environment = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', TMPDIR: '/nonexistent' };
    const server = startProgram(path(command), [...args, `--web.listen-address=127.0.0.1:${port}`], {
      ...user,
      cwd: join(root, 'etc'),
      env: environment,
    });
    try {
      for (const page of ['/-/ready', '/-/healthy', '/']) await server.ready(`http://127.0.0.1:${port}${page}`);
      const amtool = startProgram(
        path('/bin/amtool'),
        [`--alertmanager.url=http://127.0.0.1:${port}`, 'alert', 'add', 'DiskFull'],
        { ...user, cwd: '/', env: environment },
      );
      expect({ code: await amtool.ended, said: amtool.output() }).toEqual({ code: 0, said: '' });
      expect(await server.stop()).toBe(0);
    } finally {
      await server.stop('SIGKILL');
    }
    expect(readdirSync(join(root, 'alertmanager'))).toContain('tocsin.lmdb');
    expect(readdirSync(join(root, 'etc'), { recursive: true })).toEqual([
      'alertmanager',
      'alertmanager/alertmanager.yml',
    ]);
  });

  it('answers to the names of Alertmanager', async () => {
    for (const [name, says] of [
      ['alertmanager', /^alertmanager, version 0\.34\.0 /],
      ['tocsin', /^alertmanager, version 0\.34\.0 /],
      ['amtool', /^amtool, version 0\.34\.0 /],
    ] as const) {
      const program = startProgram(path(`/bin/${name}`), ['--version'], user);
      expect(await program.ended).toBe(0);
      expect(program.output()).toMatch(says);
    }
  });

  it('runs as the user and listens on the port of Alertmanager’s image', () => {
    expect(dockerfile).toMatch(/^USER 65534:65534$/m);
    expect(dockerfile).toMatch(/^EXPOSE 9093$/m);
    expect(dockerfile).toMatch(/^WORKDIR \/alertmanager$/m);
    expect(words('CMD')).toEqual(['--config.file=/etc/alertmanager/alertmanager.yml', '--storage.path=/alertmanager']);
  });
});
