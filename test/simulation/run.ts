import { parseArgs } from 'node:util';
import { simulate } from './simulation.js';

/** What `npm run simulate` runs. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string' }, from: { type: 'string', default: '1' } },
});

if (values.count !== undefined) await runMany(Number(values.from), Number(values.count));
else await tellOne(Number(positionals[0] ?? values.from));

async function tellOne(seed: number): Promise<void> {
  const { story, error } = await simulate(seed);
  for (const line of story) console.log(line);
  if (error === undefined) return console.log(`seed ${seed}: all is well`);
  console.log(`seed ${seed}: ${error instanceof Error ? error.stack : String(error)}`);
  process.exitCode = 1;
}

async function runMany(from: number, count: number): Promise<void> {
  let bad = 0;
  let messages = 0;
  for (let seed = from; seed < from + count; seed++) {
    const ending = await simulate(seed);
    messages += ending.messages;
    if (ending.error === undefined) continue;
    bad++;
    console.log(`seed ${seed}: ${String(ending.error)}`);
  }
  console.log(`${count} histories, ${messages} messages, ${bad} bad`);
  if (bad > 0) process.exitCode = 1;
}
