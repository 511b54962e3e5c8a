import type { Random } from '../simulation/random.js';
import { LABELS } from './alert-pool.js';
import type { Question } from './history.js';
import { plainMatcher, type SpecMatcher } from './spec-matcher.js';

/** A question about what is there. @param silences the names of those that were made */
export function goodQuestion(random: Random, silences: readonly string[]): Question {
  const kind = random.weighted({
    alerts: 5,
    groups: 5,
    silences: 3,
    silence: silences.length > 0 ? 1 : 0,
    receivers: 1,
    status: 1,
  });
  switch (kind) {
    case 'alerts':
      return get('/alerts', [
        ...filters(random),
        ...states(random, ['active', 'silenced', 'inhibited', 'unprocessed']),
        ...receiver(random),
      ]);
    case 'groups':
      return get('/alerts/groups', [
        ...filters(random),
        ...states(random, ['active', 'silenced', 'inhibited']),
        ...receiver(random),
      ]);
    case 'silences':
      return get('/silences', random.chance(0.5) ? [['filter', plainMatcher(randomMatcher(random))]] : []);
    case 'silence':
      return get(`/silence/«${random.pick(silences)}»`, []);
    case 'receivers':
      return get('/receivers', []);
    case 'status':
      return get('/status', []);
  }
}

/** Everything, so that nothing stays unseen for long. */
export const EVERYTHING: readonly Question[] = ['/alerts', '/alerts/groups', '/silences'].map((path) => get(path, []));

export function randomMatcher(random: Random): SpecMatcher {
  const [name, values] = random.pick(Object.entries(LABELS));
  const value = random.pick(values);
  const op = random.weighted({ '=': 6, '=~': 3, '!=': 2, '!~': 1 });
  if (op === '=' || op === '!=') return { name, op, value };
  return { name, op, value: random.pick([`${value}|nope`, '.+', `${value.slice(0, 2)}.*`]) };
}

const json = (body: unknown) => JSON.stringify(body);
const POSTS = (path: string, body: string, contentType = 'application/json'): Question => ({
  method: 'POST',
  path,
  body,
  contentType,
});
const LATER = '2099-01-01T00:00:00Z';
const SILENCE = {
  matchers: [{ name: 'a', value: 'b', isRegex: false }],
  startsAt: '2098-01-01T00:00:00Z',
  endsAt: LATER,
  createdBy: 'ana',
  comment: 'c',
};
const silence = (changes: object) => POSTS('/silences', json({ ...SILENCE, ...changes }));
const matcher = (changes: object) => silence({ matchers: [{ ...SILENCE.matchers[0], ...changes }] });

/** Requests that are refused. */
const BAD: readonly Question[] = [
  ...['bad', '{a=', 'a=~"("', 'a="b', '=b', 'a=b,c=d,,', ''].map((filter) => get('/alerts', [['filter', filter]])),
  get('/alerts', [['receiver', '(']]),
  get('/alerts/groups', [['receiver', '[']]),
  get('/alerts/groups', [['filter', 'bad matcher']]),
  get('/silences', [['filter', 'x']]),
  get('/silence/no-uuid', []),
  get('/silence/7d8a7a55-5d39-4a1c-8a0e-000000000000', []),
  get('/nowhere', []),
  { method: 'PUT', path: '/alerts' },
  { method: 'DELETE', path: '/silences' },
  { method: 'DELETE', path: '/silence/no-uuid' },
  { method: 'DELETE', path: '/silence/7d8a7a55-5d39-4a1c-8a0e-000000000000' },
  POSTS('/alerts', '[{"labels":{}}]'),
  POSTS('/alerts', '[{"labels":{"empty":""}}]'),
  POSTS('/alerts', '[{"annotations":{}}]'),
  POSTS('/alerts', '[{"labels":{"a":"b"},"startsAt":"2026-01-02T00:00:00Z","endsAt":"2026-01-01T00:00:00Z"}]'),
  POSTS('/alerts', '[{"labels":{}},{"labels":{}}]'),
  POSTS('/alerts', '[{"labels":{"a":1}}]'),
  POSTS('/alerts', '{"labels":{"a":"b"}}'),
  POSTS('/alerts', '[{"labels":{"a":"b"},"startsAt":"yesterday"}]'),
  POSTS('/alerts', '[{"labels":{"a":"b"},"generatorURL":"not a uri%%"}]'),
  POSTS('/alerts', 'nonsense'),
  POSTS('/alerts', '[{"labels":{"a":"b"}'),
  POSTS('/alerts', '[]', 'text/plain'),
  POSTS('/alerts', 'null'),
  POSTS('/alerts', '[]'),
  POSTS('/silences', 'nonsense'),
  POSTS('/silences', '[]'),
  silence({ matchers: [] }),
  silence({ matchers: undefined }),
  silence({ comment: undefined }),
  silence({ createdBy: undefined }),
  silence({ startsAt: undefined }),
  silence({ endsAt: undefined }),
  silence({ startsAt: LATER }),
  silence({ startsAt: '2000-01-01T00:00:00Z', endsAt: '2001-01-01T00:00:00Z' }),
  silence({ id: '7d8a7a55-5d39-4a1c-8a0e-000000000000' }),
  matcher({ name: '' }),
  matcher({ value: '' }),
  matcher({ value: '.*', isRegex: true }),
  matcher({ value: 'a|', isRegex: true }),
  matcher({ value: '(', isRegex: true }),
  matcher({ value: undefined }),
  matcher({ isRegex: undefined }),
  matcher({ isRegex: 'yes' }),
];

export function badQuestion(random: Random): Question {
  return random.pick(BAD);
}

function filters(random: Random): [string, string][] {
  return Array.from({ length: random.weighted({ 0: 5, 1: 3, 2: 1 }) === '0' ? 0 : random.between(1, 2) }, () => {
    const plain = plainMatcher(randomMatcher(random));
    return ['filter', random.chance(0.2) ? `{${plain}}` : plain];
  });
}

function states(random: Random, names: readonly string[]): [string, string][] {
  return names.filter(() => random.chance(0.2)).map((name) => [name, random.pick(['true', 'false', 'no', '1'])]);
}

function receiver(random: Random): [string, string][] {
  return random.chance(0.25) ? [['receiver', random.pick(['ops', 'shop|pager', '.*p', 'op', ''])]] : [];
}

function get(path: string, query: readonly (readonly [string, string])[]): Question {
  const text = query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return { method: 'GET', path: text === '' ? path : `${path}?${text}` };
}
