import { utc, ZERO_TIME } from '../clock/timestamp.js';
import { LabelSet } from '../labels/label-set.js';
import type { Alert } from './alert.js';
import { validateAlert } from './validate-alert.js';

const VALID: Alert = {
  labels: LabelSet.of({ a: 'b' }),
  annotations: LabelSet.EMPTY,
  startsAt: utc(1),
  endsAt: utc(1),
  updatedAt: utc(1),
  timeout: false,
  generatorURL: '',
};

describe('validateAlert', () => {
  it.each`
    changes                                        | mode          | complaint
    ${{}}                                          | ${'fallback'} | ${undefined}
    ${{ startsAt: ZERO_TIME }}                     | ${'fallback'} | ${'start time missing'}
    ${{ endsAt: utc(0) }}                          | ${'fallback'} | ${'start time must be before end time'}
    ${{ endsAt: ZERO_TIME }}                       | ${'fallback'} | ${undefined}
    ${{ labels: LabelSet.EMPTY }}                  | ${'fallback'} | ${'at least one label pair required'}
    ${{ labels: LabelSet.of({ 'a b': 'c' }) }}     | ${'fallback'} | ${undefined}
    ${{ labels: LabelSet.of({ 'a b': 'c' }) }}     | ${'classic'}  | ${'invalid label set: invalid name "a b"'}
    ${{ labels: LabelSet.of({ '': 'c' }) }}        | ${'utf8'}     | ${'invalid label set: invalid name ""'}
    ${{ annotations: LabelSet.of({ 'a b': '' }) }} | ${'classic'}  | ${'invalid annotations: invalid name "a b"'}
  `('says $complaint of $changes in $mode mode', ({ changes, mode, complaint }) => {
    expect(validateAlert({ ...VALID, ...changes }, mode)).toBe(complaint);
  });
});
