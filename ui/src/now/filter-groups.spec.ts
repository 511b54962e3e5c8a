import { describe, expect, it } from '@jest/globals';
import type { GroupSummary } from '../api/types';
import { filterGroups } from './filter-groups';

const group = (id: string, commonLabels: Record<string, string>, firing = 2): GroupSummary => ({
  id,
  groupKey: id,
  receiver: 'team',
  routeId: '{}',
  labels: {},
  commonLabels,
  commonAnnotations: {},
  severity: '',
  severities: {},
  counts: { firing, suppressed: 0, resolved: 0 },
  mutedBy: [],
  startsAt: '',
  updatedAt: '',
  nextFlushAt: '',
  delivery: { state: 'none' },
});

const EU = group('eu', { cluster: 'eu', team: 'web' });
const US = group('us', { cluster: 'us', team: 'db' });
const ALONE = group('alone', { cluster: 'us' }, 1);

const idsOf = (groups: readonly GroupSummary[], ...matchers: string[]) =>
  filterGroups(groups, matchers)?.map(({ id }) => id);

describe('filterGroups', () => {
  it.each([
    [['cluster="us"'], ['us', 'alone']],
    [['cluster!="us"'], ['eu']],
    [['cluster="us"', 'cluster="eu"'], []],
    [['cluster=~"eu|asia"'], ['eu']],
    [['cluster!~"eu|asia"'], ['us', 'alone']],
  ])('finds with %j the groups %j', (matchers, ids) => {
    expect(idsOf([EU, US, ALONE], ...matchers)).toEqual(ids);
  });

  it('knows all labels of an alert that is alone, and takes one that is not there as empty', () => {
    expect(idsOf([EU, US, ALONE], 'team=""')).toEqual(['alone']);
    expect(idsOf([EU, US, ALONE], 'team="db"')).toEqual(['us']);
  });

  it('leaves to the server what the alerts of a group may differ in', () => {
    expect(idsOf([EU, group('mixed', { cluster: 'eu' })], 'team="web"')).toBeUndefined();
  });

  it('needs no more than one matcher that is not met to leave a group out', () => {
    expect(idsOf([EU, group('mixed', { cluster: 'us' })], 'team="web"', 'cluster="eu"')).toEqual(['eu']);
  });

  it.each(['cluster=~"e."', 'cluster=~"(?i)EU"', 'cluster=~"eu|"', 'cluster'])('leaves %s to the server', (matcher) => {
    expect(idsOf([EU], matcher)).toBeUndefined();
  });
});
