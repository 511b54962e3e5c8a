import type { ConfigYaml } from '../config-yaml.js';
import type { Advice, AdviceRule } from './advice.js';
import { writtenRoutes } from './written-routes.js';

/** Receivers and time intervals that no route names. */
export function adviseOnUnusedNames(config: ConfigYaml): Advice[] {
  const routes = [...writtenRoutes(config)].map(({ value }) => value);
  const receivers = new Set(routes.map(({ receiver }) => receiver));
  const intervals = new Set(
    routes.flatMap(({ muteTimeIntervals, activeTimeIntervals }) => [...muteTimeIntervals, ...activeTimeIntervals]),
  );
  return [
    ...unused('unused-receiver', 'receiver', config.receivers, receivers),
    ...unused('unused-time-interval', 'time interval', config.timeIntervals, intervals),
    ...unused('unused-time-interval', 'time interval', config.muteTimeIntervals, intervals),
  ];
}

function unused(
  rule: AdviceRule,
  what: string,
  items: ConfigYaml['receivers'] | ConfigYaml['timeIntervals'],
  used: ReadonlySet<string>,
): Advice[] {
  return items
    .filter(({ value }) => !used.has(value.name))
    .map(({ position, path, value: { name } }) => ({
      rule,
      position,
      path,
      message: `no route uses the ${what} ${JSON.stringify(name)}; remove it, or name it in a route`,
    }));
}
