import { STORES } from './app/stores.js';
import { programOf } from './cli/command-line/program.js';
import { AMTOOL_COMMANDS } from './cli/commands/all-commands.js';
import { runInProcess } from './cli/run-in-process.js';

void runInProcess(programOf('amtool', AMTOOL_COMMANDS), process.argv.slice(2), STORES);
