import fc from 'fast-check';
import { LabelSet } from './label-set.js';

describe('the fingerprint of a label set', () => {
  it.each`
    labels                            | wanted
    ${{}}                             | ${'cbf29ce484222325'}
    ${{ a: 'b' }}                     | ${'d2b371819297f98a'}
    ${{ a: '1' }}                     | ${'d3b971819376d835'}
    ${{ ok: '1' }}                    | ${'8d4653b8b9db0024'}
    ${{ alertname: 'x<y>&', b: '1' }} | ${'5e0d375980e1c764'}
    ${{ job: 'é', alertname: 'Σ' }}   | ${'e99f4145b1933f9e'}
  `('$labels: $wanted', ({ labels, wanted }) => {
    expect(LabelSet.of(labels).fingerprint).toBe(wanted);
  });

  it('is what plain 64-bit arithmetic gives over the bytes of UTF-8', () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
        fc.string(),
      ),
    });
    fc.assert(
      fc.property(fc.dictionary(text, text), (plain) => {
        const labels = LabelSet.of(plain);
        expect(labels.fingerprint).toBe(slowly(labels));
      }),
    );
  });
});

function slowly(labels: LabelSet): string {
  const separator = Buffer.from([0xff]);
  const bytes = Buffer.concat([...labels].flatMap((pair) => pair.flatMap((text) => [Buffer.from(text), separator])));
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}
