import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseServerFlags } from '../cli/server-flags.js';
import { refuseUnsupported } from './unsupported.js';

describe('what cannot be done yet', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-web-config-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function start(webConfig: string): Promise<void> {
    const file = join(folder, 'web.yml');
    writeFileSync(file, webConfig);
    const invocation = parseServerFlags([`--web.config.file=${file}`]);
    if (invocation.kind === 'run') await refuseUnsupported(invocation.flags);
  }

  it('is refused where the server would be open that is thought to be protected', async () => {
    await expect(start('basic_auth_users: {ana: $2y$10$x}')).rejects.toThrow('basic_auth_users cannot be used yet');
    await expect(start('tls_server_config: {}')).rejects.toThrow('tls_server_config cannot be used yet');
  });

  it.each(['', '{}', '# nothing'])('is no matter where nothing is asked for: %j', async (text) => {
    await expect(start(text)).resolves.toBeUndefined();
  });
});
