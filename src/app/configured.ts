import type { ReceiverConfig } from '../config/config.js';
import type { LoadedFiles } from '../config/load-files.js';
import type { TocsinConfig } from '../config/tocsin-config.js';
import type { Logger } from '../log/logger.js';
import type { Integration } from '../notify/notifier.js';
import { buildRouteTree } from '../routing/build-route-tree.js';
import type { Route } from '../routing/route.js';
import { RouteMatcher } from '../routing/route-matcher.js';
import { type LoadedTemplates, loadTemplates, type Templates, type TemplatesOptions } from '../template/templates.js';
import { IntervalTable } from '../timeinterval/interval-table.js';
import { IntegrationTable } from './integration-table.js';
import { ReceiverSettings } from './receiver-settings.js';

/** Builds the notifiers of a receiver, with the templates of its configuration. */
export type IntegrationFactory = (
  receiver: ReceiverConfig,
  templates: Templates,
  tocsin: TocsinConfig,
) => readonly Integration[];

/** A configuration made ready to run; nothing of it runs yet. */
export interface Configured {
  readonly loaded: LoadedFiles;
  readonly templates: LoadedTemplates;
  readonly root: Route;
  readonly routes: RouteMatcher;
  readonly intervals: IntervalTable;
  readonly receiverSettings: ReceiverSettings;
  readonly integrations: IntegrationTable;
}

/**
 * Everything that can fail in applying a configuration, before anything is stopped.
 *
 * @throws when a template does not parse or a notifier cannot be built
 */
export function configure(
  loaded: LoadedFiles,
  createIntegrations: IntegrationFactory,
  templatesOptions: TemplatesOptions,
  logger: Logger,
): Configured {
  const { config } = loaded;
  const templates = loadTemplates(loaded.templates, templatesOptions);
  const root = buildRouteTree(config.route);
  return {
    loaded,
    templates,
    root,
    routes: new RouteMatcher(root),
    intervals: new IntervalTable(config.timeIntervals),
    receiverSettings: new ReceiverSettings(loaded.tocsin),
    integrations: new IntegrationTable(
      integrationsOf(loaded, root, (receiver) => createIntegrations(receiver, templates, loaded.tocsin), logger),
    ),
  };
}

function integrationsOf(
  { config }: LoadedFiles,
  root: Route,
  create: (receiver: ReceiverConfig) => readonly Integration[],
  logger: Logger,
): Map<string, readonly Integration[]> {
  const used = new Set([...root.walk()].map(({ receiver }) => receiver));
  const byReceiver = new Map<string, readonly Integration[]>();
  for (const receiver of config.receivers) {
    if (used.has(receiver.name)) byReceiver.set(receiver.name, create(receiver));
    else logger.info('skipping creation of receiver not referenced by any route', { receiver: receiver.name });
  }
  return byReceiver;
}
