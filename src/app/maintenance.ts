import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import type { Logger } from '../log/logger.js';

/** Something that is done again and again while the server runs. */
export interface Chore {
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<void> | void;
}

/** Runs chores on the scheduler, none beside itself. One that fails is logged and tried again the next time. */
@Module({})
export class Maintenance {
  static of(chores: readonly Chore[], logger: Logger): DynamicModule {
    return {
      module: Maintenance,
      imports: [ScheduleModule.forRoot()],
      providers: [
        {
          provide: Maintenance,
          inject: [SchedulerRegistry],
          useFactory: (registry: SchedulerRegistry) => {
            for (const chore of chores)
              registry.addInterval(chore.name, setInterval(once(chore, logger), chore.everyMs));
            return new Maintenance();
          },
        },
      ],
    };
  }
}

function once({ name, run }: Chore, logger: Logger): () => void {
  let isRunning = false;
  return () => {
    if (isRunning) return;
    isRunning = true;
    Promise.resolve()
      .then(run)
      .catch((error: unknown) =>
        logger.error('Maintenance failed; it is tried again', { chore: name, err: String(error) }),
      )
      .finally(() => {
        isRunning = false;
      });
  };
}
