import { setTimeout as pause } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { prepare, type ReadyStory, type Story } from './acceptance/story.js';
import { alert } from './acceptance/story-alert.js';

/**
 * The tests of Alertmanager's own acceptance suite that wait for notifications, with their times and tolerances, against
 * the real server. TestClusterDeduplication and TestClusterVSInstance are left out: they form a cluster by gossip, and
 * replicas of Tocsin meet in Redis instead; what they want is tested there.
 */
jest.setTimeout(90_000);

/** How many servers start at the same time, so that each is up within the five seconds that the harness gives it. */
const STARTS_AT_ONCE = 2;

interface Times {
  readonly wait?: string;
  readonly interval?: string;
  readonly repeat?: string;
  readonly groupBy?: string;
}

/** The configuration that nearly all of them share: everything goes to one receiver. */
const config =
  ({ wait = '1s', interval = '1s', repeat = '1h', groupBy = '[]' }: Times, rest = '') =>
  (webhooks: readonly string[]) =>
    [
      `route: {receiver: default, group_by: ${groupBy}, group_wait: ${wait}, group_interval: ${interval}, repeat_interval: ${repeat}}`,
      `receivers: [{name: default, webhook_configs: [${webhooks.map((url) => `{url: '${url}'}`).join(', ')}]}]`,
      rest,
    ].join('\n');

const INHIBITION = `
inhibit_rules:
  - source_match: {alertname: JobDown}
    target_match: {alertname: InstanceDown}
    equal: [job, zone]
`;

const TEST1 = { alertname: 'test1' };
const TEST2 = { alertname: 'test2' };
const TEST3 = { alertname: 'test3' };
const TEST4 = { alertname: 'test4' };
const TEST5 = { alertname: 'test5' };
const V1 = { alertname: 'test', lbl: 'v1' };
const V2 = { alertname: 'test', lbl: 'v2' };
const V3 = { alertname: 'test', lbl: 'v3' };
const TEST = { alertname: 'test' };
const JOB_DOWN = { alertname: 'JobDown', job: 'testjob', zone: 'aa' };
const INSTANCE_AA = { alertname: 'InstanceDown', job: 'testjob', zone: 'aa' };
const INSTANCE_AB = { alertname: 'InstanceDown', job: 'testjob', zone: 'ab' };
const IN_ZONE_AA = { alertname: 'test1', job: 'testjob', zone: 'aa' };

const isMatcher = (value: string, isRegex: boolean) => [{ name: 'alertname', value, isRegex }];

/** @param lasts an alert that fires is sent with an end so many seconds after its start, as Prometheus does */
function mergeAlerts(name: string, lasts: number | undefined): Story {
  const firing = (from: number): [number, number?] => (lasts === undefined ? [from] : [from, from + lasts]);
  return {
    name,
    config: config({ repeat: '1ms', groupBy: '[alertname]' }),
    steps: [
      [1, ({ push }) => push(alert(TEST, firing(1.1)))],
      [1.2, ({ push }) => push(alert(TEST, [1]))],
      [2.1, ({ push }) => push(alert(TEST, firing(2), { ann: 'v1' }))],
      [3.6, ({ push }) => push(alert(TEST, firing(1.5), { ann: 'v2' }))],
      [4.6, ({ push }) => push(alert(TEST, [3, 4.5], { ann: 'v2' }))],
      [4.8, ({ push }) => push(alert(TEST, [2.9, 4.8], { ann: 'v3' }))],
      [4.8, ({ push }) => push(alert(TEST, [2.9, 4.1], { ann: 'v3' }))],
      [5.3, ({ push }) => push(alert(TEST, firing(5)))],
    ],
    wants: [
      [
        { between: [2, 2.5], alerts: [alert(TEST, [1])] },
        { between: [3, 3.5], alerts: [alert(TEST, [1], { ann: 'v1' })] },
        { between: [4, 4.5], alerts: [alert(TEST, [1], { ann: 'v2' })] },
        { between: [5, 5.5], alerts: [alert(TEST, [1, 4.8], { ann: 'v3' })] },
        { between: [6, 6.5], alerts: [alert(TEST, [5])] },
      ],
    ],
  };
}

function resolved(name: string): Story {
  const all = (...times: [number, number?]) => [V1, V2, V3].map((labels) => alert(labels, times));
  return {
    name,
    config: config({ interval: '5s', groupBy: '[alertname]' }, 'global: {resolve_timeout: 10s}'),
    steps: [[1, ({ push }) => push(alert(V1), alert(V2), alert(V3))]],
    wants: [
      [
        { between: [2, 2.5], alerts: all(1) },
        { between: [12, 13], alerts: all(1, 11) },
      ],
    ],
  };
}

const STORIES: readonly Story[] = [
  {
    name: 'TestInhibiting',
    config: config({ repeat: '1s' }, INHIBITION),
    steps: [
      [1, ({ push }) => push(alert(IN_ZONE_AA))],
      [1, ({ push }) => push(alert(INSTANCE_AA))],
      [1, ({ push }) => push(alert(INSTANCE_AB))],
      [2.2, ({ push }) => push(alert(JOB_DOWN))],
      [3.6, ({ push }) => push(alert(JOB_DOWN, [2.2, 3.6]))],
    ],
    wants: [
      [
        { between: [2, 2.5], alerts: [alert(IN_ZONE_AA, [1]), alert(INSTANCE_AA, [1]), alert(INSTANCE_AB, [1])] },
        { between: [3, 3.5], alerts: [alert(IN_ZONE_AA, [1]), alert(INSTANCE_AB, [1]), alert(JOB_DOWN, [2.2])] },
        {
          between: [4, 4.5],
          alerts: [
            alert(IN_ZONE_AA, [1]),
            alert(INSTANCE_AA, [1]),
            alert(INSTANCE_AB, [1]),
            alert(JOB_DOWN, [2.2, 3.6]),
          ],
        },
      ],
    ],
  },
  {
    name: 'TestAlwaysInhibiting',
    config: config({ repeat: '1s' }, INHIBITION),
    steps: [
      [1, ({ push }) => push(alert(INSTANCE_AA))],
      [1, ({ push }) => push(alert(JOB_DOWN))],
      [2.6, ({ push }) => push(alert(JOB_DOWN, [1, 2.6]))],
      [2.6, ({ push }) => push(alert(INSTANCE_AA, [1, 2.6]))],
    ],
    wants: [
      [
        { between: [2, 2.5], alerts: [alert(JOB_DOWN, [1])] },
        { between: [3, 3.5], alerts: [alert(INSTANCE_AA, [1, 2.6]), alert(JOB_DOWN, [1, 2.6])] },
      ],
    ],
  },
  {
    name: 'TestEmptyInhibitionRule',
    config: config({ repeat: '1s' }, 'inhibit_rules:\n-\n'),
    steps: [],
    wants: [[]],
  },
  mergeAlerts('TestMergeAlerts', undefined),
  mergeAlerts('TestMergeAlertsWithEndsAt', 3),
  {
    name: 'TestRepeat',
    config: config({ repeat: '1ms', groupBy: '[alertname]' }),
    steps: [
      [1, ({ push }) => push(alert(TEST, [1]))],
      [3.5, ({ push }) => push(alert(TEST, [1, 3]))],
    ],
    wants: [
      [
        { between: [2, 2.5], alerts: [alert(TEST, [1])] },
        { between: [3, 3.5], alerts: [alert(TEST, [1])] },
        { between: [4, 4.5], alerts: [alert(TEST, [1, 3])] },
      ],
    ],
  },
  {
    name: 'TestRetry',
    config: config({ interval: '2s', repeat: '3s', groupBy: '[alertname]' }),
    steps: [[1, ({ push }) => push(alert(TEST1))]],
    // Takes it for told although the message is lost, as Alertmanager's stand-in does.
    behaves: { 1: (now) => (now < 4.5 ? { status: 200, body: '' } : undefined) },
    wants: [
      [
        { between: [2, 2.5], alerts: [alert(TEST1, [1])] },
        { between: [6, 6.5], alerts: [alert(TEST1, [1])] },
      ],
      [{ between: [6, 6.5], alerts: [alert(TEST1, [1])] }],
    ],
  },
  {
    name: 'TestBatching',
    config: config({ repeat: '4900ms' }),
    steps: [
      [1.1, ({ push }) => push(alert(TEST1, [1]))],
      [1.7, ({ push }) => push(alert(TEST5, [1]))],
      [3.3, ({ push }) => push(alert(TEST2, [1.5]), alert(TEST3, [1.5]), alert(TEST4, [1.6]))],
    ],
    wants: [
      [
        { between: [2, 2.5], alerts: [alert(TEST1, [1]), alert(TEST5, [1])] },
        ...[4.1, 9.1].map((from) => ({
          between: [from, from + 0.4] as const,
          alerts: [alert(TEST1, [1]), alert(TEST5, [1]), alert(TEST2, [1.5]), alert(TEST3, [1.5]), alert(TEST4, [1.6])],
        })),
      ],
    ],
  },
  // Twice, as there.
  resolved('TestResolved'),
  resolved('TestResolved, once more'),
  {
    name: 'TestResolvedFilter',
    config: ([all, firing]) => `
global: {resolve_timeout: 10s}
route: {receiver: default, group_by: [alertname], group_wait: 1s, group_interval: 5s}
receivers:
  - name: default
    webhook_configs: [{url: '${all}', send_resolved: true}, {url: '${firing}', send_resolved: false}]
`,
    steps: [
      [1, ({ push }) => push(alert(V1), alert(V2))],
      [3, ({ push }) => push(alert(V1, [1, 4]), alert(V3))],
      [8, ({ push }) => push(alert(V3, [3]))],
    ],
    wants: [
      [
        { between: [2, 2.5], alerts: [alert(V1, [1]), alert(V2, [1])] },
        { between: [7, 7.5], alerts: [alert(V1, [1, 4]), alert(V2, [1]), alert(V3, [3])] },
        { between: [12, 12.5], alerts: [alert(V2, [1, 11]), alert(V3, [3])] },
      ],
      [
        { between: [2, 2.5], alerts: [alert(V1, [1]), alert(V2, [1])] },
        { between: [7, 7.5], alerts: [alert(V2, [1]), alert(V3, [3])] },
      ],
    ],
  },
  {
    name: 'TestReload',
    config: config({ interval: '6s', repeat: '10m' }),
    steps: [
      [1, ({ push }) => push(alert(TEST1))],
      [3, ({ reload }) => reload()],
      [4, ({ push }) => push(alert(TEST2))],
    ],
    wants: [
      [
        { between: [2, 2.5], alerts: [alert(TEST1, [1])] },
        { between: [9, 9.5], alerts: [alert(TEST1, [1]), alert(TEST2, [4])] },
      ],
    ],
  },
  {
    name: 'TestWebhookTimeout',
    config: ([url]) => `
route: {receiver: default, group_by: [alertname], group_wait: 1s, group_interval: 1m, repeat_interval: 1m}
receivers: [{name: default, webhook_configs: [{url: '${url}', timeout: 500ms}]}]
`,
    steps: [[1, ({ push }) => push(alert(TEST1))]],
    behaves: { 0: (now) => (now < 3 ? pause(1000, { status: 200, body: '' }) : undefined) },
    wants: [[{ between: [3, 4], alerts: [alert(TEST1, [1])] }]],
  },
  {
    name: 'TestSilencing',
    config: config({ repeat: '1ms' }),
    steps: [
      [1, ({ push }) => push(alert(TEST1, [1]))],
      [1, ({ push }) => push(alert(TEST2, [1]))],
      [2.3, async ({ silence }) => void (await silence({ matchers: isMatcher('test1', false), from: 2.5, to: 4.5 }))],
    ],
    wants: [
      [
        { between: [2, 2.5], alerts: [alert(TEST1, [1]), alert(TEST2, [1])] },
        { between: [3, 3.5], alerts: [alert(TEST2, [1])] },
        { between: [4, 4.5], alerts: [alert(TEST2, [1])] },
        { between: [5, 5.5], alerts: [alert(TEST1, [1]), alert(TEST2, [1])] },
      ],
    ],
  },
  silenceDelete(),
  {
    name: 'TestSendAlertsToUTF8Route',
    config: ([url]) => `
route:
  receiver: default
  routes: [{receiver: webhook, matchers: ['foo🙂=bar'], group_by: ['foo🙂'], group_wait: 1s}]
receivers: [{name: default}, {name: webhook, webhook_configs: [{url: '${url}'}]}]
`,
    steps: [[1, ({ push }) => push(alert({ 'foo🙂': 'bar' }, [1]))]],
    wants: [[{ between: [2, 2.5], alerts: [alert({ 'foo🙂': 'bar' }, [1])] }]],
  },
  // The last to start, as its time counts from the start of the process.
  {
    name: 'TestColdStart',
    args: ['--dispatch.start-delay', '5s'],
    config: config({ interval: '6s', repeat: '10m' }),
    steps: [
      [1, ({ push }) => push(alert(TEST1))],
      [2, ({ push }) => push(alert(TEST2))],
      [5, ({ reload }) => reload()],
      [6, ({ push }) => push(alert(TEST3))],
      [7, ({ push }) => push(alert(TEST4))],
    ],
    wants: [
      [
        // Alertmanager's test is written with a start of 4 for the second alert, which its code does not give.
        { between: [4, 5], alerts: [alert(TEST1, [1]), alert(TEST2, [2])] },
        {
          between: [11, 11.5],
          alerts: [alert(TEST1, [1]), alert(TEST2, [2]), alert(TEST3, [6]), alert(TEST4, [7])],
        },
      ],
    ],
  },
];

function silenceDelete(): Story {
  let id = '';
  return {
    name: 'TestSilenceDelete',
    config: config({ repeat: '1ms' }),
    steps: [
      [1, ({ push }) => push(alert(TEST1, [1]))],
      [1, ({ push }) => push(alert(TEST2, [1]))],
      [
        1.3,
        async ({ silence }) => {
          id = await silence({ matchers: isMatcher('.+', true), from: 1.5, to: 100 });
        },
      ],
      [3.5, ({ unsilence }) => unsilence(id)],
    ],
    wants: [[{ between: [3.5, 4.5], alerts: [alert(TEST1, [1]), alert(TEST2, [1])] }]],
  };
}

describe("Alertmanager's acceptance tests", () => {
  /** All of them live at the same time, once all servers are up, so that no start disturbs the times of another. */
  let endings: ReadonlyMap<string, Promise<unknown>>;

  beforeAll(async () => {
    const ready = await prepareAll(STORIES);
    // An ending is looked at by its own test; until then nobody waits for it.
    endings = new Map(
      [...ready].map(([name, story]) => [
        name,
        story.run().then(
          () => undefined,
          (error: unknown) => error,
        ),
      ]),
    );
  });
  afterAll(() => Promise.all(endings?.values() ?? []));

  it.each(STORIES.map(({ name }) => name))('%s', async (name) => {
    const failure = await endings.get(name);
    if (failure !== undefined) throw failure;
  });
});

async function prepareAll(stories: readonly Story[]): Promise<ReadonlyMap<string, ReadyStory>> {
  const ready = new Map<string, ReadyStory>();
  const last = stories.at(-1);
  const waiting = stories.filter((story) => story !== last);
  const start = async () => {
    for (let story = waiting.shift(); story !== undefined; story = waiting.shift()) {
      ready.set(story.name, await prepare(story));
    }
  };
  await Promise.all(Array.from({ length: STARTS_AT_ONCE }, start));
  if (last !== undefined) ready.set(last.name, await prepare(last));
  return ready;
}
