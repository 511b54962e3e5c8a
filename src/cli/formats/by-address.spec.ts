import { byAddress } from './by-address.js';

describe('byAddress', () => {
  it('sorts by the bytes of the address, then by port; names come first', () => {
    const sorted = ['10.0.0.2:9', '[::1]:5', '10.0.0.2:10', '[fe80::1]:1', '9.9.9.9:1', 'host:3', '[::ffff:1.2.3.4]:1'];
    const shuffled = sorted.toReversed().map((address) => ({ address, name: '' }));
    expect(byAddress(shuffled).map(({ address }) => address)).toEqual([
      'host:3',
      '[::1]:5',
      '[::ffff:1.2.3.4]:1',
      '9.9.9.9:1',
      '10.0.0.2:9',
      '10.0.0.2:10',
      '[fe80::1]:1',
    ]);
  });
});
