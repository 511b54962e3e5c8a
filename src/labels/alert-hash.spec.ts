import { alertHash } from './alert-hash.js';
import { LabelSet } from './label-set.js';

describe('alertHash', () => {
  it.each`
    labels                            | wanted
    ${{ ok: '1' }}                    | ${16216063725985524043n}
    ${{ b: '1', alertname: 'x<y>&' }} | ${3391632910565740816n}
    ${{ a: '1' }}                     | ${0x6577cd4df75e4415n}
  `('$labels: $wanted', ({ labels, wanted }) => {
    const hash = alertHash(LabelSet.of(labels));
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    expect(BigInt(`0x${hash}`)).toBe(wanted);
  });
});
