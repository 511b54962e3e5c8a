import type { MatcherMode } from '../labels/matcher-mode.js';

/** Every feature of `--enable-feature`, and the warning that is logged when it is on. */
const WARNINGS: ReadonlyMap<string, string> = new Map([
  ['alert-names-in-metrics', 'Alert names in metrics enabled'],
  ['receiver-name-in-metrics', 'Experimental receiver name in metrics enabled'],
  ['group-key-in-metrics', 'Experimental group key in metrics enabled'],
  ['classic-mode', 'Classic mode enabled'],
  ['utf8-strict-mode', 'UTF-8 strict mode enabled'],
  ['auto-gomemlimit', 'The feature auto-gomemlimit has no effect here'],
  ['event-recorder', 'Experimental event recorder enabled'],
]);

/** What `--enable-feature` turns on. */
export interface Features {
  readonly alertNamesInMetrics: boolean;
  readonly receiverNameInMetrics: boolean;
  readonly groupKeyInMetrics: boolean;
  readonly eventRecorder: boolean;
  readonly matcherMode: MatcherMode;
  /** A line for the log for each feature. */
  readonly warnings: readonly string[];
}

/**
 * Reads a list of names with commas between them.
 *
 * @throws {Error} with the text that follows `error parsing the feature flag list`
 */
export function readFeatures(list: string): Features {
  const names = list === '' ? [] : list.split(',');
  const warnings = names.map((name) => {
    const warning = WARNINGS.get(name);
    if (warning === undefined) throw new Error(`unknown option '${name}' for --enable-feature`);
    return warning;
  });
  const isOn = (name: string) => names.includes(name);
  if (isOn('classic-mode') && isOn('utf8-strict-mode')) {
    throw new Error('cannot have both classic and UTF-8 modes enabled');
  }
  return {
    alertNamesInMetrics: isOn('alert-names-in-metrics'),
    receiverNameInMetrics: isOn('receiver-name-in-metrics'),
    groupKeyInMetrics: isOn('group-key-in-metrics'),
    eventRecorder: isOn('event-recorder'),
    matcherMode: matcherModeOf(isOn('classic-mode'), isOn('utf8-strict-mode')),
    warnings,
  };
}

function matcherModeOf(isClassic: boolean, isStrict: boolean): MatcherMode {
  if (isClassic) return 'classic';
  return isStrict ? 'utf8' : 'fallback';
}
