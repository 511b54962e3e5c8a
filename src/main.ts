import 'reflect-metadata';
import { LogWriter } from './app/log-writer.js';
import { startServer } from './app/server.js';
import { SystemClock } from './app/system-clock.js';
import { BUILD_INFO } from './cli/build-info.js';
import { checkServerFlags } from './cli/check-server-flags.js';
import type { ServerFlags } from './cli/server-flag-table.js';
import { parseServerFlags } from './cli/server-flags.js';

const invocation = parseServerFlags(process.argv.slice(2));
if (invocation.kind === 'run') {
  await run(invocation.flags, invocation.given);
} else if (invocation.kind === 'error') {
  process.stderr.write(invocation.text);
  process.exitCode = 1;
} else {
  process.stdout.write(invocation.text);
}

async function run(flags: ServerFlags, given: readonly string[]): Promise<void> {
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
