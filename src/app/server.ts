import { randomUUID } from 'node:crypto';
import { availableParallelism, hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { AlertnameLimit } from '../alerts/alertname-limit.js';
import { BUILD_INFO, goArchitecture } from '../cli/build-info.js';
import { ignoredFlags } from '../cli/check-server-flags.js';
import { externalUrl, routePrefix } from '../cli/external-url.js';
import { readFeatures } from '../cli/features.js';
import type { ServerFlags } from '../cli/server-flag-table.js';
import { INTEGRATION_TYPES } from '../config/receiver-yaml.js';
import type { Logger } from '../log/logger.js';
import { createMetrics, type Metrics } from '../metrics/metrics.js';
import { closeHttpApp, createHttpApp } from '../web/http-app.js';
import { HttpListeners } from '../web/http-listeners.js';
import { openProtection } from '../web/protection/protection.js';
import { noteApplied } from './applied.js';
import { choresOf } from './chores.js';
import { ConfigurationFiles } from './configuration-files.js';
import { engineMetrics, observe } from './engine-metrics.js';
import { HttpDeliveryDesk } from './http-delivery-desk.js';
import { HttpEngine } from './http-engine.js';
import { Instrumentation } from './instrumentation.js';
import { integrationFactory } from './integration-factory.js';
import { type ListenTargets, listen } from './listen.js';
import { parseListenAddress, printAddress } from './listen-address.js';
import { maintenance } from './maintenance.js';
import { observeMembers } from './membership.js';
import { observeDeliveries } from './observe-deliveries.js';
import { openQueue } from './open-queue.js';
import { openStorage } from './open-storage.js';
import { redisOf } from './redis-of.js';
import { Reloader } from './reloader.js';
import { roleOf } from './role-of.js';
import { serverStatus } from './server-status.js';
import type { SystemClock } from './system-clock.js';
import { systemdSockets } from './systemd-sockets.js';
import { Tocsin } from './tocsin.js';

/** `npm run build` puts the pages beside this folder's parent. */
const UI_FOLDER = join(import.meta.dirname, '../ui');

/** A running server. */
export interface Server {
  /** Reads the configuration again. Rejects when it was not applied; the last one keeps running. */
  reload(): Promise<void>;
  /** Ends requests, timers and deliveries, in this order, and closes the store. */
  stop(): Promise<void>;
}

/**
 * Starts everything, in Alertmanager's order: store, configuration, listeners.
 *
 * @throws {Error} when it cannot start; what was opened is closed again
 */
export async function startServer(
  flags: ServerFlags,
  given: readonly string[],
  world: { readonly clock: SystemClock; readonly logger: Logger },
): Promise<Server> {
  const { clock, logger } = world;
  const startedAtMs = clock.now();
  const features = readFeatures(flags.enableFeature);
  for (const warning of features.warnings) logger.warn(warning);
  const ignored = ignoredFlags(given);
  if (ignored.length > 0) {
    logger.info('There is no gossip here: these flags are accepted and have no effect', { flags: ignored.join(' ') });
  }

  const targets = listenTargets(flags);
  const reading = { mode: features.matcherMode, onFallback: warnOfFallback(logger) };
  const files = new ConfigurationFiles(flags, reading, logger.with({ component: 'configuration' }));
  const load = () => files.load();
  const loaded = await load();
  const redis = redisOf(flags, process.env, loaded.tocsin);
  const role = roleOf(flags, process.env, redis !== undefined);
  const metrics = createMetrics({
    features: {
      receiverName: features.receiverNameInMetrics,
      alertNames: features.alertNamesInMetrics,
      groupKey: features.groupKeyInMetrics,
    },
    isClusterOn: flags.clusterListenAddress !== '' || redis !== undefined,
    build: buildLabels(),
  });
  const protection =
    flags.webConfigFile === ''
      ? undefined
      : await openProtection(flags.webConfigFile, {
          nowMs: () => performance.now(),
          logger,
          boundReached: (bound) => metrics.boundReachedTotal.inc({ bound }),
        });
  metrics.collectProcessMetrics();
  metrics.alertsPerAlertLimit.set(flags.perAlertnameLimit);
  metrics.initNotifications(INTEGRATION_TYPES.map((type) => ({ type, receiver: '' })));
  const counted = engineMetrics(metrics);

  const { deliveries, limits, api } = loaded.tocsin;
  const instrumentation = new Instrumentation({
    folder: dirname(flags.configFile),
    clock,
    logger,
    metrics,
    recordsEvents: features.eventRecorder,
  });
  await instrumentation.start(loaded.config);
  const { storage, membership, shared } = await openStorage({
    flags,
    tocsin: loaded.tocsin,
    redis,
    role,
    name: flags.clusterPeerName || (redis === undefined ? randomUUID() : hostname()),
    newId: randomUUID,
    alertLimit: alertnameLimit(flags, metrics, logger),
    clock,
    logger: logger.with({ component: 'storage' }),
    metrics,
    counted,
  });
  try {
    let port = targets.kind === 'addresses' ? (targets.addresses[0]?.port ?? 0) : 0;
    const host = hostname();
    const external = () => externalUrl(flags.webExternalUrl, host, port);
    const prefix = routePrefix(flags.webRoutePrefix, external());
    const queue = await openQueue({
      ...{ clock, logger, shared, metrics: counted.queue, role },
      journal: storage.deliveries,
      limits: deliveries,
    });
    const tocsin = await Tocsin.start(
      {
        world: { clock, logger, random: Math.random, stopwatch: () => performance.now(), newId: randomUUID },
        settings: {
          retentionMs: flags.retentionMs,
          dispatchAfterMs: startedAtMs + flags.dispatchStartDelayMs,
          groupsMax: limits.groupsMax,
          recordsMax: limits.flushRecordsMax,
          deadLetters: { lettersMax: deliveries.deadLettersMax, bytesMax: deliveries.deadLettersBytesMax },
          matcherMode: features.matcherMode,
          silences: { max: flags.maxSilences, sizeBytesMax: flags.maxSilenceSizeBytes, log: flags.logSilences },
        },
        storage,
        queue,
        metrics: counted,
        createIntegrations: integrationFactory(
          dirname(flags.configFile),
          () => clock.now(),
          instrumentation.tracing.outgoing,
          () => metrics.boundReachedTotal.inc({ bound: 'outbound' }),
        ),
        externalURL: () => external().url,
        instruments: instrumentation,
        onApplied: (applied) => noteApplied(metrics, applied, clock.now()),
      },
      loaded,
    );
    observe(metrics, {
      dispatcher: () => tocsin.running.dispatcher,
      silences: tocsin.silences,
      silencer: tocsin.silencer,
      queue,
      history: storage.history,
      nowMs: () => clock.now(),
      isGroupKeyShown: features.groupKeyInMetrics,
    });
    const desk = new HttpDeliveryDesk(tocsin, () => clock.now());
    observeDeliveries(metrics, {
      statuses: () => desk.integrations(),
      dead: () => tocsin.deliveries.deadLetters.counts().values(),
      nowMs: () => clock.now(),
    });
    const reloader = new Reloader({
      load,
      tocsin,
      metrics,
      logger,
      file: flags.configFile,
      nowMs: () => clock.now(),
      onReloaded: (reload) => engine.reloaded(reload),
    });

    observeMembers(metrics, membership);
    const engine = new HttpEngine(tocsin, {
      clock,
      storage,
      logger,
      silences: instrumentation.tracing.silences(tocsin.silences),
      matcherMode: features.matcherMode,
      version: { ...BUILD_INFO, goVersion: process.version },
      reload: () => reloader.reload(),
      status: () => serverStatus({ flags, files, tocsin, reloader, storage, metrics }),
      cluster: () => membership.view(),
    });
    const app = await createHttpApp(engine, metrics, logger.with({ component: 'api' }), {
      routePrefix: prefix === '/' ? '' : prefix,
      getConcurrencyMax: flags.webGetConcurrency > 0 ? flags.webGetConcurrency : Math.max(availableParallelism(), 8),
      timeoutMs: flags.webTimeoutMs,
      uiFolder: UI_FOLDER,
      bodyBytesMax: api.bodyBytesMax,
      tracing: instrumentation.tracing.requests,
      modules: [maintenance(choresOf(flags, { tocsin, storage, clock, metrics }), logger)],
    });
    const listeners = new HttpListeners({ handler: app.getHttpAdapter().getInstance(), logger, protection });
    const http2 = protection?.tls?.protocols.includes('h2') ?? false;
    const bound = await listen(listeners, targets, logger, protection?.tls && { http2 });
    if (bound !== undefined) {
      port = bound.port;
      membership.listensAt(printAddress(bound));
    }

    return {
      reload: () => reloader.reload(),
      async stop() {
        await closeHttpApp(app, listeners);
        await tocsin.stop();
        await instrumentation.stopTracing();
        await storage.close();
        await instrumentation.stopEvents();
      },
    };
  } catch (error) {
    await storage.close();
    await instrumentation.stopEvents();
    throw error;
  }
}

function listenTargets({ webSystemdSocket, webListenAddresses }: ServerFlags): ListenTargets {
  return webSystemdSocket
    ? { kind: 'sockets', descriptors: systemdSockets(process.env, process.pid) }
    : { kind: 'addresses', addresses: webListenAddresses.map(parseListenAddress) };
}

function buildLabels() {
  const { branch, revision, tags, version } = BUILD_INFO;
  return {
    branch,
    revision,
    tags,
    version,
    goarch: goArchitecture(process.arch),
    goos: process.platform,
    goversion: process.version,
  };
}

function alertnameLimit(flags: ServerFlags, metrics: Metrics, logger: Logger): AlertnameLimit {
  return new AlertnameLimit(flags.perAlertnameLimit, ({ labels }) => {
    const alertname = labels.get('alertname') ?? '';
    metrics.alertsLimitedTotal.inc(metrics.alertsLimitedLabels(alertname));
    logger.warn('Alert dropped: too many alerts of its name', { alertname, limit: flags.perAlertnameLimit });
  });
}

function warnOfFallback(logger: Logger) {
  return ({ input, error, suggestion }: { input: string; error?: string; suggestion: string }) => {
    if (error === undefined) logger.warn('Matchers input has disagreement', { input });
    else
      logger.warn('A matcher is read by the classic rules; quote its value to be safe', {
        input,
        err: error,
        suggestion,
      });
  };
}
