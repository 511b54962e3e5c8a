import type { ClusterView } from '../api/engine.js';
import type { Metrics } from '../metrics/metrics.js';
import type { RedisConnection } from '../storage/redis/connection.js';
import type { RedisStorage } from '../storage/redis/redis-storage.js';

/** Who shares the state of this process, as its status and its metrics tell. */
export interface Membership {
  view(): ClusterView;
  /** The address of this process is known. */
  listensAt(address: string): void;
}

/** @param isShown false: clustering is disabled by its flag */
export function singleNode(name: string, isShown: boolean): Membership {
  let address = '';
  return {
    view: () => (isShown ? { name, status: 'ready', peers: [{ name, address }] } : { status: 'disabled', peers: [] }),
    listensAt(own) {
      address = own;
    },
  };
}

/** While Redis is away, or not all of it has been read, this replica settles. */
export function oneOfReplicas(
  connection: Pick<RedisConnection, 'peers' | 'replicaId' | 'listensAt'>,
  storage: Pick<RedisStorage, 'isSynced'>,
): Membership {
  return {
    view() {
      const { peers, replicaId } = connection;
      return {
        name: peers.find(({ id }) => id === replicaId)?.name ?? replicaId,
        status: storage.isSynced ? 'ready' : 'settling',
        peers: peers.map(({ name, address }) => ({ name, address })),
      };
    },
    listensAt: (address) => connection.listensAt(address),
  };
}

/** Shows the members to those who scrape. */
export function observeMembers(metrics: Metrics, { view }: Pick<Membership, 'view'>): void {
  metrics.clusterAliveMessagesTotal.inc({ peer: view().name ?? '' });
  metrics.onScrape(() => {
    const { name, peers } = view();
    metrics.clusterMembers.set(peers.length);
    metrics.clusterPeerInfo.reset();
    for (const peer of peers) metrics.clusterPeerInfo.set({ peer: peer.name }, 1);
    metrics.peerPosition.set(
      Math.max(
        0,
        peers.findIndex((peer) => peer.name === name),
      ),
    );
  });
}
