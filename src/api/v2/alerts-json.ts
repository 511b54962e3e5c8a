import type { Alert } from '../../alerts/alert.js';
import type { Route } from '../../routing/route.js';
import type { Engine } from '../engine.js';
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
  const alerts: RoutedAlert[] = [];
  for (const alert of engine.alerts(selection.equalities)) {
    if (!selection.concerns(alert)) continue;
    const routes = running.match(alert.labels);
    if (receivers.includesAny(routes)) alerts.push({ alert, routes });
  }
  return written(alerts.sort(byFingerprint), selection);
}

interface RoutedAlert {
  readonly alert: Alert;
  readonly routes: readonly Route[];
}

function* written(alerts: readonly RoutedAlert[], selection: AlertSelection): Iterable<string> {
  let separator = '[';
  for (const { alert, routes } of alerts) {
    const status = selection.statusOf(alert);
    if (status === undefined) continue;
    yield separator;
    const names = routes.map(({ receiver }) => receiver);
    yield* alertFragments(alert, names, status);
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}

function byFingerprint({ alert: a }: RoutedAlert, { alert: b }: RoutedAlert): number {
  return a.labels.fingerprint < b.labels.fingerprint ? -1 : 1;
}
