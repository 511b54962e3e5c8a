import { printRoutePath } from '../history/route-path.js';
import type { BlockedRoute, ElsewhereFacts, ExplainFacts, WayFacts } from './facts.js';
import { nobody, type Verdict, verdictOf } from './verdict.js';
import { moment } from './words.js';

export interface IntegrationVerdict extends Verdict {
  readonly integration: string | undefined;
}

/** What became of an alert at each integration of a receiver. */
export function verdictsOf(facts: ExplainFacts, way: WayFacts): readonly IntegrationVerdict[] {
  if (way.integrations.length === 0) return [{ ...nobody(way), integration: undefined }];
  return way.integrations.map((each) => ({ ...verdictOf(facts, way, each), integration: each.integration }));
}

/** `Not sent to payments-pager: inhibited since 03:11:30 UTC by rule critical-over-warning, source PostgresDown.` */
export function waySentence(facts: ExplainFacts, way: WayFacts): string {
  const verdicts = verdictsOf(facts, way);
  const alike = new Map<string, IntegrationVerdict[]>();
  for (const each of verdicts) {
    const key = withoutId(each.text);
    alike.set(key, [...(alike.get(key) ?? []), each]);
  }
  const sentences = [...alike.values()].map((same) => {
    const names = same.map(({ integration }) => integration).join(' and ');
    const who = alike.size === 1 ? way.receiver : `${way.receiver} (${names})`;
    // Of several deliveries none stands for the others.
    const [first] = same;
    const text = same.length === 1 ? (first?.text ?? '') : withoutId(first?.text ?? '');
    return first === undefined ? '' : `${beginning(first, who)}${text}.`;
  });
  return asOf(facts, sentences.join(' '));
}

/** Why the alert does not get to a receiver that somebody asked for. */
export function elsewhereSentence(facts: ExplainFacts, elsewhere: ElsewhereFacts): string {
  const { receiver, isConfigured, routes } = elsewhere;
  if (!isConfigured) return `Not sent to ${receiver}: there is no receiver of this name.`;
  if (routes.length === 0) return `Not sent to ${receiver}: no route leads to it.`;
  const others = [...new Set(facts.ways.map((way) => way.receiver))];
  const to = others.length === 0 ? '' : `, to ${others.join(' and ')}`;
  const reasons = routes.slice(0, ROUTES_SHOWN).map(blockedText);
  const more = routes.length > ROUTES_SHOWN ? `; and so on for ${routes.length - ROUTES_SHOWN} more routes` : '';
  return asOf(facts, `Not sent to ${receiver}: routed elsewhere${to}; ${reasons.join('; ')}${more}.`);
}

export function blockedText({ route, by }: BlockedRoute): string {
  const path = printRoutePath(route);
  switch (by.kind) {
    case 'matcher': {
      const has = by.value === undefined ? `has no label ${by.label}` : `has ${by.label}=${JSON.stringify(by.value)}`;
      return `the route ${path} needs ${by.matcher}, and the alert ${has}`;
    }
    case 'taken':
      return `before the route ${path} comes ${by.matchers} to ${by.receiver}, which takes it and does not continue`;
    case 'passed':
      return `it matches the route ${path}, and goes on to one below`;
  }
}

const ROUTES_SHOWN = 3;

const NOT_YET: ReadonlySet<Verdict['state']> = new Set(['waiting', 'delivering', 'failing']);

function beginning({ isSent, state }: Verdict, who: string): string {
  if (isSent) return `Sent to ${who} `;
  return `Not sent to ${who}${NOT_YET.has(state) ? ' yet' : ''}: `;
}

function asOf({ isPast, atMs }: ExplainFacts, sentence: string): string {
  if (!isPast) return sentence;
  return `As of ${moment(atMs, Number.NEGATIVE_INFINITY)}: ${sentence}`;
}

function withoutId(text: string): string {
  return text.replaceAll(/ \(delivery [^)]*\)/g, '');
}
