import type { Alert } from '../../alerts/alert.js';
import { compareAlerts, compareLabelSets } from '../../alerts/alert-order.js';
import { compareBytes } from '../../labels/label-set.js';
import type { Engine, GroupView } from '../engine.js';
import { type AlertStatus, alertFragments } from './alert-json.js';
import { AlertSelection } from './alert-selection.js';
import type { Query } from './query.js';
import { ReceiverSelection } from './receiver-selection.js';
import { Turns } from './turns.js';
import { groupEnds } from './wire.js';

/** A group with those of its alerts that pass. */
interface SelectedGroup {
  readonly group: GroupView;
  readonly mutedBy: readonly string[];
  readonly alerts: readonly { readonly alert: Alert; readonly status: AlertStatus }[];
}

/** By the fingerprint of an alert, the receivers of the groups that hold it. */
type Holders = ReadonlyMap<string, readonly string[]>;

/**
 * `GET /alerts/groups`: the groups that the query asks for, ordered by their labels, then by receiver.
 *
 * @returns the answer in fragments
 * @throws {ApiError} when a parameter does not parse
 */
export async function groupsJson(engine: Engine, query: Query): Promise<Iterable<string>> {
  const running = engine.current();
  const nowMs = engine.now();
  const selection = new AlertSelection(query, running, nowMs);
  const receivers = new ReceiverSelection(query, running.receivers);
  const wantsMuted = query.flag('muted');

  const turns = new Turns();
  const selected: SelectedGroup[] = [];
  for (const group of [...running.groups()]) {
    await turns.next();
    if (!receivers.includes(group.receiver)) continue;
    const alerts = select(group, selection);
    if (alerts.length > 0) selected.push({ group, alerts, mutedBy: group.mutedBy(nowMs) });
  }
  // An alert names the receivers of all groups that hold it, those of muted groups too.
  const holders = receiversByAlert(selected);
  const shown = selected.filter(({ mutedBy }) => wantsMuted || mutedBy.length === 0);
  return written(shown.sort(compareGroups), holders);
}

/** Lazily: a long answer is written as fast as the client reads, and a large group does not hold up the process. */
function* written(groups: readonly SelectedGroup[], holders: Holders): Generator<string, void> {
  let separator = '[';
  for (const group of groups) {
    yield separator;
    yield* groupFragments(group, holders);
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}

function* groupFragments({ group, alerts, mutedBy }: SelectedGroup, holders: Holders): Generator<string, void> {
  const { head, tail } = groupEnds(group.labels, group.receiver, group.routeLabels());
  yield head;
  for (const [i, { alert, status }] of alerts.entries()) {
    if (i > 0) yield ',';
    yield* alertFragments(alert, holders.get(alert.labels.fingerprint) ?? [], { ...status, mutedBy });
  }
  yield tail;
}

function select(group: GroupView, selection: AlertSelection): SelectedGroup['alerts'] {
  const passing: { alert: Alert; status: AlertStatus }[] = [];
  for (const alert of group.alerts()) {
    if (!selection.concerns(alert)) continue;
    const status = selection.statusOf(alert);
    if (status !== undefined) passing.push({ alert, status });
  }
  return passing.sort((a, b) => compareAlerts(a.alert.labels, b.alert.labels));
}

/** A receiver is named once for each group, also where several routes lead to it (dispatch.Dispatcher.Groups). */
function receiversByAlert(groups: readonly SelectedGroup[]): Holders {
  const names = new Map<string, string[]>();
  for (const { group, alerts } of groups) {
    for (const { alert } of alerts) {
      const known = names.get(alert.labels.fingerprint);
      if (known === undefined) names.set(alert.labels.fingerprint, [group.receiver]);
      else known.push(group.receiver);
    }
  }
  for (const receivers of names.values()) receivers.sort(compareBytes);
  return names;
}

function compareGroups({ group: a }: SelectedGroup, { group: b }: SelectedGroup): number {
  return compareLabelSets(a.labels, b.labels) || compareBytes(a.receiver, b.receiver);
}
