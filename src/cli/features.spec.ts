import { readFeatures } from './features.js';

describe('readFeatures', () => {
  it('turns nothing on by default', () => {
    expect(readFeatures('')).toEqual({
      alertNamesInMetrics: false,
      receiverNameInMetrics: false,
      groupKeyInMetrics: false,
      eventRecorder: false,
      matcherMode: 'fallback',
      warnings: [],
    });
  });

  it.each`
    list                                         | on
    ${'classic-mode'}                            | ${{ matcherMode: 'classic' }}
    ${'utf8-strict-mode,auto-gomemlimit'}        | ${{ matcherMode: 'utf8' }}
    ${'receiver-name-in-metrics,event-recorder'} | ${{ receiverNameInMetrics: true, eventRecorder: true }}
  `('reads $list, with a warning for each', ({ list, on }) => {
    const features = readFeatures(list);
    expect(features).toMatchObject(on);
    expect(features.warnings).toHaveLength(list.split(',').length);
  });

  it.each`
    list                               | complaint
    ${'foo'}                           | ${"unknown option 'foo' for --enable-feature"}
    ${'classic-mode,'}                 | ${"unknown option '' for --enable-feature"}
    ${'classic-mode,utf8-strict-mode'} | ${'cannot have both classic and UTF-8 modes enabled'}
  `('refuses $list', ({ list, complaint }) => {
    expect(() => readFeatures(list)).toThrow(complaint);
  });
});
