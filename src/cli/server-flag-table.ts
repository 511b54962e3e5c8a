import { choice, duration, type Flag, integer, number, onOff, text, texts } from './command-line/flag.js';

/** Alertmanager's flags, in its order, and our own at the end. Durations are milliseconds once they are read. */
export const SERVER_FLAGS = {
  configFile: text('config.file', 'Configuration file.', 'alertmanager.yml'),
  storagePath: text('storage.path', 'Directory of everything that is kept across restarts.', 'data/'),
  retentionMs: duration('data.retention', 'How long expired silences and the notification log are kept.', '120h'),
  maintenanceIntervalMs: duration(
    'data.maintenance-interval',
    'How often expired silences and old entries of the notification log are removed.',
    '15m',
  ),
  maxSilences: integer('silences.max-silences', 'How many silences may exist, expired ones too. 0: no limit.', 0),
  maxSilenceSizeBytes: integer(
    'silences.max-silence-size-bytes',
    'How large a silence may be, in bytes. 0: no limit.',
    0,
    // The prometheus-operator passes this spelling.
    ['silences.max-per-silence-bytes'],
  ),
  logSilences: onOff('log.silences', 'Log when a silence is created, updated or expired.'),
  alertsGcIntervalMs: duration('alerts.gc-interval', 'How often alerts that have ended are removed.', '30m'),
  perAlertnameLimit: integer('alerts.per-alertname-limit', 'How many alerts of one name are kept. 0: no limit.', 0),
  dispatchMaintenanceIntervalMs: duration(
    'dispatch.maintenance-interval',
    'How often aggregation groups without alerts are removed.',
    '30s',
  ),
  dispatchStartDelayMs: duration(
    'dispatch.start-delay',
    'How long after the start the first notification may be sent. Set it to the resend delay of Prometheus.',
    '0s',
  ),
  webSystemdSocket: onOff('web.systemd-socket', 'Take the listening sockets from systemd (Linux only).'),
  webListenAddresses: texts('web.listen-address', 'Address of the API and the web UI. May be repeated.', [':9093']),
  webConfigFile: text('web.config.file', 'File that turns on TLS and authentication of the API and the web UI.', ''),
  webExternalUrl: text(
    'web.external-url',
    'URL under which users reach this server: the base of the links in notifications. Its path becomes the prefix of ' +
      'all HTTP paths. Made of the host name and the port when it is not given.',
  ),
  webRoutePrefix: text('web.route-prefix', 'Prefix of all HTTP paths. The path of --web.external-url by default.'),
  webGetConcurrency: integer(
    'web.get-concurrency',
    'How many GET requests may run at once. 0: the number of CPUs, but at least 8.',
    0,
  ),
  webTimeoutMs: duration('web.timeout', 'How long a request may take. 0: no limit.', '0'),
  memoryLimitRatio: number('auto-gomemlimit.ratio', 'Accepted for compatibility; has no effect.', 0.9),
  clusterListenAddress: text('cluster.listen-address', 'Address of this replica. Empty: no cluster.', '0.0.0.0:9094'),
  clusterAdvertiseAddress: text('cluster.advertise-address', 'Address that other replicas are told.'),
  clusterPeerName: text('cluster.peer-name', 'Name of this replica. Made up when it is empty.', ''),
  clusterPeers: texts('cluster.peer', 'Another replica. May be repeated.', []),
  clusterPeerTimeoutMs: duration('cluster.peer-timeout', 'How long a replica waits for the one before it.', '15s'),
  clusterPeersResolveTimeoutMs: duration('cluster.peers-resolve-timeout', 'Gossip: time to resolve peers.', '15s'),
  clusterGossipIntervalMs: duration('cluster.gossip-interval', 'Gossip: time between messages.', '200ms'),
  clusterPushPullIntervalMs: duration('cluster.pushpull-interval', 'Gossip: time between full exchanges.', '1m0s'),
  clusterTcpTimeoutMs: duration('cluster.tcp-timeout', 'Gossip: timeout of a stream.', '10s'),
  clusterProbeTimeoutMs: duration('cluster.probe-timeout', 'Gossip: timeout of a probe.', '500ms'),
  clusterProbeIntervalMs: duration('cluster.probe-interval', 'Gossip: time between probes.', '1s'),
  clusterSettleTimeoutMs: duration('cluster.settle-timeout', 'Gossip: time to settle before notifying.', '1m0s'),
  clusterReconnectIntervalMs: duration('cluster.reconnect-interval', 'Gossip: time between reconnects.', '10s'),
  clusterReconnectTimeoutMs: duration('cluster.reconnect-timeout', 'Gossip: when a lost peer is given up.', '6h0m0s'),
  clusterTlsConfig: text('cluster.tls-config', 'Gossip: file that turns on TLS.', ''),
  clusterAllowInsecureAdvertise: onOff(
    'cluster.allow-insecure-public-advertise-address-discovery',
    'Gossip: allow a public address.',
  ),
  clusterLabel: text('cluster.label', 'Gossip: replicas with another label are ignored.', ''),
  enableFeature: text(
    'enable-feature',
    'Features to turn on, with commas between them: alert-names-in-metrics, receiver-name-in-metrics, ' +
      'group-key-in-metrics, classic-mode, utf8-strict-mode, auto-gomemlimit, event-recorder.',
    '',
  ),
  logLevel: choice(
    'log.level',
    'Log only messages of this level or a higher one. One of: [debug, info, warn, error]',
    ['debug', 'info', 'warn', 'error'],
    'info',
    (value) => value.toLowerCase(),
    'unrecognized log level',
  ),
  logFormat: choice(
    'log.format',
    'How log messages are written. One of: [logfmt, json]',
    ['logfmt', 'json'],
    'logfmt',
    (value) => value,
    'unrecognized log format',
  ),
  redisUrl: text(
    'redis.url',
    'Redis that replicas share: redis://, rediss://; before TOCSIN_REDIS_URL and storage.redis.url. Empty: one node.',
    '',
  ),
  role: choice(
    'role',
    'What this replica does: all, router (takes alerts and decides), deliverer (sends). One of: [all, router, deliverer]',
    ['all', 'router', 'deliverer'],
    'all',
    (value) => value,
    'unrecognized role',
  ),
  tocsinConfigFile: text('tocsin.config.file', 'Configuration of what Alertmanager does not have. Empty: none.', ''),
} as const;

/** The values of all flags. */
export type ServerFlags = {
  readonly [Name in keyof typeof SERVER_FLAGS]: (typeof SERVER_FLAGS)[Name] extends Flag<infer T> ? T : never;
};
