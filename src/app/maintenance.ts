import { type DynamicModule, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import type { Logger } from '../log/logger.js';

/** Something that is done again and again while the server runs. */
export interface Chore {
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<void> | void;
}

/** Puts chores on the scheduler when the application starts; it takes them off again when the application ends. */
class Maintenance implements OnApplicationBootstrap {
  constructor(
    private readonly registry: SchedulerRegistry,
    private readonly chores: readonly Chore[],
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    for (const chore of this.chores) {
      this.registry.addInterval(chore.name, setInterval(once(chore, this.logger), chore.everyMs));
    }
  }
}

@Module({})
class MaintenanceModule {}

/** Runs chores on the scheduler, none beside itself. One that fails is logged and tried again the next time. */
export function maintenance(chores: readonly Chore[], logger: Logger): DynamicModule {
  const provider = {
    provide: Maintenance,
    inject: [SchedulerRegistry],
    useFactory: (registry: SchedulerRegistry) => new Maintenance(registry, chores, logger),
  };
  return { module: MaintenanceModule, imports: [ScheduleModule.forRoot()], providers: [provider] };
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
