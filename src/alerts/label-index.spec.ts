import { describe, expect, it } from '@jest/globals';
import { utc } from '../clock/timestamp.js';
import { LabelSet } from '../labels/label-set.js';
import { type AlertHolder, LabelIndex } from './label-index.js';

function holder(labels: Record<string, string>): AlertHolder {
  const time = utc(0);
  return {
    alert: {
      labels: LabelSet.of(labels),
      annotations: LabelSet.EMPTY,
      startsAt: time,
      endsAt: time,
      updatedAt: time,
      timeout: false,
      generatorURL: '',
    },
  };
}

function setUp(...labels: Record<string, string>[]) {
  const all = new Set(labels.map(holder));
  let asked = 0;
  let drops = 0;
  const index = new LabelIndex(
    () => {
      asked++;
      return all;
    },
    () => drops++,
  );
  const find = (wanted: Record<string, string>) =>
    [...index.candidates(Object.entries(wanted).map(([name, value]) => ({ name, value })))].map(({ alert }) =>
      alert.labels.toJSON(),
    );
  return { all, index, find, counts: () => ({ asked, drops }) };
}

describe('LabelIndex', () => {
  it('finds the alerts that have a label, and looks at all of them once', () => {
    const { find, counts } = setUp({ a: '1', b: 'x' }, { a: '2', b: 'x' }, { b: 'x' });
    expect(find({ a: '1' })).toEqual([{ a: '1', b: 'x' }]);
    expect(find({ a: '2' })).toEqual([{ a: '2', b: 'x' }]);
    expect(find({ a: '3' })).toEqual([]);
    expect(counts()).toEqual({ asked: 1, drops: 0 });
  });

  it('goes by the rarest of several labels', () => {
    const { find } = setUp({ a: '1', b: 'x' }, { a: '2', b: 'x' });
    expect(find({ b: 'x', a: '2' })).toEqual([{ a: '2', b: 'x' }]);
  });

  it('has all alerts where no label is asked for', () => {
    expect(setUp({ a: '1' }, { b: '1' }).find({})).toHaveLength(2);
  });

  it('follows alerts that come and go', () => {
    const { find, index } = setUp({ a: '1' });
    expect(find({ a: '1' })).toHaveLength(1);
    const late = holder({ a: '1', late: 'yes' });
    index.add(late);
    index.add(holder({ other: '1' }));
    expect(find({ a: '1' })).toHaveLength(2);
    index.remove(late);
    index.remove(holder({ a: 'unknown' }));
    expect(find({ a: '1' })).toEqual([{ a: '1' }]);
  });

  it('drops the name that was not asked for longest', () => {
    const { find, counts } = setUp({ a: '1' });
    find({ a: '1' });
    for (let i = 0; i < 15; i++) find({ [`n${i}`]: '1' });
    find({ a: '1' });
    expect(counts()).toEqual({ asked: 16, drops: 0 });
    find({ n15: '1' });
    expect(counts()).toEqual({ asked: 17, drops: 1 });
    find({ a: '1' });
    expect(counts().asked).toBe(17);
    find({ n0: '1' });
    expect(counts().asked).toBe(18);
  });
});
