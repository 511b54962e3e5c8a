import { createMetrics } from '../metrics/metrics.js';
import { observeMembers, oneOfReplicas, singleNode } from './membership.js';

describe('membership', () => {
  it('of a single node is itself, as soon as it listens', () => {
    const node = singleNode('ana', true);
    node.listensAt('127.0.0.1:9093');
    expect(node.view()).toEqual({ name: 'ana', status: 'ready', peers: [{ name: 'ana', address: '127.0.0.1:9093' }] });
    expect(singleNode('ana', false).view()).toEqual({ status: 'disabled', peers: [] });
  });

  it('of replicas are those that live, in the same order at each', async () => {
    const peers = [
      { id: '1', name: 'ben', address: '10.0.0.2:9093' },
      { id: '2', name: 'ana', address: '10.0.0.1:9093' },
    ];
    const replica = oneOfReplicas({ peers, replicaId: '2', listensAt: () => {} }, { isSynced: false });
    expect(replica.view()).toEqual({
      name: 'ana',
      status: 'settling',
      peers: [
        { name: 'ben', address: '10.0.0.2:9093' },
        { name: 'ana', address: '10.0.0.1:9093' },
      ],
    });

    const metrics = createMetrics({
      features: { receiverName: false, alertNames: false, groupKey: false },
      isClusterOn: true,
      build: { branch: '', goarch: '', goos: '', goversion: '', revision: '', tags: '', version: '' },
    });
    observeMembers(metrics, replica);
    const page = await metrics.render('text');
    for (const line of [
      'alertmanager_cluster_members 2',
      'alertmanager_cluster_peer_info{peer="ben"} 1',
      'alertmanager_peer_position 1',
    ]) {
      expect(page).toContain(line);
    }
  });
});
