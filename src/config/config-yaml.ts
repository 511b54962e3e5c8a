import { list } from '../schema/collections.js';
import { located } from '../schema/located.js';
import { type Infer, string } from '../schema/shape.js';
import { field, optional, struct } from '../schema/struct.js';
import { eventRecorder } from './event-recorder-yaml.js';
import { DEFAULT_GLOBAL_CONFIG, globalConfig } from './global-config.js';
import { EMPTY_INHIBIT_RULE, inhibitRuleShape } from './inhibit-rule-yaml.js';
import type { MatcherReading } from './matchers-yaml.js';
import { receiverShape } from './receiver-yaml.js';
import { routeShape } from './route-yaml.js';
import { namedIntervals } from './time-interval-yaml.js';
import { tracing } from './tracing-yaml.js';

/** The whole file, as it is written. */
export function configShape(reading: MatcherReading) {
  return struct('config.plain', {
    global: field('global', globalConfig, DEFAULT_GLOBAL_CONFIG),
    route: optional('route', located(routeShape(reading))),
    inhibitRules: field(
      'inhibit_rules',
      list(located(inhibitRuleShape(reading)), ({ position }, { path }) => ({
        value: EMPTY_INHIBIT_RULE,
        position,
        path,
      })),
      [],
    ),
    receivers: field('receivers', list(located(receiverShape)), []),
    templates: field(
      'templates',
      list(string, () => ''),
      [],
      'always',
    ),
    muteTimeIntervals: field('mute_time_intervals', list(located(namedIntervals('mute time interval'))), []),
    timeIntervals: field('time_intervals', list(located(namedIntervals('time interval'))), []),
    tracing: optional('tracing', tracing),
    eventRecorder: optional('event_recorder', eventRecorder),
  });
}

export type ConfigYaml = Infer<ReturnType<typeof configShape>>;
