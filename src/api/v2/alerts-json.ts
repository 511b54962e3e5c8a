import type { Alert } from '../../alerts/alert.js';
import type { Engine, RunningEngine } from '../engine.js';
import { alertFragments } from './alert-json.js';
import { AlertSelection } from './alert-selection.js';
import type { Query } from './query.js';
import { ReceiverSelection } from './receiver-selection.js';

/**
 * `GET /alerts`: the alerts that the query asks for, in the order of their fingerprints.
 *
 * @returns the answer in fragments
 * @throws {ApiError} when a parameter does not parse, before anything is written
 */
export function alertsJson(engine: Engine, query: Query): Iterable<string> {
  const running = engine.current();
  const selection = new AlertSelection(query, running, engine.now());
  const receivers = new ReceiverSelection(query, running.receivers);
  // Taken at once: the list is of one moment, however long it takes to write.
  const alerts = [...engine.alerts()].filter((alert) => selection.concerns(alert)).sort(byFingerprint);
  return written(alerts, running, selection, receivers);
}

function* written(
  alerts: readonly Alert[],
  running: RunningEngine,
  selection: AlertSelection,
  receivers: ReceiverSelection,
): Iterable<string> {
  let separator = '[';
  for (const alert of alerts) {
    const names = running.match(alert.labels).map(({ receiver }) => receiver);
    if (!receivers.includesAny(names)) continue;
    const status = selection.statusOf(alert);
    if (status === undefined) continue;
    yield separator;
    yield* alertFragments(alert, names, status);
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}

function byFingerprint(a: Alert, b: Alert): number {
  return a.labels.fingerprint < b.labels.fingerprint ? -1 : 1;
}
