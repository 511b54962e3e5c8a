import { formatTimestamp, local } from '../../clock/timestamp.js';
import { LabelSet } from '../../labels/label-set.js';
import type { Matcher } from '../../labels/matcher.js';
import { type Silence, type SilenceState, silenceState } from '../../silences/silence.js';
import type { Engine, RunningEngine } from '../engine.js';
import { handlerError } from './api-error.js';
import { escapedJson, labelsJson, literalJson } from './json-text.js';

/** `GET /status` */
export function statusJson(engine: Engine): string {
  const { name, peers, status } = engine.cluster();
  const { branch, buildDate, buildUser, goVersion, revision, version } = engine.version;
  return object({
    cluster: object({
      name: name === undefined ? undefined : literalJson(name),
      peers: list(
        peers
          .toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)))
          .map((peer) => object({ address: literalJson(peer.address), name: literalJson(peer.name) })),
      ),
      status: `"${status}"`,
    }),
    config: object({ original: literalJson(engine.current().original) }),
    uptime: `"${formatTimestamp(local(engine.startedAtMs), { digits: 3 })}"`,
    versionInfo: object({
      branch: literalJson(branch),
      buildDate: literalJson(buildDate),
      buildUser: literalJson(buildUser),
      goVersion: literalJson(goVersion),
      revision: literalJson(revision),
      version: literalJson(version),
    }),
  });
}

/** `GET /receivers` */
export function receiversJson(receivers: RunningEngine['receivers']): string {
  return list(
    receivers.map(({ name, labels }) =>
      object({
        labels: labels.size === 0 ? undefined : labelsJson(labels, literalJson),
        name: literalJson(name),
      }),
    ),
  );
}

/** One group of `GET /alerts/groups`, around the alerts' own JSON. */
export function groupEnds(
  labels: LabelSet,
  receiver: string,
  routeLabels: LabelSet,
): { readonly head: string; readonly tail: string } {
  return {
    head: '{"alerts":[',
    tail:
      `],"labels":${labelsJson(labels, literalJson)},"receiver":{"name":${literalJson(receiver)}},` +
      `"routeLabels":${labelsJson(routeLabels, literalJson)}}`,
  };
}

/**
 * A silence as the API shows it (gettableSilence).
 *
 * @throws {ApiError} 500 for one with several matcher sets, which this API has no form for
 */
export function silenceJson(silence: Silence, nowMs: number): string {
  const { id, matcherSets } = silence;
  if (matcherSets.length > 1) {
    throw handlerError(500, `silence '${id}' has multiple matcher sets which is not supported by this API version`);
  }
  let rest = RESTS.get(silence);
  if (rest === undefined) {
    rest = restOf(silence);
    RESTS.set(silence, rest);
  }
  return `{"id":${escapedJson(id)},"status":{"state":"${shownState(silence, nowMs)}"},${rest}`;
}

/** What is shown of a silence whatever the time is; a silence that changes is another object. */
const RESTS = new WeakMap<Silence, string>();

/** From its `updatedAt` on, the closing brace included. */
function restOf({ matcherSets, annotations, comment, createdBy, startsAtMs, endsAtMs, updatedAtMs }: Silence): string {
  const [matchers = []] = matcherSets;
  const labels = LabelSet.of(annotations);
  const fields = object({
    updatedAt: utcJson(updatedAtMs),
    annotations: labels.size === 0 ? undefined : labelsJson(labels, escapedJson),
    comment: escapedJson(comment),
    createdBy: escapedJson(createdBy),
    endsAt: utcJson(endsAtMs),
    matchers: list(matchers.map(matcherJson)),
    startsAt: utcJson(startsAtMs),
  });
  return fields.slice(1);
}

/** At its very end a silence still mutes, but is shown as expired (Alertmanager). */
export function shownState(silence: Silence, nowMs: number): SilenceState {
  return nowMs === silence.endsAtMs ? 'expired' : silenceState(silence, nowMs);
}

function matcherJson({ name, operator, value }: Matcher): string {
  return object({
    isEqual: String(operator === '=' || operator === '=~'),
    isRegex: String(operator === '=~' || operator === '!~'),
    name: escapedJson(name),
    value: escapedJson(value),
  });
}

function utcJson(ms: number): string {
  return `"${formatTimestamp({ ms, nanos: 0, offsetMinutes: 0 }, { digits: 3 })}"`;
}

/** An object of values that are JSON already; undefined ones are left out. */
function object(fields: Readonly<Record<string, string | undefined>>): string {
  const written = Object.entries(fields).filter(([, json]) => json !== undefined);
  return `{${written.map(([name, json]) => `"${name}":${json}`).join(',')}}`;
}

function list(items: readonly string[]): string {
  return `[${items.join(',')}]`;
}
