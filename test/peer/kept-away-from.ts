/**
 * Differences between 0.25 and Tocsin that no rule can take out of what was said, as they change what comes after. The
 * histories are made so that they do not show; 0.34's way is held by the tests in `test/acceptance`.
 */
export const KEPT_AWAY_FROM: readonly { readonly name: string; readonly reason: string }[] = [
  {
    name: 'groups without alerts',
    reason:
      'in 0.25 a group that lost its last alert lives on for up to half a minute, and its old timer counts for what comes next; 0.34 ends it, and an alert with the same labels waits for group_wait',
  },
  {
    name: 'old alerts that come to a waiting group',
    reason:
      'in 0.25 any alert that is older than group_wait has its group flushed at once; in 0.34 only one that makes the group',
  },
  {
    name: 'groups of several alerts after a reload',
    reason: '0.25 flushes old groups while their alerts still come back; 0.34 waits until all are back',
  },
  {
    name: 'inhibition after a reload and a restart',
    reason: '0.25 flushes old groups before it knows what inhibits them; 0.34 waits for it (and both after a restart)',
  },
  {
    name: 'several sources of an inhibition',
    reason: '0.25 names any of them; 0.34 knows one for each key, Tocsin all, and the first is named',
  },
  {
    name: 'group_by: [] below the root',
    reason: 'in 0.25 it says nothing; in 0.34 it makes one group',
  },
  {
    name: 'receivers that fail for longer than an interval',
    reason:
      'in both versions a flush that is late delays those after it; here it does not, and the newest state is told (docs/adr/0003)',
  },
  {
    name: '429',
    reason: 'webhooks of both versions give up; here it is tried again, when Retry-After allows it',
  },
  {
    name: 'nanoseconds of silences',
    reason: 'silences are kept to the millisecond here, which is what the API shows',
  },
  {
    name: 'siblings with equal matchers',
    reason: 'in both versions their groups share a key, and what was told of one counts for the other, by chance',
  },
];
