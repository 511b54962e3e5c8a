import type { ServerFlags } from './server-flag-table.js';

/** @returns what keeps the server from starting, in Alertmanager's words; undefined when nothing does */
export function checkServerFlags(flags: ServerFlags): string | undefined {
  const wrong = [
    flags.configFile === '' && 'ConfigFile is required',
    flags.storagePath === '' && 'DataDir is required',
    ...notPositive({
      Retention: flags.retentionMs,
      MaintenanceInterval: flags.maintenanceIntervalMs,
      AlertGCInterval: flags.alertsGcIntervalMs,
      DispatchMaintenanceInterval: flags.dispatchMaintenanceIntervalMs,
    }),
    ...(flags.clusterListenAddress === '' ? [] : notPositive(clusterTimes(flags)).map(inCluster)),
  ].find((text) => text !== false);
  return wrong === undefined ? undefined : `alertmanager/app: Options.${wrong}`;
}

/** A settle timeout of 0 is allowed. */
function clusterTimes(flags: ServerFlags): Readonly<Record<string, number>> {
  return {
    PeerTimeout: flags.clusterPeerTimeoutMs,
    PeersResolveTimeout: flags.clusterPeersResolveTimeoutMs,
    GossipInterval: flags.clusterGossipIntervalMs,
    PushPullInterval: flags.clusterPushPullIntervalMs,
    TCPTimeout: flags.clusterTcpTimeoutMs,
    ProbeTimeout: flags.clusterProbeTimeoutMs,
    ProbeInterval: flags.clusterProbeIntervalMs,
    ReconnectInterval: flags.clusterReconnectIntervalMs,
    PeerReconnectTimeout: flags.clusterReconnectTimeoutMs,
  };
}

function notPositive(times: Readonly<Record<string, number>>): string[] {
  return Object.entries(times)
    .filter(([, ms]) => ms <= 0)
    .map(([name]) => `${name} must be positive`);
}

function inCluster(text: string): string {
  return `${text} when clustering is enabled`;
}

/** Flags that were given and that say how replicas gossip, which they do not do here: for one line in the log. */
export function ignoredFlags(given: Iterable<string>): string[] {
  const heeded = new Set(['cluster.listen-address', 'cluster.advertise-address', 'cluster.peer-name']);
  return [...given].filter((name) => name.startsWith('cluster.') && !heeded.has(name)).map((name) => `--${name}`);
}
