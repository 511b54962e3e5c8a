import { parseArgs } from 'node:util';
import { KEPT_AWAY_FROM } from './kept-away-from.js';
import { RULES } from './rules.js';
import { tell } from './told.js';

/** What `npm run test:peer` runs. */
const { values } = parseArgs({
  options: {
    /** Tells this one. */
    seed: { type: 'string' },
    /** Tells as many, from this one on. */
    from: { type: 'string', default: '1' },
    count: { type: 'string', default: '12' },
    /** So many at the same time. */
    jobs: { type: 'string', default: '4' },
    /** Waits until a minute of the clock ends so many seconds after the beginning, as it did when a history was told. */
    'minute-at': { type: 'string' },
    /** Tocsin as a replica, over a Redis. */
    redis: { type: 'boolean', default: false },
    /** Lists what counts as equal although it is not. */
    rules: { type: 'boolean', default: false },
  },
});
if (values.rules) {
  for (const { name, reason } of [...RULES, ...KEPT_AWAY_FROM]) console.log(`${name}: ${reason}`);
  process.exit(0);
}
const from = Number(values.seed ?? values.from);
const count = values.seed === undefined ? Number(values.count) : 1;
const untilMinuteMs = values['minute-at'] === undefined ? undefined : Number(values['minute-at']) * 1000;

const tally = { equal: 0, unsteady: 0, different: 0, disturbed: 0 };
const waiting = Array.from({ length: count }, (_, i) => from + i);

async function work(): Promise<void> {
  for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
    const verdict = await tell(seed, {
      isReplica: values.redis,
      ...(untilMinuteMs === undefined ? {} : { untilMinuteMs }),
    });
    tally[verdict.kind]++;
    if (verdict.kind !== 'equal') console.log(`${verdict.kind}: ${verdict.report}`);
    else {
      if (verdict.unsteady !== undefined) {
        tally.unsteady++;
        console.log(`differed once: ${verdict.unsteady}`);
      }
      console.log(`seed ${seed}: equal, ${verdict.messages} messages, ${verdict.answers} answers`);
    }
  }
}

await Promise.all(Array.from({ length: Number(values.jobs) }, work));
const { equal, unsteady, different, disturbed } = tally;
console.log(
  `${count} histories: ${equal} equal (${unsteady} of them differed once), ${different} different, ${disturbed} not told because this machine is too busy`,
);
if (different + disturbed > 0) process.exitCode = 1;
