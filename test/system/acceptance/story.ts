import { jsonOf, type ReceivedRequest, type StandInBehaviour } from '../../support/vendors/http-stand-in.js';
import { startWebhook } from '../../support/vendors/webhook.js';
import { type AcceptanceOptions, AcceptanceServer } from './acceptance-server.js';
import { type Collected, checkCollected, type Expected } from './collector.js';
import { type StoryAlert, wireAlert } from './story-alert.js';

/** What happens to the server; times are seconds since the story began. */
export interface Doing {
  push(...alerts: readonly StoryAlert[]): Promise<void>;
  /** @returns its id */
  silence(silence: { matchers: readonly unknown[]; from: number; to: number }): Promise<string>;
  unsilence(id: string): Promise<void>;
  reload(): void;
}

/** A test of the table in Alertmanager's acceptance tests: what happens when, and what each webhook gets when. */
export interface Story extends Omit<AcceptanceOptions, 'config'> {
  readonly name: string;
  readonly config: (webhooks: readonly string[]) => string;
  readonly steps: readonly (readonly [atSeconds: number, run: (doing: Doing) => Promise<void> | void])[];
  /** One list for each webhook: all that it gets, and nothing else. */
  readonly wants: readonly (readonly Expected[])[];
  /** What a webhook does in place of taking everything, by its index. */
  readonly behaves?: Readonly<Record<number, (nowSeconds: number) => ReturnType<StandInBehaviour> | undefined>>;
}

/** A story whose server is up, and whose time has not begun. */
export interface ReadyStory {
  /** Lives through it. @throws {Error} when a webhook got something else, or the server did not end with 0 */
  run(): Promise<void>;
}

/** Times of the alerts may be off by so much. */
const TOLERANCE_SECONDS = 0.15;

export async function prepare(story: Story): Promise<ReadyStory> {
  const webhooks = await Promise.all(story.wants.map(() => startWebhook()));
  const server = await AcceptanceServer.start({ ...story, config: story.config(webhooks.map(({ url }) => url)) });

  async function run(): Promise<void> {
    const startedMs = Date.now();
    const nowSeconds = () => (Date.now() - startedMs) / 1000;
    const collected = webhooks.map((): Collected[] => []);
    for (const [i, webhook] of webhooks.entries()) {
      webhook.behave(async (request) => {
        const at = nowSeconds();
        const answer = await story.behaves?.[i]?.(at);
        if (answer !== undefined) return answer;
        collected[i]?.push({ at, alerts: alertsOf(request) });
        return { status: 200, body: '' };
      });
    }
    const doing = doingOf(server, startedMs);
    const last = Math.max(0, ...story.wants.flat().map(({ between: [, to] }) => to));
    await Promise.all([
      ...story.steps.map(([at, step]) => until(startedMs + at * 1000).then(() => step(doing))),
      until(startedMs + last * 1000),
    ]);
    for (const [i, expected] of story.wants.entries()) {
      checkCollected(`webhook ${i}`, expected, collected[i] ?? [], { startedMs, toleranceSeconds: TOLERANCE_SECONDS });
    }
  }

  async function end(): Promise<number | null> {
    const code = await server.stop();
    await Promise.all(webhooks.map((webhook) => webhook.close()));
    return code;
  }

  return {
    async run() {
      let code: number | null = null;
      try {
        await run();
      } finally {
        code = await end();
      }
      if (code !== 0) throw new Error(`the server ended with ${code}`);
    },
  };
}

function doingOf(server: AcceptanceServer, startedMs: number): Doing {
  const timeOf = (seconds: number) => new Date(startedMs + seconds * 1000).toISOString();
  return {
    async push(...alerts) {
      const response = await server.post(
        '/alerts',
        alerts.map((alert) => wireAlert(alert, startedMs)),
      );
      if (response.status !== 200) throw new Error(`POST /alerts: ${response.status} ${await response.text()}`);
    },
    async silence({ matchers, from, to }) {
      const silence = { matchers, startsAt: timeOf(from), endsAt: timeOf(to), createdBy: 'ana', comment: 'known' };
      const response = await server.post('/silences', silence);
      if (response.status !== 200) throw new Error(`POST /silences: ${response.status} ${await response.text()}`);
      return ((await response.json()) as { silenceID: string }).silenceID;
    },
    async unsilence(id) {
      const response = await server.delete(`/silence/${id}`);
      if (response.status !== 200) throw new Error(`DELETE /silence: ${response.status} ${await response.text()}`);
    },
    reload: () => server.reload(),
  };
}

function alertsOf(request: ReceivedRequest): Collected['alerts'] {
  return (jsonOf(request) as { alerts: Collected['alerts'] }).alerts;
}

function until(atMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, atMs - Date.now())));
}
