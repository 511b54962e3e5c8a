import { readFileSync } from 'node:fs';
import { STORES } from './app/stores.js';
import { isForCommands, programOf } from './cli/command-line/program.js';
import { TOCSIN_COMMANDS } from './cli/commands/all-commands.js';
import { runInProcess } from './cli/run-in-process.js';
import type { ServerFlags } from './cli/server-flag-table.js';
import { parseServerFlags } from './cli/server-flags.js';

// Awaited by nobody, as what is bundled has no top-level await: a failure ends the process as an unhandled rejection.
void main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<void> {
  const program = programOf('tocsin', TOCSIN_COMMANDS);
  if (isForCommands(program, argv, (path) => readFileSync(path, 'utf8'))) {
    await runInProcess(program, argv, STORES);
    return;
  }
  // A lone `help` asks for what `--help` tells.
  const invocation = parseServerFlags(argv[0] === 'help' ? ['--help'] : argv, { commands: TOCSIN_COMMANDS });
  if (invocation.kind === 'run') {
    await run(invocation.flags, invocation.given);
  } else if (invocation.kind === 'error') {
    process.stderr.write(invocation.text);
    process.exitCode = 1;
  } else {
    process.stdout.write(invocation.text);
  }
}

async function run(flags: ServerFlags, given: readonly string[]): Promise<void> {
  // Loaded only here: a command and the help have to be quick, and the server takes its time. Nest needs the first one.
  await import('reflect-metadata');
  const [{ LogWriter }, { startServer }, { SystemClock }, { BUILD_INFO }, { checkServerFlags }] = await Promise.all([
    import('./app/log-writer.js'),
    import('./app/server.js'),
    import('./app/system-clock.js'),
    import('./cli/build-info.js'),
    import('./cli/check-server-flags.js'),
  ]);
  const clock = new SystemClock();
  const logger = new LogWriter({
    clock,
    level: flags.logLevel,
    format: flags.logFormat,
    write: (line) => process.stderr.write(line),
  });
  const wrong = checkServerFlags(flags);
  if (wrong !== undefined) {
    logger.error('alertmanager exited with error', { err: wrong });
    process.exit(1);
  }
  logger.info('Starting Alertmanager', { version: `Tocsin, compatible with Alertmanager ${BUILD_INFO.version}` });
  logger.info('Build context', {
    build_context: `(node=${process.version}, platform=${process.platform}/${process.arch})`,
  });

  // A failure that nobody waits for must not end the process that pages people.
  process.on('unhandledRejection', (reason) =>
    logger.error('A promise failed that nobody waits for', { err: String(reason) }),
  );

  try {
    const server = await startServer(flags, given, { clock, logger });
    process.on('SIGHUP', () => void server.reload().catch(() => {}));
    const stop = async () => {
      logger.info('Received shutdown signal, exiting gracefully...');
      await server.stop();
      process.exit(0);
    };
    process.once('SIGINT', () => void stop());
    process.once('SIGTERM', () => void stop());
  } catch (error) {
    logger.error('alertmanager exited with error', { err: error instanceof Error ? error.message : String(error) });
    process.exit(1);
  }
}
