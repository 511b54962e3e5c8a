import { hostname } from 'node:os';
import { BUILD_INFO } from '../cli/build-info.js';
import type { IntegrationConfig } from '../config/config.js';
import { fileReader } from '../httpclient/file-secret.js';
import { HttpClient } from '../httpclient/http-client.js';
import { OutboundGuard } from '../httpclient/outbound-guard.js';
import type { RequestTrace } from '../httpclient/request-trace.js';
import type { Notifier } from '../notify/notifier.js';
import type { ReceiverDeps } from '../receivers/receiver-deps.js';
import { createNotifier } from '../receivers/registry.js';
import { TranscribingNotifier } from '../receivers/transcribing-notifier.js';
import type { IntegrationFactory } from './configured.js';

/**
 * @param folder where relative paths of secret files start
 * @param trace follows the requests to vendors
 * @param onRefused told when a notification was kept from an address
 */
export function integrationFactory(
  folder: string,
  nowMs: () => number,
  trace: RequestTrace | undefined,
  onRefused: () => void,
): IntegrationFactory {
  const read = fileReader(folder);
  const userAgent = `Alertmanager/${BUILD_INFO.version}`;
  return (receiver, templates, { outbound }) => {
    const guard = new OutboundGuard(outbound, onRefused);
    return receiver.integrations.map((integration) => ({
      type: integration.type,
      index: integration.index,
      sendResolved: integration.config.sendResolved,
      notifier: named(receiver.name, integration, () =>
        transcribed(integration, {
          templates,
          httpClient: (http) =>
            new HttpClient(http, { read, userAgent, nowMs, environment: process.env, trace, guard }),
          read,
          guard,
          hostname: hostname(),
        }),
      ),
    }));
  };
}

function transcribed(integration: IntegrationConfig, deps: ReceiverDeps): Notifier {
  return new TranscribingNotifier(createNotifier(integration, deps), integration.config);
}

/** Says which integration cannot be built. */
function named<T>(receiver: string, { type, index }: IntegrationConfig, create: () => T): T {
  try {
    return create();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`receiver ${JSON.stringify(receiver)}, ${type}_configs[${index}]: ${message}`, { cause: error });
  }
}
