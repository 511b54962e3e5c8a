import { type Notification, Notifier } from '../../src/notify/notifier.js';
import { delivered, type Outcome } from '../../src/notify/outcome.js';

/** What an integration was told, or tried to be told. */
export interface Told {
  /** Milliseconds since the harness' start. */
  readonly atMs: number;
  /** `receiver/type[index]` */
  readonly integration: string;
  readonly groupKey: string;
  readonly reason: string;
  /** `name status`, in the order of the message; the name is the label alertname, or all labels without one. */
  readonly alerts: readonly string[];
  readonly outcome: 'delivered' | 'retry' | 'giveUp' | 'hanging';
  readonly notification: Notification;
}

/** How an integration answers; `hang` waits until the attempt is aborted. */
export type Behaviour = (notification: Notification) => Outcome | 'hang';

/** A vendor without a wire: answers as it is told to, and records. */
export class RecordingNotifier extends Notifier {
  constructor(
    private readonly integration: string,
    private readonly behaviour: () => Behaviour,
    private readonly record: (told: Told) => void,
    private readonly startMs: number,
  ) {
    super();
  }

  override async notify(notification: Notification, signal: AbortSignal): Promise<Outcome> {
    const answer = this.behaviour()(notification);
    this.record({
      atMs: notification.nowMs - this.startMs,
      integration: this.integration,
      groupKey: notification.groupKey,
      reason: notification.data.notificationReason,
      alerts: notification.data.alerts.map(
        ({ labels, status }) => `${labels.get('alertname') ?? labels.fingerprint} ${status}`,
      ),
      outcome: answer === 'hang' ? 'hanging' : answer.kind,
      notification,
    });
    if (answer !== 'hang') return answer;
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    return { kind: 'retry', reason: 'contextDeadlineExceeded', error: 'context deadline exceeded' };
  }
}

export const DELIVERS: Behaviour = () => delivered();

export const HANGS: Behaviour = () => 'hang';
