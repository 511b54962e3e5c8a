// Random histories with Debian's Alertmanager 0.25 and Tocsin side by side; what both say has to be equal.
// `npm run test:peer -- --seed 7` tells one, `--count 100 --from 1 --jobs 4` looks for bad ones, `--redis` has the state in a
// Redis, `--rules` lists what
// counts as equal although it is not.
import { ensureTestTools } from './test-tools.mjs';

ensureTestTools();
await import('../test/peer/run.ts');
