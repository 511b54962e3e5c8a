import { type Figure, median, tell } from './bench.js';
import { type Kind, kinds, PROFILE, type ServerProcess, startServer } from './server-process.js';

/** What one run of one server came to, by name. */
export type Run = Readonly<Record<string, number>>;

interface Versus {
  readonly title: string;
  readonly config: string;
  /** The reference comes second. */
  readonly against: readonly Kind[];
  readonly rounds: number;
  /** Whether the event loop of Tocsin is watched meanwhile, which costs an idle process half a per cent; true without it. */
  readonly watchesLoop?: boolean;
  /** Measures one server that was started just now. */
  readonly run: (server: ServerProcess) => Promise<Run>;
}

/**
 * Runs the same against several servers in turn (A B, B A, A B), each time anew, so that a busy machine slows all of them
 * down alike; tells the medians, and how many times the reference they are.
 */
export async function versus({ title, config, against, rounds, run, watchesLoop = true }: Versus): Promise<void> {
  const present = kinds(...against);
  const runs = new Map<Kind, Run[]>(present.map((kind) => [kind, []]));
  for (let round = 0; round < (PROFILE === undefined ? rounds : 1); round++) {
    for (const kind of round % 2 === 0 ? present : present.toReversed()) {
      await using server = await startServer(kind, config);
      runs.get(kind)?.push(await (watchesLoop ? withLoopDelay(server, run) : run(server)));
    }
  }
  tell(title, present, figuresOf(runs));
}

/** Begins to look once the server is ready: to load its code holds up the loop, too. */
async function withLoopDelay(server: ServerProcess, run: Versus['run']): Promise<Run> {
  await server.loopDelay();
  const figures = await run(server);
  const delay = await server.loopDelay();
  if (delay === undefined) return figures;
  return { ...figures, 'event loop delay, p99, ms': delay.p99, 'event loop delay, longest, ms': delay.max };
}

function figuresOf(runs: ReadonlyMap<Kind, readonly Run[]>): Figure[] {
  const names = [...new Set([...runs.values()].flatMap((all) => all.flatMap((run) => Object.keys(run))))];
  return names.map((what) => ({
    what,
    values: [...runs.values()].map((all) => medianOf(all, what)),
  }));
}

/** Not a number where a server has no such figure. */
function medianOf(runs: readonly Run[], what: string): number {
  const values = runs.flatMap((run) => run[what] ?? []);
  return values.length === 0 ? Number.NaN : median(values);
}
