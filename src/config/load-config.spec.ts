import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseConfig } from './load-config.js';

const WHERE = { file: 'alertmanager.yml', folder: '/etc/tocsin' };
const read = (text: string) => parseConfig(text, { mode: 'fallback' }, WHERE);

function messageOf(text: string): string {
  try {
    read(text);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
}

const RECEIVERS = 'receivers: [{name: team}, {name: pager}]';

describe('a mistake in the configuration', () => {
  it.each`
    mistake                          | text                                                                            | message
    ${'a misspelt key'}              | ${`route: {reciever: team}\n${RECEIVERS}`}                                      | ${'alertmanager.yml:1:9: route: field reciever not found in type config.plain; did you mean "receiver"?'}
    ${'a misspelt receiver'}         | ${`route:\n  receiver: team\n  routes:\n    - receiver: pagr\n${RECEIVERS}`}    | ${'alertmanager.yml:4:7: route.routes[0]: undefined receiver "pagr" used in route; did you mean "pager"?'}
    ${'a duration without a unit'}   | ${`route: {receiver: team, group_wait: 30}\n${RECEIVERS}`}                      | ${'alertmanager.yml:1:37: route.group_wait: not a valid duration string: "30"; write a number with a unit, such as 30s, 5m or 1h30m'}
    ${'a broken regular expression'} | ${`route: {receiver: team, routes: [{matchers: ['a=~"("']}]}\n${RECEIVERS}`}    | ${'alertmanager.yml:1:45: route.routes[0].matchers: error parsing regexp: missing closing ): `^(?:()$`'}
    ${'a text where a list belongs'} | ${`route: {receiver: team, group_by: alertname}\n${RECEIVERS}`}                 | ${'alertmanager.yml:1:35: route.group_by: cannot unmarshal !!str into a list; write [one, two], or a line with a dash for each'}
    ${'matchers on the root route'}  | ${`route: {receiver: team, matchers: [a=b]}\n${RECEIVERS}`}                     | ${'alertmanager.yml:1:8: root route must not have any matchers; it takes all alerts: give them to a route below it'}
    ${'a receiver twice'}            | ${'route: {receiver: a}\nreceivers:\n  - name: a\n  - name: a\n'}               | ${'alertmanager.yml:4:5: notification config name "a" is not unique'}
    ${'mail without a server'}       | ${'route: {receiver: a}\nreceivers: [{name: a, email_configs: [{to: x@y.z}]}]'} | ${'alertmanager.yml:2:39: receivers[0].email_configs[0]: no global SMTP smarthost set; write smarthost here, or smtp_smarthost in global'}
    ${'a key twice'}                 | ${`route: {receiver: team, receiver: pager}\n${RECEIVERS}`}                     | ${'alertmanager.yml:1:25: route: field receiver already set in type config.plain'}
    ${'an empty file'}               | ${''}                                                                           | ${'alertmanager.yml:1:1: no route provided in config'}
  `('is told with its place and its remedy: $mistake', ({ text, message }) => {
    expect(messageOf(text)).toBe(message);
  });

  it('is told together with the others', () => {
    const text = `route: {receiver: team, group_wait: x, repeat_interval: 0s}\nfoo: bar\n${RECEIVERS}`;
    expect(
      messageOf(text)
        .split('\n')
        .map((line) => line.slice(0, 24)),
    ).toEqual(['alertmanager.yml:1:37: r', 'alertmanager.yml:2:1: fi']);
  });

  it('never shows a secret', () => {
    const text =
      "route: {receiver: a}\nreceivers: [{name: a, slack_configs: [{api_url: 'ftp://hunter2', channel: x}], pagerduty_configs: [{routing_key: [hunter2]}]}]";
    expect(messageOf(text)).not.toContain('hunter2');
    expect(messageOf(text).split('\n')).toHaveLength(2);
  });

  it('always has a line, whatever is mistaken', () => {
    const whole = readFileSync(join(import.meta.dirname, '../../examples/compose/alertmanager.yml'), 'utf8');
    const damage = fc.tuple(fc.nat(whole.length), fc.nat(8), fc.string({ maxLength: 6 }));
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
        let text = whole;
        for (const [at, length, insert] of damages) text = text.slice(0, at) + insert + text.slice(at + length);
        const message = messageOf(text);
        if (message !== 'accepted') expect(message).toMatch(/^alertmanager\.yml:\d+:\d+: /);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a configuration', () => {
  it('is printed with its defaults, without its secrets', () => {
    const { original } = read(
      "route: {receiver: a}\nreceivers: [{name: a, webhook_configs: [{url: 'http://x/token'}]}]\nglobal: {slack_app_token: xoxb}",
    );
    expect(original).toContain('resolve_timeout: 5m');
    expect(original).toContain('slack_app_token: <secret>');
    expect(original).not.toMatch(/token$|xoxb/m);
  });

  it('that is printed can be read again', () => {
    const text = readFileSync(join(import.meta.dirname, '../../examples/compose/alertmanager.yml'), 'utf8');
    const { original } = read(text);
    expect(read(original).original).toBe(original);
  });

  it('that is shipped works', () => {
    const shipped = readFileSync(join(import.meta.dirname, '../../config/alertmanager.yml'), 'utf8');
    expect(read(shipped).config.receivers.map(({ name }) => name)).toEqual(['nobody', 'team', 'pager']);
  });

  it('finds templates beside its file', () => {
    const { config } = read(`route: {receiver: team}\n${RECEIVERS}\ntemplates: ['*.tmpl', /abs/*.tmpl]`);
    expect(config.templates).toEqual(['/etc/tocsin/*.tmpl', '/abs/*.tmpl']);
  });
});
