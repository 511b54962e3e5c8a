import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DeliveryDesk } from '../api/delivery-desk.js';
import { DeprecatedController } from '../api/deprecated.controller.js';
import { Engine } from '../api/engine.js';
import { Past } from '../api/past.js';
import { AlertHistoryController } from '../api/tocsin/v1/alert-history.controller.js';
import { DeadLettersController } from '../api/tocsin/v1/dead-letters.controller.js';
import { DeliveriesController } from '../api/tocsin/v1/deliveries.controller.js';
import { DocumentController } from '../api/tocsin/v1/document.controller.js';
import { EventStreams } from '../api/tocsin/v1/event-streams.js';
import { EventsController } from '../api/tocsin/v1/events.controller.js';
import { ExplainController } from '../api/tocsin/v1/explain.controller.js';
import { FlushesController } from '../api/tocsin/v1/flushes.controller.js';
import { GroupsController } from '../api/tocsin/v1/groups.controller.js';
import { IntegrationsController } from '../api/tocsin/v1/integrations.controller.js';
import { LabelsController } from '../api/tocsin/v1/labels.controller.js';
import { ReceiversController } from '../api/tocsin/v1/receivers.controller.js';
import { RoutesController } from '../api/tocsin/v1/routes.controller.js';
import { SilenceEffectsController } from '../api/tocsin/v1/silence-effects.controller.js';
import { StatusController } from '../api/tocsin/v1/status.controller.js';
import { TemplatesController } from '../api/tocsin/v1/templates.controller.js';
import { AlertGroupsController } from '../api/v2/alert-groups.controller.js';
import { AlertIntake } from '../api/v2/alert-intake.js';
import { AlertsController } from '../api/v2/alerts.controller.js';
import { GeneralController } from '../api/v2/general.controller.js';
import { SilencesController } from '../api/v2/silences.controller.js';
import type { Logger } from '../log/logger.js';
import type { Metrics } from '../metrics/metrics.js';
import { parseBodiesAsBuffers } from './body-parser.js';
import { closeConnectionsOnClose } from './close-connections.js';
import { ErrorFilter } from './error-filter.js';
import { FrontDoor } from './front-door.js';
import type { HttpListeners } from './http-listeners.js';
import type { HttpOptions } from './http-options.js';
import { ManagementController } from './management.controller.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsPage } from './metrics-page.js';
import { sendPlainError } from './plain-text.js';
import { traceRequests } from './request-tracing.js';
import { UiController } from './ui/ui.controller.js';
import { UiFiles } from './ui/ui-files.js';

const CONTROLLERS: readonly Type[] = [
  AlertsController,
  AlertGroupsController,
  SilencesController,
  GeneralController,
  TemplatesController,
  ReceiversController,
  EventsController,
  StatusController,
  LabelsController,
  SilenceEffectsController,
  DeliveriesController,
  DeadLettersController,
  IntegrationsController,
  GroupsController,
  ExplainController,
  AlertHistoryController,
  FlushesController,
  RoutesController,
  DocumentController,
  DeprecatedController,
  ManagementController,
  MetricsController,
  UiController,
];

@Module({})
class HttpModule {}

/** Everything that the server answers; `HttpListeners` brings it the requests. */
export async function createHttpApp(
  engine: Engine,
  metrics: Metrics,
  logger: Logger,
  options: HttpOptions,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: options.bodyBytesMax,
    exposeHeadRoutes: false,
    frameworkErrors: (_error: Error, _request: FastifyRequest, reply: FastifyReply) =>
      sendPlainError(reply, 400, 'Bad Request'),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1024 * 1024 },
  });
  const server = adapter.getInstance();
  if (options.tracing !== undefined) traceRequests(server, options.tracing, options.routePrefix);
  server.addHook('onRequest', new FrontDoor(options, metrics).onRequest);
  closeConnectionsOnClose(server);

  const root = {
    module: HttpModule,
    imports: [...(options.modules ?? [])],
    controllers: [...CONTROLLERS],
    providers: [
      { provide: Engine, useValue: engine },
      {
        provide: EventStreams,
        useValue: new EventStreams(engine.changes, (bound) => metrics.boundReachedTotal.inc({ bound })),
      },
      { provide: DeliveryDesk, useValue: engine.deliveries },
      { provide: Past, useValue: engine.past },
      { provide: AlertIntake, useValue: new AlertIntake(engine, metrics) },
      { provide: UiFiles, useValue: UiFiles.read(options.uiFolder) },
      { provide: MetricsPage, useValue: new MetricsPage(metrics) },
    ],
  };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    bodyParser: false,
    logger: false,
    abortOnError: false,
  });
  parseBodiesAsBuffers(server, options.bodyBytesMax);
  if (options.routePrefix !== '') app.setGlobalPrefix(options.routePrefix);
  app.useGlobalFilters(new ErrorFilter(logger, options, metrics));
  await app.init();
  await server.ready();
  return app;
}

/**
 * Takes no new requests, lets those under way end, and cuts off what is left after `graceMs`.
 *
 * @param graceMs Alertmanager waits 5 seconds
 */
export async function closeHttpApp(
  app: NestFastifyApplication,
  listeners: HttpListeners,
  graceMs = 5_000,
): Promise<void> {
  await Promise.all([app.close(), listeners.close(graceMs)]);
}
