import { isAbsolute, join } from 'node:path';
import type { IntegrationConfigs } from '../receivers/integration-configs.js';
import type { Issues } from '../schema/issues.js';
import type { Located } from '../schema/located.js';
import { nearest } from '../schema/nearest.js';
import type { Config, IntegrationConfig, ReceiverConfig } from './config.js';
import type { ConfigYaml } from './config-yaml.js';
import { withJoinedPaths } from './event-recorder-yaml.js';
import type { GlobalConfig } from './global-config.js';
import { INHERIT } from './inherit.js';
import { inhibitRule } from './inhibit-rule-yaml.js';
import { INTEGRATION_TYPES, type IntegrationType, type ReceiverYaml } from './receiver-yaml.js';
import { type RouteYaml, routeConfig } from './route-yaml.js';
import type { NamedIntervals } from './time-interval-yaml.js';

/** A file whose receivers have taken over what they need from `global`. */
export interface ResolvedConfig {
  readonly config: Config;
  /** The same in the shape of the file, for printing. */
  readonly yaml: ConfigYaml;
}

/**
 * Checks what takes more than one object to see: names, references, what receivers need from `global`.
 *
 * @returns undefined when something is wrong, which is then told to `issues`
 */
export function resolveConfig(written: ConfigYaml, folder: string, issues: Issues): ResolvedConfig | undefined {
  const receivers = written.receivers.map((receiver) => ({
    ...receiver,
    value: inheritAll(receiver, written.global, issues),
  }));
  checkNames(receivers, issues);
  const intervals = collectIntervals(written, issues);
  const { route } = written;
  if (route === undefined) {
    const isEmpty = written.receivers.length === 0;
    issues.add({ line: 1, column: 1 }, isEmpty ? 'no route provided in config' : 'no routes provided');
    return undefined;
  }
  checkRoot(route, issues);
  checkReferences(route, new Set(receivers.map(({ value }) => value.name)), new Set(intervals.keys()), issues);
  if (!issues.isEmpty) return undefined;

  const joined = (path: string) => (isAbsolute(path) ? path : join(folder, path));
  const yaml = { ...written, receivers };
  return {
    yaml,
    config: {
      global: written.global,
      route: routeConfig(route.value),
      receivers: receivers.map(({ value }) => receiverConfig(value)),
      inhibitRules: written.inhibitRules.map(({ value }) => inhibitRule(value)),
      timeIntervals: new Map([...intervals].map(([name, { intervals: items }]) => [name, items])),
      tracing: written.tracing,
      eventRecorder: written.eventRecorder && withJoinedPaths(written.eventRecorder, joined),
      templates: written.templates.map(joined),
    },
  };
}

function inheritAll(receiver: Located<ReceiverYaml>, global: GlobalConfig, issues: Issues): ReceiverYaml {
  const { value } = receiver;
  const inherited = Object.fromEntries(
    INTEGRATION_TYPES.map((type) => [type, inheritType(value, type, global, issues)]),
  );
  return { ...value, ...inherited, labels: { ...value.labels, name: value.name } };
}

function inheritType<T extends IntegrationType>(
  receiver: ReceiverYaml,
  type: T,
  global: GlobalConfig,
  issues: Issues,
): readonly Located<IntegrationConfigs[T]>[] {
  const inherit = INHERIT[type];
  return receiverIntegrations(receiver, type).map((integration) => {
    try {
      return { ...integration, value: inherit(integration.value, global) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      issues.add(integration.position, `${integration.path}: ${message}`);
      return integration;
    }
  });
}

function receiverIntegrations<T extends IntegrationType>(
  receiver: ReceiverYaml,
  type: T,
): readonly Located<IntegrationConfigs[T]>[] {
  const lists: { readonly [K in IntegrationType]: readonly Located<IntegrationConfigs[K]>[] } = receiver;
  return lists[type];
}

function receiverConfig(receiver: ReceiverYaml): ReceiverConfig {
  const integrations = INTEGRATION_TYPES.flatMap((type) =>
    receiverIntegrations(receiver, type).map(
      // TypeScript cannot see that type and configuration belong together.
      ({ value }, index) => ({ type, index, config: value }) as IntegrationConfig,
    ),
  );
  return { name: receiver.name, labels: receiver.labels, integrations };
}

function checkNames(receivers: readonly Located<ReceiverYaml>[], issues: Issues): void {
  const names = new Set<string>();
  for (const { value, position } of receivers) {
    if (names.has(value.name)) {
      issues.add(position, `notification config name ${JSON.stringify(value.name)} is not unique`);
    }
    names.add(value.name);
  }
}

function collectIntervals(written: ConfigYaml, issues: Issues): Map<string, NamedIntervals> {
  const intervals = new Map<string, NamedIntervals>();
  const collect = (what: string, items: readonly Located<NamedIntervals>[]) => {
    for (const { value, position } of items) {
      if (intervals.has(value.name)) issues.add(position, `${what} ${JSON.stringify(value.name)} is not unique`);
      intervals.set(value.name, value);
    }
  };
  collect('mute time interval', written.muteTimeIntervals);
  collect('time interval', written.timeIntervals);
  return intervals;
}

function checkRoot({ value, position }: Located<RouteYaml>, issues: Issues): void {
  const complain = (message: string) => issues.add(position, message);
  if (value.receiver === '') complain('root route must specify a default receiver');
  if (value.match.length + value.matchRe.length + value.matchers.length > 0) {
    complain('root route must not have any matchers; it takes all alerts: give them to a route below it');
  }
  if (value.muteTimeIntervals.length > 0) complain('root route must not have any mute time intervals');
  if (value.activeTimeIntervals.length > 0) complain('root route must not have any active time intervals');
  if (value.continue) complain('cannot have continue in root route');
}

/** Deepest routes first, as Alertmanager does. */
function checkReferences(
  { value, position, path }: Located<RouteYaml>,
  receivers: ReadonlySet<string>,
  intervals: ReadonlySet<string>,
  issues: Issues,
): void {
  for (const child of value.routes) checkReferences(child, receivers, intervals, issues);
  if (value.receiver !== '' && !receivers.has(value.receiver)) {
    const remedy = remedyFor(value.receiver, receivers, 'receivers');
    issues.add(position, `${path}: undefined receiver ${JSON.stringify(value.receiver)} used in route; ${remedy}`);
  }
  for (const name of [...value.muteTimeIntervals, ...value.activeTimeIntervals]) {
    if (!intervals.has(name)) {
      const remedy = remedyFor(name, intervals, 'time_intervals');
      issues.add(position, `${path}: undefined time interval ${JSON.stringify(name)} used in route; ${remedy}`);
    }
  }
}

function remedyFor(name: string, known: ReadonlySet<string>, list: string): string {
  const guess = nearest(name, [...known]);
  return guess === undefined ? `add it to ${list}` : `did you mean ${JSON.stringify(guess)}?`;
}
