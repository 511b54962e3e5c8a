// Kills a server under load again and again, and looks at what it kept and told:
// `npm run build && npx tsx scripts/crash.mjs --kills=100 --seed=7`.
import '../test/system/crash/run.ts';
