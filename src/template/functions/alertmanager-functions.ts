import type { GoFunction, GoFunctions } from '../engine/go-function.js';
import { STRING } from '../engine/go-type.js';
import { COLLECTION_FUNCTIONS } from './collection-functions.js';
import { CONTENT_FUNCTIONS } from './content-functions.js';
import { ENCODING_FUNCTIONS } from './encoding-functions.js';
import { HUMANIZE_FUNCTIONS } from './humanize-duration.js';
import { PATTERN_FUNCTIONS } from './pattern-functions.js';
import { TEXT_FUNCTIONS } from './text-functions.js';
import { type TimeSource, timeFunctions } from './time-functions.js';

/**
 * The functions that Alertmanager 0.34 adds to Go's own. `routeLabels` is here so that templates parse; each rendering
 * brings one that knows its labels.
 */
export function alertmanagerFunctions(time: TimeSource): GoFunctions {
  return new Map<string, GoFunction>(
    Object.entries({
      ...TEXT_FUNCTIONS,
      ...PATTERN_FUNCTIONS,
      ...CONTENT_FUNCTIONS,
      ...ENCODING_FUNCTIONS,
      ...HUMANIZE_FUNCTIONS,
      ...COLLECTION_FUNCTIONS,
      ...timeFunctions(time),
      routeLabels: { params: [STRING], call: () => '' },
    }),
  );
}
