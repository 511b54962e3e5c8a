export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

/** Where Redis is, out of its URL. */
export interface RedisAddress {
  readonly kind: 'standalone' | 'sentinel' | 'cluster';
  /** At least one: the server, the Sentinels, or nodes of the Cluster to begin with. */
  readonly nodes: readonly [RedisNode, ...RedisNode[]];
  /** The name that Sentinel knows the server by; empty elsewhere. */
  readonly masterName: string;
  readonly database: number;
  readonly isTls: boolean;
  /** Empty where the URL has none. */
  readonly username: string;
  readonly password: string;
}

const PARTS = /^(rediss?):\/\/(?:([^@/]*)@)?([^@/?#]+)(?:\/(\d*))?(?:\?([^#]*))?$/;

const PORTS = { standalone: 6379, sentinel: 26379, cluster: 6379 } as const;

/**
 * Reads `redis://user:password@host:port/database`. Several hosts are parted by commas and say what they are:
 * `redis://a,b,c?sentinel=<master name>` or `redis://a,b,c?cluster`.
 *
 * @throws {Error} which never shows the URL, as that may hold a password
 */
export function parseRedisAddress(url: string): RedisAddress {
  const [, scheme, user = '', hosts = '', database = '', query = ''] = PARTS.exec(url) ?? [];
  if (scheme === undefined) {
    throw new Error('URL of Redis: has to look like redis://host:6379/0 or, with TLS, rediss://host:6379/0');
  }
  const options = new URLSearchParams(query);
  for (const name of options.keys()) {
    if (name !== 'sentinel' && name !== 'cluster') {
      throw new Error(
        `URL of Redis: unknown option ${JSON.stringify(name)}; there are sentinel=<master name> and cluster`,
      );
    }
  }
  const masterName = options.get('sentinel') ?? '';
  const kind = kindOf(options);
  const [first, ...others] = hosts.split(',').map((host) => nodeOf(host, PORTS[kind]));
  if (first === undefined) throw new Error('URL of Redis: has no host');
  if (kind === 'standalone' && others.length > 0) {
    throw new Error('URL of Redis: several hosts need the option sentinel=<master name> or cluster');
  }
  if (kind === 'cluster' && Number(database) !== 0) throw new Error('URL of Redis: a Cluster has database 0 only');
  const colon = user.indexOf(':');
  const [username, password] = colon === -1 ? [user, ''] : [user.slice(0, colon), user.slice(colon + 1)];
  return {
    kind,
    nodes: [first, ...others],
    masterName,
    database: Number(database),
    isTls: scheme === 'rediss',
    username: decoded(username),
    password: decoded(password),
  };
}

function kindOf(options: URLSearchParams): RedisAddress['kind'] {
  if (options.has('sentinel') && options.has('cluster')) {
    throw new Error('URL of Redis: at most one of sentinel and cluster');
  }
  if (options.get('sentinel') === '') throw new Error('URL of Redis: sentinel needs the name of the master');
  if (options.has('sentinel')) return 'sentinel';
  return options.has('cluster') ? 'cluster' : 'standalone';
}

function nodeOf(text: string, defaultPort: number): RedisNode {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(port ?? 1) > 65_535 || Number(port ?? 1) < 1) {
    throw new Error('URL of Redis: a host has to look like host, host:port or [address]:port');
  }
  return { host, port: port === undefined ? defaultPort : Number(port) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error('URL of Redis: write a percent sign of the user or the password as %25');
  }
}
