import type { IntegrationTestResult, ReceiverTest } from '../api/engine.js';
import { utc, ZERO_TIME } from '../clock/timestamp.js';
import { LabelSet } from '../labels/label-set.js';
import type { Integration, Notification } from '../notify/notifier.js';
import { buildNotificationData } from '../template/notification-data.js';

/** How long one integration may take. */
const TIMEOUT_MS = 20_000;

export interface TestContext {
  readonly receiver: string;
  readonly externalURL: string;
  readonly nowMs: () => number;
  readonly newId: () => string;
}

/**
 * Sends a test notification through integrations, past the queue and the notification log: one attempt each, which
 * changes nothing of what is told otherwise.
 */
export function testIntegrations(
  integrations: readonly Integration[],
  test: ReceiverTest,
  context: TestContext,
): Promise<IntegrationTestResult[]> {
  const notification = testNotification(test, context);
  return Promise.all(
    integrations.map(async ({ type, index, notifier }) => {
      const startedMs = context.nowMs();
      const outcome = await notifier.notify(notification, AbortSignal.timeout(TIMEOUT_MS));
      const seconds = (context.nowMs() - startedMs) / 1000;
      const integration = `${type}[${index}]`;
      if (outcome.kind === 'delivered') return { integration, outcome: 'delivered' as const, seconds };
      const { reason, error } = outcome;
      return { integration, outcome: 'failed' as const, seconds, reason, error };
    }),
  );
}

function testNotification(
  { isResolved, labels, annotations }: ReceiverTest,
  { receiver, externalURL, nowMs, newId }: TestContext,
): Notification {
  const now = nowMs();
  return {
    id: newId(),
    // Always the same, so that a later test can resolve what this one opens.
    groupKey: `{}/{}:{tocsin_test=${JSON.stringify(receiver)}}`,
    nowMs: now,
    receiverData: {},
    data: buildNotificationData({
      receiver,
      externalURL,
      notificationReason: isResolved ? 'all alerts resolved' : 'first notification',
      groupLabels: labels.filter((name) => name === 'alertname'),
      routeLabels: LabelSet.EMPTY,
      alerts: [
        {
          labels,
          annotations,
          startsAt: utc(now),
          endsAt: isResolved ? utc(now) : ZERO_TIME,
          updatedAt: utc(now),
          timeout: false,
          generatorURL: '',
        },
      ],
      nowMs: now,
    }),
  };
}
