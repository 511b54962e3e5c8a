import type { Alert } from '../../../alerts/alert.js';
import { Matcher, matchesAll } from '../../../labels/matcher.js';
import type { MatcherMode } from '../../../labels/matcher-mode.js';
import type { Engine } from '../../engine.js';
import { eachFiring } from './each-firing.js';
import { JsonRequest } from './json-request.js';
import { readMatchers } from './parameters.js';

/** Alerts that an answer lists. */
const ALERTS_MAX = 100;

/** Matchers that a silence may have here. */
const MATCHERS_MAX = 100;

/** Who would go quiet. */
export interface SilencePreview {
  /** Alerts that fire now and match. */
  readonly total: number;
  /** Of all alerts that fire, from 0 to 1. */
  readonly share: number;
  /** Who would not be told of them, the one that misses most first. */
  readonly receivers: readonly { readonly name: string; readonly alerts: number }[];
  /** The first hundred. */
  readonly alerts: readonly { readonly fingerprint: string; readonly labels: Readonly<Record<string, string>> }[];
}

/** `POST /silences/preview`: what a silence with these matchers would hide, were it made now. */
export async function silencePreview(engine: Engine, matchers: readonly Matcher[]): Promise<SilencePreview> {
  const running = engine.current();
  const receivers = new Map<string, number>();
  const first: Alert[] = [];
  let [total, all] = [0, 0];
  await eachFiring(engine, (alert) => {
    all++;
    if (!matchesAll(matchers, alert.labels)) return;
    total++;
    if (first.length < ALERTS_MAX) first.push(alert);
    for (const name of new Set(running.match(alert.labels).map(({ receiver }) => receiver))) {
      receivers.set(name, (receivers.get(name) ?? 0) + 1);
    }
  });
  return {
    total,
    share: all === 0 ? 0 : total / all,
    receivers: [...receivers]
      .map(([name, alerts]) => ({ name, alerts }))
      .sort((a, b) => b.alerts - a.alerts || (a.name < b.name ? -1 : 1)),
    alerts: first.map(({ labels }) => ({ fingerprint: labels.fingerprint, labels: labels.toJSON() })),
  };
}

/** Texts as amtool takes them, or objects as API v2 does. @throws {Problem} 400 */
export function readPreview(body: unknown, mode: MatcherMode): readonly Matcher[] {
  const request = JsonRequest.of(body, ['matchers']);
  const given = request.any('matchers');
  if (!Array.isArray(given) || given.length === 0 || given.length > MATCHERS_MAX) {
    throw request.invalid('matchers', `has to be a list of 1 to ${MATCHERS_MAX} matchers`);
  }
  return given.flatMap((each: unknown, at) => {
    if (typeof each === 'string') return readMatchers(`matchers.${at}`, each, mode);
    const matcher = matcherOf(each);
    if (matcher instanceof Matcher) return matcher;
    throw request.invalid(`matchers.${at}`, matcher);
  });
}

/** @returns what is wrong with it, where something is */
function matcherOf(value: unknown): Matcher | string {
  if (!isMatcherObject(value)) return 'has to be a text, or an object with name, value, isRegex and isEqual';
  const { name, value: text, isRegex = false, isEqual = true } = value;
  try {
    return new Matcher(name, isRegex ? (isEqual ? '=~' : '!~') : isEqual ? '=' : '!=', text);
  } catch (error) {
    return `is not valid: ${error instanceof Error ? error.message : String(error)}`;
  }
}

interface MatcherObject {
  readonly name: string;
  readonly value: string;
  readonly isRegex?: boolean;
  readonly isEqual?: boolean;
}

function isMatcherObject(value: unknown): value is MatcherObject {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('value' in value)) return false;
  const flags = ['isRegex' in value ? value.isRegex : false, 'isEqual' in value ? value.isEqual : true];
  const texts = [value.name, value.value];
  return texts.every((text) => typeof text === 'string') && flags.every((flag) => typeof flag === 'boolean');
}
