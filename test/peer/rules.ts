import { sortGroupsAlike, sortMethods, sortSilencedBy, sortSilencesAlike } from './orders.js';
import { isGet, isRefused, mapObjects, mapTexts, type Said, withBody, without } from './said.js';

/** A difference that is meant. What is left after all rules were applied has to be equal. */
export interface Rule {
  readonly name: string;
  readonly reason: string;
  /** What 0.34 would have said where 0.25 said this. */
  readonly theirs?: (said: Said) => Said;
  /** What is said without what 0.25 did not know. */
  readonly ours?: (said: Said) => Said;
}

export const RULES: readonly Rule[] = [
  {
    name: 'webhooks say why',
    reason: '0.34 adds notification_reason and routeLabels to the body',
    ours: (said) =>
      said.to === 'webhook' ? withBody(said, without(said.body, 'notification_reason', 'routeLabels')) : said,
  },
  {
    name: 'mutedBy',
    reason: '0.34 adds mutedBy to the status of alerts, and such an alert of a group counts as suppressed',
    ours: (said) => (isGet(said, /^\/alerts/) ? withBody(said, mapObjects(said.body, withoutMutedBy)) : said),
  },
  {
    name: 'routeLabels',
    reason: '0.34 adds routeLabels to groups',
    ours: (said) => (isGet(said, /^\/alerts\/groups/) ? withBody(said, without(said.body, 'routeLabels')) : said),
  },
  {
    name: 'labels of receivers',
    reason: '0.34 adds labels to receivers',
    ours: (said) => (isGet(said, /^\/receivers/) ? withBody(said, without(said.body, 'labels')) : said),
  },
  {
    name: 'keys of the configuration',
    reason: '0.34 prints keys that 0.25 does not know, and takes the addresses of webhooks for secrets',
    theirs: (said) => mapConfig(said, withMaskedUrls),
    ours: (said) => mapConfig(said, (text) => withMaskedUrls(text).replaceAll(NEW_KEYS, '')),
  },
  {
    name: 'build and start',
    reason: 'the two are other programs, which do not start in the same moment',
    theirs: withoutBuild,
    ours: withoutBuild,
  },
  {
    name: 'replicas',
    reason: 'without gossip there is no cluster, but replicas over a Redis show themselves as one',
    theirs: withoutCluster,
    ours: withoutCluster,
  },
  {
    name: 'silences in UTC',
    reason:
      '0.25 shows the times of a silence in the zone that they were posted in, until it is started again; 0.34 in UTC',
    theirs: (said) => (isGet(said, /^\/silence/) ? withBody(said, mapTexts(said.body, inUtc)) : said),
  },
  {
    name: 'words about filters',
    reason: '0.34 reads matchers in UTF-8 syntax first and complains in its words',
    theirs: withoutMatcherError,
    ours: withoutMatcherError,
  },
  {
    name: 'groups alike',
    reason: 'groups of equal labels and receiver (of several routes) come in an order that neither version defines',
    theirs: sortGroupsAlike,
    ours: sortGroupsAlike,
  },
  {
    name: 'silences that are not there',
    reason: 'to end one is a 500 in 0.25, and a 404 without a body in 0.34',
    theirs: (said) =>
      isRefused(said, 'DELETE', '/silence/') && said.body === 'silence not found'
        ? { ...said, status: 404, body: '', contentType: '', endsWithNewline: false }
        : said,
  },
  {
    name: 'silences that end together',
    reason: 'silences that end, or begin, at the same moment come in an order that neither version defines',
    theirs: sortSilencesAlike,
    ours: sortSilencesAlike,
  },
  {
    name: 'words about silences',
    reason: '0.34 begins with other words and says which set of matchers it means',
    theirs: (said) => (isRefused(said, 'POST', '/silences') ? withBody(said, mapTexts(said.body, inWordsOf034)) : said),
  },
  {
    name: 'allowed methods in any order',
    reason: 'the list comes from a map, in an order by chance',
    theirs: sortMethods,
    ours: sortMethods,
  },
  {
    name: 'several invalid alerts',
    reason: '0.25 joins what is wrong with them by a semicolon, 0.34 by a line break',
    theirs: (said) => (isRefused(said, 'POST', '/alerts') ? withBody(said, mapTexts(said.body, joinedByLines)) : said),
  },
  {
    name: 'silencedBy in any order',
    reason: '0.25 sorts silencedBy by id, and ids are made by chance; 0.34 keeps the order of creation',
    theirs: sortSilencedBy,
    ours: sortSilencedBy,
  },
];

export function normalise(said: Said, side: 'theirs' | 'ours'): Said {
  return RULES.reduce((result, rule) => rule[side]?.(result) ?? result, said);
}

/** What 0.34 prints of a configuration as histories have it, and 0.25 does not know. */
const NEW_KEYS = new RegExp(
  [
    ' {2}smtp_tls_config:\\n {4}insecure_skip_verify: false',
    ' {2}(?:slack_app_url|rocketchat_api_url): \\S+',
    ' {2}labels:\\n {4}name: \\w+',
    ' {4}url_file: ""',
    ' {4}timeout: 0s',
  ]
    .map((lines) => `(?:^${lines}\\n)`)
    .join('|'),
  'gm',
);

function withMaskedUrls(text: string): string {
  return text.replaceAll(/^ {4}url: .*$/gm, '    url: <secret>');
}

function mapConfig(said: Said, change: (text: string) => string): Said {
  if (!isGet(said, /^\/status/)) return said;
  return withBody(
    said,
    mapObjects(said.body, (object) =>
      typeof object['original'] === 'string' ? { ...object, original: change(object['original']) } : object,
    ),
  );
}

function withoutCluster(said: Said): Said {
  return isGet(said, /^\/status/) ? withBody(said, without(said.body, 'cluster')) : said;
}

function withoutBuild(said: Said): Said {
  return isGet(said, /^\/status/) ? withBody(said, without(said.body, 'uptime', 'versionInfo')) : said;
}

function inUtc(text: string): string {
  return /^\d{4}-\d\d-\d\dT.*[+-]\d\d:\d\d$/.test(text) ? new Date(text).toISOString() : text;
}

function withoutMatcherError(said: Said): Said {
  const isFilter = said.to !== 'webhook' && said.to.method === 'GET' && said.to.path.includes('filter=');
  return isFilter && said.status === 400 ? withBody(said, 'a matcher is refused') : said;
}

function withoutMutedBy({ mutedBy, ...rest }: Record<string, unknown>): unknown {
  const isMutedAlone =
    Array.isArray(mutedBy) && mutedBy.length > 0 && isEmpty(rest['silencedBy']) && isEmpty(rest['inhibitedBy']);
  return isMutedAlone ? { ...rest, state: 'active' } : rest;
}

function isEmpty(list: unknown): boolean {
  return Array.isArray(list) && list.length === 0;
}

function joinedByLines(text: string): string {
  return text.replaceAll('; ', '\n');
}

function inWordsOf034(text: string): string {
  return text
    .replace(/^silence invalid: invalid label matcher (\d+): /, 'invalid silence: invalid label matcher $1 in set 0: ')
    .replace(
      /^silence invalid: at least one matcher must not/,
      'invalid silence: matcher set 0: at least one matcher must not',
    )
    .replace(/^silence invalid: /, 'invalid silence: ');
}
