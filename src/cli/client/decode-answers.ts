import { boolean, type Decode, labels, list, member, moment, nullable, text } from './decode-json.js';
import type { Alert, Silence, SilenceContent, SilenceMatcher, Status, Text, VersionInfo } from './models.js';

const ZERO_VERSION: VersionInfo = {
  branch: null,
  buildDate: null,
  buildUser: null,
  goVersion: null,
  revision: null,
  version: null,
};

/** The answer of `GET /alerts`. @throws {Error} when a field has another type */
export function decodeAlerts(answer: unknown): readonly Alert[] {
  return list(alert)(answer, 'alerts') ?? [];
}

/** The answer of `GET /silences`. */
export function decodeSilences(answer: unknown): readonly Silence[] {
  return list(decodeSilence)(answer, 'silences') ?? [];
}

export function decodeSilence(value: unknown, where = 'silence'): Silence {
  const of = <T>(name: string, decode: Decode<T>) => decode(member(value, where, name), `${where}.${name}`);
  return {
    id: of('id', text),
    status: of('status', nullable(state)),
    updatedAt: of('updatedAt', moment),
    ...decodeSilenceContent(value, where),
  };
}

/** What a silence that is read from a file or an answer says. */
export function decodeSilenceContent(value: unknown, where = 'silence'): SilenceContent {
  const of = <T>(name: string, decode: Decode<T>) => decode(member(value, where, name), `${where}.${name}`);
  return {
    annotations: of('annotations', labels),
    comment: of('comment', text),
    createdBy: of('createdBy', text),
    endsAt: of('endsAt', moment),
    matchers: of('matchers', list(matcher)),
    startsAt: of('startsAt', moment),
  };
}

/** The answer of `POST /silences`. */
export function decodeSilenceId(answer: unknown): string {
  return text(member(answer, 'answer', 'silenceID'), 'answer.silenceID') ?? '';
}

/** The answer of `GET /status`. */
export function decodeStatus(answer: unknown): Status {
  const of = <T>(name: string, decode: Decode<T>) => decode(member(answer, 'status', name), `status.${name}`);
  return {
    cluster: of(
      'cluster',
      nullable((value, where) => ({
        name: text(member(value, where, 'name'), `${where}.name`) ?? '',
        peers: list(peer)(member(value, where, 'peers'), `${where}.peers`),
        status: text(member(value, where, 'status'), `${where}.status`),
      })),
    ),
    config: of(
      'config',
      nullable((value, where) => ({ original: text(member(value, where, 'original'), `${where}.original`) })),
    ),
    uptime: of('uptime', moment),
    versionInfo: of('versionInfo', nullable(versionInfo)),
  };
}

const alert: Decode<Alert> = (value, where) => {
  const of = <T>(name: string, decode: Decode<T>) => decode(member(value, where, name), `${where}.${name}`);
  return {
    annotations: of('annotations', labels),
    endsAt: of('endsAt', moment),
    fingerprint: of('fingerprint', text),
    receivers: of('receivers', list(named)),
    startsAt: of('startsAt', moment),
    status: of('status', nullable(alertStatus)),
    updatedAt: of('updatedAt', moment),
    generatorURL: of('generatorURL', text) ?? '',
    labels: of('labels', labels),
  };
};

const alertStatus: Decode<NonNullable<Alert['status']>> = (value, where) => {
  const ids = (name: string) => list((id, at) => text(id, at) ?? '')(member(value, where, name), `${where}.${name}`);
  return {
    inhibitedBy: ids('inhibitedBy'),
    mutedBy: ids('mutedBy'),
    silencedBy: ids('silencedBy'),
    ...state(value, where),
  };
};

const named: Decode<{ readonly name: Text }> = (value, where) => ({
  name: text(member(value, where, 'name'), `${where}.name`),
});

const state: Decode<{ readonly state: Text }> = (value, where) => ({
  state: text(member(value, where, 'state'), `${where}.state`),
});

const peer: Decode<{ readonly address: Text; readonly name: Text }> = (value, where) => ({
  address: text(member(value, where, 'address'), `${where}.address`),
  ...named(value, where),
});

const matcher: Decode<SilenceMatcher> = (value, where) => {
  const of = <T>(name: string, decode: Decode<T>) => decode(member(value, where, name), `${where}.${name}`);
  return {
    isEqual: of('isEqual', boolean),
    isRegex: of('isRegex', boolean),
    name: of('name', text),
    value: of('value', text),
  };
};

function versionInfo(value: unknown, where: string): VersionInfo {
  const names = ['branch', 'buildDate', 'buildUser', 'goVersion', 'revision', 'version'] as const;
  return {
    ...ZERO_VERSION,
    ...Object.fromEntries(names.map((name) => [name, text(member(value, where, name), `${where}.${name}`)])),
  };
}
