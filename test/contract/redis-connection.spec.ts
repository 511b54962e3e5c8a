import type { RedisConnection } from '../../src/storage/redis/connection.js';
import { eventually } from '../support/eventually.js';
import { type ConnectOptions, connectRedis } from '../support/redis-connection.js';
import { type RedisServer, startRedisServer, startSentinel } from '../support/redis-server.js';

const AWAY = 'error: Redis is away; this replica goes on with what it knows until it is back';
const UP = 'info: Redis is up';

const opened: RedisConnection[] = [];
let redis: RedisServer;

beforeEach(async () => {
  redis = await startRedisServer();
});

afterEach(async () => {
  for (const connection of opened.splice(0)) await connection.close();
  await redis.remove();
});

async function connect(url: string, options: ConnectOptions = {}) {
  const connected = await connectRedis(url, options);
  opened.push(connected.connection);
  return connected;
}

describe('RedisConnection', () => {
  it('is up once Redis answers, and runs commands', async () => {
    const { connection, logger, available } = await connect(redis.url);
    expect(await connection.waitUntilUp(5_000)).toBe(true);
    await connection.run((client) => client.set(connection.key('x'), '1'));
    expect(await connection.run((client) => client.get('{tocsin}:x'))).toBe('1');
    expect(logger.lines).toEqual([UP]);
    expect(available).toEqual([false, true]);
  });

  it('says once that Redis is away, fails fast meanwhile, and comes back by itself', async () => {
    const { connection, logger, available } = await connect(redis.url);
    await connection.waitUntilUp(5_000);
    await redis.kill();
    await eventually(() => expect(connection.state).toBe('away'));
    const startedMs = performance.now();
    await expect(connection.run((client) => client.get('x'))).rejects.toThrow('Redis is away: ');
    expect(performance.now() - startedMs).toBeLessThan(200);
    await redis.restart('with data');
    expect(await connection.waitUntilUp(10_000)).toBe(true);
    expect(logger.lines).toEqual([UP, AWAY, UP]);
    expect(available).toEqual([false, true, false, true]);
  });

  it('notices a Redis that hangs with its connections open', async () => {
    const { connection } = await connect(redis.url);
    await connection.waitUntilUp(5_000);
    redis.freeze();
    await eventually(() => expect(connection.state).toBe('away'), 8_000);
    expect(connection.failure).toBe('Command timed out');
    redis.thaw();
    expect(await connection.waitUntilUp(10_000)).toBe(true);
  });

  it('counts a Redis that takes no writes as away', async () => {
    const { connection } = await connect(redis.url);
    await connection.waitUntilUp(5_000);
    await connection.run((client) => client.call('CONFIG', 'SET', 'min-replicas-to-write', '1'));
    await eventually(() => expect(connection.failure).toMatch(/NOREPLICAS/), 8_000);
    expect(connection.peers).toEqual([{ id: 'a', name: 'a', address: '' }]);
  });

  it('knows which replicas live, and of one that leaves at once', async () => {
    const [a, b] = [await connect(redis.url), await connect(redis.url, { replicaId: 'b' })];
    const other = await connect(redis.url, { replicaId: 'c', keyPrefix: 'another' });
    await other.connection.waitUntilUp(5_000);
    a.connection.listensAt('10.0.0.1:9093');
    const first = { id: 'a', name: 'a', address: '10.0.0.1:9093' };
    await eventually(() => expect(b.connection.peers).toEqual([first, { id: 'b', name: 'b', address: '' }]));
    expect(a.connection.peers).toEqual(b.connection.peers);
    await b.connection.close();
    await eventually(() => expect(a.connection.peers).toEqual([first]));
  });

  it('authenticates, and says why it cannot without the password', async () => {
    await redis.remove();
    redis = await startRedisServer('--requirepass', 'hidden');
    const refused = await connect(redis.url, { password: 'wrong-secret' });
    await eventually(() => expect(refused.connection.failure).toMatch(/WRONGPASS|NOAUTH/));
    expect(refused.connection.failure).not.toContain('wrong-secret');
    const { connection } = await connect(redis.url, { password: 'hidden' });
    expect(await connection.waitUntilUp(5_000)).toBe(true);
  });

  it('follows Sentinel to the server that it names', async () => {
    const sentinel = await startSentinel(redis.port);
    try {
      const { connection } = await connect(`redis://127.0.0.1:${sentinel.port}/2?sentinel=main`);
      expect(await connection.waitUntilUp(10_000)).toBe(true);
      await connection.run((client) => client.set(connection.key('x'), '1'));
      const direct = await connect(`${redis.url}/2`);
      await direct.connection.waitUntilUp(5_000);
      expect(await direct.connection.run((client) => client.get('{tocsin}:x'))).toBe('1');
    } finally {
      await sentinel.remove();
    }
  });

  it('works with a Cluster, where all keys of an installation are in one slot', async () => {
    await redis.remove();
    redis = await startRedisServer('--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1');
    const node = await connect(redis.url);
    const { connection } = await connect(`${redis.url}?cluster`, { replicaId: 'b' });
    await eventually(() => expect(node.connection.failure).toMatch(/CLUSTERDOWN/));
    await redis.ask('CLUSTER ADDSLOTSRANGE 0 16383');
    expect(await connection.waitUntilUp(10_000)).toBe(true);
    await connection.run((client) =>
      client.eval(
        "return redis.call('SET', KEYS[1], redis.call('INCR', KEYS[2]))",
        2,
        connection.key('x'),
        connection.key('y'),
      ),
    );
    expect(await connection.run((client) => client.get(connection.key('x')))).toBe('1');
  });
});
