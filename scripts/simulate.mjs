// `npm run simulate -- SEED` tells one random history; `npm run simulate -- --count 500 [--from 1]` looks for bad ones.
import '../test/simulation/run.ts';
