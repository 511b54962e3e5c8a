import { parseArgs } from 'node:util';
import { crashRepeatedly } from './crash-run.js';

/** What `npm run test:crash` runs. */
const { values } = parseArgs({
  options: { kills: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
});
const result = await crashRepeatedly(Number(values.kills), Number(values.seed), (line) => console.log(line));
const { wrongs, ...counts } = result;
for (const wrong of wrongs) console.log(wrong);
console.log(
  `${counts.kills} kills, ${counts.alerts} alerts, ${counts.silences} silences, ${counts.messages} messages: ` +
    (wrongs.length === 0 ? 'nothing lost, nothing twice' : `${wrongs.length} wrong; again: --seed=${values.seed}`),
);
process.exit(wrongs.length === 0 ? 0 : 1);
