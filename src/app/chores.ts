import type { ServerFlags } from '../cli/server-flag-table.js';
import type { Clock } from '../clock/clock.js';
import type { Metrics } from '../metrics/metrics.js';
import type { Storage } from '../storage/storage.js';
import type { Chore } from './maintenance.js';
import type { Tocsin } from './tocsin.js';

interface ChoreParts {
  readonly tocsin: Tocsin;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly metrics: Metrics;
}

/** What has to be tidied up, and how often. */
export function choresOf(flags: ServerFlags, { tocsin, storage, clock, metrics }: ChoreParts): readonly Chore[] {
  const seconds = (sinceMs: number) => (clock.now() - sinceMs) / 1000;
  return [
    { name: 'alerts', everyMs: flags.alertsGcIntervalMs, run: () => tocsin.collectAlerts() },
    {
      name: 'groups',
      everyMs: flags.dispatchMaintenanceIntervalMs,
      run: () => tocsin.running.dispatcher.sweep(),
    },
    {
      name: 'silences',
      everyMs: flags.maintenanceIntervalMs,
      async run() {
        const startedMs = clock.now();
        metrics.silencesMaintenanceTotal.inc();
        try {
          await tocsin.silences.collect();
        } catch (error) {
          metrics.silencesMaintenanceErrorsTotal.inc();
          metrics.silencesGcErrorsTotal.inc();
          throw error;
        }
        metrics.silencesGcDurationSeconds.observe(seconds(startedMs));
      },
    },
    {
      name: 'history',
      everyMs: flags.maintenanceIntervalMs,
      async run() {
        await storage.history.collect(clock.now());
      },
    },
    {
      name: 'notification log',
      everyMs: flags.maintenanceIntervalMs,
      async run() {
        const startedMs = clock.now();
        metrics.nflogMaintenanceTotal.inc();
        try {
          await storage.notificationLog.collect(startedMs);
        } catch (error) {
          metrics.nflogMaintenanceErrorsTotal.inc();
          throw error;
        }
        metrics.nflogGcDurationSeconds.observe(seconds(startedMs));
      },
    },
  ];
}
