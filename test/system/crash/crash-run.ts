import { setTimeout as wait } from 'node:timers/promises';
import { Random } from '../../simulation/random.js';
import { CrashServer } from './crash-server.js';
import { wrongs } from './judge.js';
import { Load } from './load.js';
import { Told } from './told.js';

/** How long everything that is owed may take to arrive once nobody kills any more. */
const CALM_MS = 60_000;

export interface CrashResult {
  readonly kills: number;
  readonly alerts: number;
  readonly silences: number;
  readonly messages: number;
  /** What is wrong, one line for each thing. */
  readonly wrongs: readonly string[];
}

const config = (url: string) => `
route: {receiver: hook, group_by: [group], group_wait: 100ms, group_interval: 700ms, repeat_interval: 1h}
receivers: [{name: hook, webhook_configs: [{url: '${url}'}]}]
`;

/**
 * Puts a server under load and kills it again and again, at moments that the seed decides, in its start, too. Then lets it
 * come to rest and looks at what it was given and what it told.
 */
export async function crashRepeatedly(kills: number, seed: number, tell: (line: string) => void): Promise<CrashResult> {
  const random = new Random(seed);
  const told = await Told.start();
  const server = await CrashServer.prepare(config(told.url));
  try {
    const load = new Load(server, told, random);
    const killedAtMs: number[] = [];
    const strange: string[] = [];
    for (let i = 1; i <= kills; i++) {
      await liveAndDie(server, load, random);
      killedAtMs.push(Date.now());
      strange.push(...complaintsOf(server));
      tell(
        `kill ${i}: ${load.alerts.length} alerts, ${load.silences.length} silences, ${told.messages.length} messages`,
      );
    }
    await server.start();
    let left = await wrongs(server, load, told, killedAtMs);
    for (const endMs = Date.now() + CALM_MS; left.length > 0 && Date.now() < endMs; ) {
      await wait(100);
      left = await wrongs(server, load, told, killedAtMs);
    }
    const { alerts, silences } = load;
    const counts = { kills, alerts: alerts.length, silences: silences.length, messages: told.messages.length };
    return { ...counts, wrongs: [...strange, ...left] };
  } finally {
    await server.remove();
    await told.close();
  }
}

/** Now and then a process dies before it has begun to serve. */
async function liveAndDie(server: CrashServer, load: Load, random: Random): Promise<void> {
  if (random.chance(0.2)) {
    server.launch();
    await wait(random.between(100, 1500));
    await server.kill();
    return;
  }
  await server.start();
  const stop = new AbortController();
  const lives = wait(random.between(50, 1500)).then(() => server.kill());
  await Promise.all([load.run(stop.signal), load.run(stop.signal), lives.finally(() => stop.abort())]);
}

/** A store is never damaged by the end of its process. */
function complaintsOf({ program }: CrashServer): string[] {
  return program
    .output()
    .split('\n')
    .filter((line) => /level=ERROR/.test(line) && !/canceled|Notify/.test(line));
}
