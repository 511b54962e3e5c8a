import { parseConfig } from '../load-config.js';
import { adviseOn } from './advise-on.js';

const HOUR_MS = 3_600_000;

/** @returns `line rule: message` of each piece of advice on a file that begins with a root route and its receivers */
function advice(text: string): string[] {
  const { written } = parseConfig(text, { mode: 'fallback' }, { file: 'a.yml', folder: '.' });
  const given = adviseOn(written, { retentionMs: 120 * HOUR_MS });
  return given.map(({ position, rule, message }) => `${position.line} ${rule}: ${message}`);
}

function routes(...lines: readonly string[]): string[] {
  const text = ['receivers: [{name: a}]', 'route:', '  receiver: a', '  routes:', ...lines.map((line) => `  ${line}`)];
  return advice(text.join('\n'));
}

describe('advice on routes that nothing can reach', () => {
  it.each`
    earlier                                  | later                           | isTaken
    ${'{}'}                                  | ${'{matchers: [a="1"]}'}        | ${true}
    ${'{continue: true}'}                    | ${'{matchers: [a="1"]}'}        | ${false}
    ${'{matchers: [a="1"]}'}                 | ${'{matchers: [a="1", b="2"]}'} | ${true}
    ${'{matchers: [a="1", b="2"]}'}          | ${'{matchers: [a="1"]}'}        | ${false}
    ${'{matchers: [a=~"1|2"]}'}              | ${'{matchers: [a="2"]}'}        | ${true}
    ${'{matchers: [a=~"1|2"]}'}              | ${'{match_re: {a: 2|1}}'}       | ${true}
    ${'{matchers: [a=~"1|2"]}'}              | ${'{matchers: [a=~"2|3"]}'}     | ${false}
    ${'{matchers: [a=~"db.*"]}'}             | ${'{match: {a: db-1}}'}         | ${true}
    ${'{matchers: [a!="1"]}'}                | ${'{matchers: [a="2"]}'}        | ${true}
    ${'{matchers: [a=~".*"]}'}               | ${'{matchers: [b="2"]}'}        | ${true}
    ${'{matchers: [a="1"], continue: true}'} | ${'{matchers: [a="1"]}'}        | ${false}
  `('after $earlier, $later: $isTaken', ({ earlier, later, isTaken }) => {
    const told = routes(`- ${earlier}`, `- ${later}`).filter((line) => line.includes('unreachable-route'));
    expect(told).toHaveLength(isTaken ? 1 : 0);
    if (isTaken)
      expect(told[0]).toMatch(/^6 unreachable-route: no alert can reach this route: route.routes\[0] in line 5/);
  });

  it('tells of matchers that exclude each other, those above included', () => {
    expect(routes('- matchers: [a="1"]', '  routes:', '    - matchers: [a="2"]', '    - matchers: [a=~"1|2"]')).toEqual(
      [
        '7 unreachable-route: no alert can reach this route: its matchers, together with those above it, exclude each other',
      ],
    );
    expect(routes('- matchers: [a="1", a!="1"]')).toHaveLength(1);
    expect(routes('- matchers: [a=~"x|y", a!~"x.*|y"]')).toHaveLength(1);
  });

  it('says nothing of what lies below an unreachable route', () => {
    expect(routes('- matchers: [a="1", a="2"]', '  routes:', '    - matchers: [b="1", b="2"]')).toHaveLength(1);
  });
});

describe('advice on names', () => {
  it('tells of receivers and time intervals that no route names', () => {
    const text = `
route: {receiver: a, routes: [{mute_time_intervals: [night]}]}
receivers: [{name: a}, {name: b}]
time_intervals: [{name: night}, {name: day}]
mute_time_intervals: [{name: noon}]`;
    expect(advice(text)).toEqual([
      '3 unused-receiver: no route uses the receiver "b"; remove it, or name it in a route',
      '4 unused-time-interval: no route uses the time interval "day"; remove it, or name it in a route',
      '5 unused-time-interval: no route uses the time interval "noon"; remove it, or name it in a route',
    ]);
  });
});

describe('advice on timers', () => {
  const timers = (keys: string, child = '{}') =>
    advice(`receivers: [{name: a}]\nroute: {receiver: a, ${keys}, routes: [${child}]}`).map((line) => line.slice(2));

  it.each`
    keys                                          | told
    ${'group_interval: 5m'}                       | ${[]}
    ${'group_interval: 7m, repeat_interval: 70m'} | ${[]}
    ${'group_interval: 7m, repeat_interval: 1h'}  | ${['repeat-interval: repeat_interval 1h is no multiple of group_interval 7m: notifications repeat every 1h3m']}
    ${'group_interval: 10m, repeat_interval: 1m'} | ${['repeat-interval: repeat_interval 1m is no multiple of group_interval 10m: notifications repeat every 10m']}
    ${'group_interval: 1h, repeat_interval: 7d'}  | ${['repeat-interval: repeat_interval 1w is longer than the data retention 5d: notifications repeat every 5d; start the server with a longer --data.retention']}
  `('$keys', ({ keys, told }) => {
    expect(timers(keys)).toEqual(told);
  });

  it('tells of a child by what it inherits, and only once', () => {
    expect(timers('group_interval: 5m, repeat_interval: 1h', '{group_interval: 7m, routes: [{}]}')).toEqual([
      'repeat-interval: repeat_interval 1h is no multiple of group_interval 7m: notifications repeat every 1h3m',
    ]);
  });
});

describe('advice on regular expressions', () => {
  it.each`
    matcher         | told
    ${'a=~"b"'}     | ${'a=~"b" is a regular expression for a single value; write a="b"'}
    ${'a!~"b"'}     | ${'a!~"b" is a regular expression for a single value; write a!="b"'}
    ${'a=~"b\\.c"'} | ${'a=~"b\\\\.c" is a regular expression for a single value; write a="b.c"'}
    ${'a=~".*"'}    | ${'a=~".*" holds for every alert, also without the label; leave it out'}
    ${'a=~"b|c"'}   | ${undefined}
    ${'a=~"b.c"'}   | ${undefined}
    ${'a=~".+"'}    | ${undefined}
  `('$matcher', ({ matcher, told }) => {
    const expected = told === undefined ? [] : [`5 regular-expression: ${told}`];
    expect(routes(`- matchers: ['${matcher}']`)).toEqual(expected);
  });

  it('tells of match_re without the anchors that nobody wrote', () => {
    expect(routes('- match_re: {a: b}')).toEqual([
      '5 regular-expression: a=~"b" is a regular expression for a single value; write a="b"',
    ]);
  });
});

describe('advice on the equal labels of inhibit rules', () => {
  const rule = (keys: string) => advice(`receivers: [{name: a}]\nroute: {receiver: a}\ninhibit_rules:\n- {${keys}}`);
  const ENDS = 'source_matchers: [s="1"], target_matchers: [s="2"]';

  it.each`
    keys                                                                         | told
    ${`${ENDS}, equal: [alertname]`}                                             | ${[]}
    ${`${ENDS}, equal: [alertname, cluster]`}                                    | ${[expect.stringContaining('4 equal-labels: alerts that both lack cluster count as equal')]}
    ${'source_matchers: [s="1"], target_matchers: [s="2", c!=""], equal: [c]'}   | ${[]}
    ${'source_matchers: [s="1", c=~".+"], target_matchers: [s="2"], equal: [c]'} | ${[]}
    ${ENDS}                                                                      | ${[expect.stringContaining('4 equal-labels: without `equal`, one source mutes every target')]}
  `('$keys', ({ keys, told }) => {
    expect(rule(keys)).toEqual(told);
  });
});
