import { startHttpStandIn } from '../../test/support/vendors/http-stand-in.js';
import { HttpClient } from './http-client.js';
import { DEFAULT_HTTP_CONFIG } from './http-config.js';
import { checkBlock, OutboundGuard, type OutboundRules } from './outbound-guard.js';

function guard(rules: Partial<OutboundRules>): OutboundGuard {
  return new OutboundGuard({ allow: [], deny: [], ...rules });
}

describe('OutboundGuard', () => {
  it.each`
    rules                                               | address                 | isAllowed
    ${{}}                                               | ${'169.254.169.254'}    | ${true}
    ${{ deny: ['169.254.0.0/16'] }}                     | ${'169.254.169.254'}    | ${false}
    ${{ deny: ['169.254.0.0/16'] }}                     | ${'::ffff:169.254.1.1'} | ${false}
    ${{ deny: ['169.254.0.0/16'] }}                     | ${'::ffff:a9fe:a9fe'}   | ${false}
    ${{ deny: ['169.254.0.0/16'] }}                     | ${'10.0.0.1'}           | ${true}
    ${{ deny: ['fd00::/8', '::1'] }}                    | ${'[::1]'}              | ${false}
    ${{ deny: ['fd00::/8', '::1'] }}                    | ${'fd12::7'}            | ${false}
    ${{ allow: ['10.0.0.0/8'] }}                        | ${'10.1.2.3'}           | ${true}
    ${{ allow: ['10.0.0.0/8'] }}                        | ${'11.1.2.3'}           | ${false}
    ${{ allow: ['10.0.0.0/8'], deny: ['10.9.0.0/16'] }} | ${'10.9.0.1'}           | ${false}
    ${{ allow: ['10.0.0.0/8'] }}                        | ${'a.example'}          | ${true}
  `('with $rules, $address: $isAllowed', ({ rules, address, isAllowed }) => {
    const check = () => guard(rules).check(address);
    if (isAllowed) expect(check).not.toThrow();
    else expect(check).toThrow(`${address}`);
  });

  it('looks at what a name stands for', async () => {
    const loopback = guard({ deny: ['127.0.0.0/8', '::1'] });
    await expect(loopback.resolve('localhost')).rejects.toThrow(
      /^localhost \(.*127\.0\.0\.1.*\) must not be reached: outbound in tocsin\.yml$/,
    );
    await expect(guard({ allow: ['127.0.0.0/8'] }).resolve('localhost')).resolves.toBe('127.0.0.1');
  });

  it.each(['10.0.0.0/33', '10.0.0/8', 'fd00::/129', 'example.org', '10.0.0.0/8/9', '10.0.0.0/x', ''])(
    'refuses the block "%s"',
    (block) => {
      expect(() => checkBlock(block)).toThrow('is no block of addresses; write 10.0.0.0/8');
    },
  );
});

describe('HttpClient behind a guard', () => {
  const deny = ['127.0.0.0/8', '::1'];

  async function send(url: string, rules: Partial<OutboundRules>) {
    const refused: string[] = [];
    const client = new HttpClient(DEFAULT_HTTP_CONFIG, {
      read: async () => '',
      userAgent: 'test',
      nowMs: () => 0,
      environment: {},
      guard: new OutboundGuard({ allow: [], deny: [], ...rules }, () => refused.push(url)),
    });
    try {
      const { status } = await client.send({ method: 'POST', url, body: 'x' }, AbortSignal.timeout(5000));
      return { status, refused: refused.length };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error), refused: refused.length };
    } finally {
      await client.close();
    }
  }

  it('dials neither a forbidden address, nor a name that stands for one, nor where a redirect leads', async () => {
    const inside = await startHttpStandIn(() => ({ status: 200, body: '' }));
    const { port } = new URL(inside.url);
    try {
      for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '0x7f.1']) {
        const answer = await send(`http://${host}:${port}/`, { deny });
        expect(answer).toEqual({ error: expect.stringContaining('must not be reached'), refused: 1 });
      }
      expect(inside.accepted.all).toEqual([]);
      expect(await send(`http://localhost:${port}/`, { allow: ['127.0.0.0/8'] })).toEqual({ status: 200, refused: 0 });
    } finally {
      await inside.close();
    }
  });

  it('is not led astray by a redirect', async () => {
    // Two addresses of the loopback stand for outside and inside.
    const inside = await startHttpStandIn(() => ({ status: 200, body: '' }));
    const location = `http://127.0.0.2:${new URL(inside.url).port}/`;
    const outside = await startHttpStandIn(() => ({ status: 307, headers: { location }, body: '' }));
    try {
      expect(await send(outside.url, { deny: ['127.0.0.2'] })).toEqual({
        error: expect.stringContaining('127.0.0.2 must not be reached'),
        refused: 1,
      });
    } finally {
      await Promise.all([inside.close(), outside.close()]);
    }
  });
});
