import { OWN_INTEGRATION_TYPES } from '../../../src/config/own-receiver-yaml.js';
import type { DemoVendor } from './demo-vendor.js';
import type { OnCallVendors } from './on-call-vendors.js';

const OWN_KEYS = OWN_INTEGRATION_TYPES.map((type) => `${type}_configs`);

/** What is told to everybody, by everything. */
export const EVERYBODY = 'everybody';

/** Both configuration files. */
export function demoConfig({ pagerduty, slack, email, webhook }: OnCallVendors, all: readonly DemoVendor[]) {
  const isOwn = ({ key }: DemoVendor) => OWN_KEYS.includes(key);
  const main = {
    route: {
      receiver: 'team',
      group_by: ['alertname', 'cluster'],
      group_wait: '2s',
      group_interval: '4s',
      repeat_interval: '1h',
      routes: [
        { matchers: ['alertname="PowerLost"'], receiver: EVERYBODY, group_wait: '0s' },
        { matchers: ['severity="critical"'], receiver: 'on-call' },
      ],
    },
    inhibit_rules: [
      {
        name: 'database down',
        source_matchers: ['alertname="DatabaseDown"'],
        target_matchers: ['alertname="HighErrorRate"'],
        equal: ['cluster'],
      },
    ],
    receivers: [
      receiver('on-call', [pagerduty, slack]),
      receiver('team', [email, webhook]),
      receiver(
        EVERYBODY,
        all.filter((vendor) => !isOwn(vendor)),
      ),
    ],
  };
  return { main, own: { receivers: [receiver(EVERYBODY, all.filter(isOwn))] } };
}

function receiver(name: string, vendors: readonly DemoVendor[]): object {
  return { name, ...Object.fromEntries(vendors.map(({ key, config }) => [key, [config]])) };
}
