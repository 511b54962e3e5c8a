import { Registry } from 'prom-client';
import { MetricMaker } from './metric-maker.js';

/**
 * What dashboards ask about a cluster. There is no gossip: messages are those that replicas share through Redis.
 *
 * @param isOn without clustering only `alertmanager_cluster_enabled` and the position are exported
 */
export function clusterMetrics(shown: MetricMaker, isOn: boolean) {
  const make = isOn ? shown : new MetricMaker(new Registry(), 'alertmanager_');
  const metrics = {
    clusterEnabled: shown.gauge('cluster_enabled', 'Whether clustering is on: 0 or 1.'),
    peerPosition: shown.gauge('peer_position', 'Position of this replica among its peers, 0 being the first.'),
    /** Set at each scrape to 1 for each peer. */
    clusterPeerInfo: make.gauge('cluster_peer_info', 'A series of value 1 for each peer.', ['peer']),
    clusterMembers: make.gauge('cluster_members', 'How many members the cluster has, this one included.'),
    clusterFailedPeers: make.gauge('cluster_failed_peers', 'How many peers do not answer.'),
    clusterHealthScore: make.gauge('cluster_health_score', 'Health of this member; lower is better, 0 is healthy.'),
    clusterMessagesQueued: make.gauge('cluster_messages_queued', 'Messages that wait to be shared.'),
    clusterReconnectionsTotal: make.counter('cluster_reconnections_total', 'Connections made anew.'),
    clusterReconnectionsFailedTotal: make.counter('cluster_reconnections_failed_total', 'Attempts at it that failed.'),
    clusterRefreshJoinTotal: make.counter('cluster_refresh_join_total', 'How often the cluster was joined again.'),
    clusterRefreshJoinFailedTotal: make.counter('cluster_refresh_join_failed_total', 'How often that failed.'),
    clusterPeersLeftTotal: make.counter('cluster_peers_left_total', 'Peers that have left.'),
    clusterPeersUpdateTotal: make.counter('cluster_peers_update_total', 'Peers that have changed.'),
    clusterPeersJoinedTotal: make.counter('cluster_peers_joined_total', 'Peers that have joined.'),
    clusterPeerNameConflictsTotal: make.counter('cluster_peer_name_conflicts_total', 'Peers with a name in use.'),
    clusterAliveMessagesTotal: make.counter('cluster_alive_messages_total', 'Signs of life of a peer.', ['peer']),
    clusterPingsSeconds: make.histogram(
      'cluster_pings_seconds',
      'Time that a peer takes to answer.',
      ['peer'],
      [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5],
    ),
    clusterMessagesReceivedTotal: make.counter('cluster_messages_received_total', 'Messages received.', ['msg_type']),
    clusterMessagesReceivedSizeTotal: make.counter('cluster_messages_received_size_total', 'Their size in bytes.', [
      'msg_type',
    ]),
    clusterMessagesSentTotal: make.counter('cluster_messages_sent_total', 'Messages sent.', ['msg_type']),
    clusterMessagesSentSizeTotal: make.counter('cluster_messages_sent_size_total', 'Their size in bytes.', [
      'msg_type',
    ]),
    clusterMessagesPrunedTotal: make.counter('cluster_messages_pruned_total', 'Messages dropped from a full queue.'),
    oversizedGossipMessageSentTotal: make.counter('oversized_gossip_message_sent_total', 'Large messages sent.', [
      'key',
    ]),
    oversizedGossipMessageFailureTotal: make.counter(
      'oversized_gossip_message_failure_total',
      'Large messages that could not be sent.',
      ['key'],
    ),
    oversizedGossipMessageDroppedTotal: make.counter(
      'oversized_gossip_message_dropped_total',
      'Large messages dropped from a full queue.',
      ['key'],
    ),
    oversizeGossipMessageDurationSeconds: make.histogram(
      'oversize_gossip_message_duration_seconds',
      'Time to send a large message.',
      ['key'],
    ),
  };

  metrics.clusterEnabled.set(isOn ? 1 : 0);
  for (const msg_type of ['full_state', 'update']) {
    metrics.clusterMessagesReceivedTotal.inc({ msg_type }, 0);
    metrics.clusterMessagesReceivedSizeTotal.inc({ msg_type }, 0);
    metrics.clusterMessagesSentTotal.inc({ msg_type }, 0);
    metrics.clusterMessagesSentSizeTotal.inc({ msg_type }, 0);
  }
  for (const key of ['nfl', 'sil']) {
    metrics.oversizedGossipMessageSentTotal.inc({ key }, 0);
    metrics.oversizedGossipMessageFailureTotal.inc({ key }, 0);
    metrics.oversizedGossipMessageDroppedTotal.inc({ key }, 0);
    metrics.oversizeGossipMessageDurationSeconds.zero({ key });
  }
  return metrics;
}
