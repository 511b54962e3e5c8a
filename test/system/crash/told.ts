import { type HttpStandIn, jsonOf, startHttpStandIn } from '../../support/vendors/http-stand-in.js';

/** A message as the receiver got it. */
export interface Message {
  readonly atMs: number;
  readonly group: string;
  /** `name status`, in alphabetical order. */
  readonly alerts: readonly string[];
}

interface WebhookBody {
  readonly groupLabels: { readonly group: string };
  readonly alerts: readonly { readonly status: string; readonly labels: { readonly alertname: string } }[];
}

/** A receiver that takes everything and remembers when. */
export class Told {
  readonly messages: Message[] = [];
  /** Alerts that were told to fire, and that were told to be over. */
  readonly firing = new Set<string>();
  readonly resolved = new Set<string>();

  private constructor(private readonly open: () => HttpStandIn) {}

  static async start(): Promise<Told> {
    const told: Told = new Told(() => standIn);
    const standIn = await startHttpStandIn((request) => {
      told.#take(jsonOf(request) as WebhookBody);
      return { status: 200, body: '' };
    });
    return told;
  }

  get url(): string {
    return this.open().url;
  }

  lastOf(group: string): Message | undefined {
    return this.messages.findLast((message) => message.group === group);
  }

  close(): Promise<void> {
    return this.open().close();
  }

  #take({ groupLabels: { group }, alerts }: WebhookBody): void {
    for (const { status, labels } of alerts) (status === 'firing' ? this.firing : this.resolved).add(labels.alertname);
    const told = alerts.map(({ status, labels }) => `${labels.alertname} ${status}`).toSorted();
    this.messages.push({ atMs: Date.now(), group, alerts: told });
  }
}
