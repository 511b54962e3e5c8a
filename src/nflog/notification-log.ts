/** Which integration of which receiver. `index` counts within the receiver's list of that type. */
export interface IntegrationKey {
  readonly receiver: string;
  readonly type: string;
  readonly index: number;
}

/** `receiver/type[index]`, as in Alertmanager's error texts. */
export function integrationName(key: IntegrationKey): string {
  return `${key.receiver}/${key.type}[${key.index}]`;
}

/** What a notifier remembers between notifications of a group (Slack: the message's `ts` and channel). */
export type ReceiverData = Readonly<Record<string, string | number>>;

/** What was last told to one integration about one group. */
export interface NotificationLogEntry {
  /** The text `<route key>:{labels}`. */
  readonly groupKey: string;
  readonly integration: IntegrationKey;
  /** When it was sent, milliseconds since the epoch. */
  readonly sentAtMs: number;
  /** Hashes of the alerts' labels (`alertHash`), each 16 hex digits. */
  readonly firing: readonly string[];
  readonly resolved: readonly string[];
  /** Of those that fire, the ones that have been muted since; kept with strict muting alone. */
  readonly muted: readonly string[];
  readonly receiverData: ReceiverData;
  /** From this moment on the entry may be collected. */
  readonly expiresAtMs: number;
}

/** What was sent, and when: the memory that keeps people from being told twice. */
export abstract class NotificationLog {
  /** The last entry, until it is collected: one that has expired still says what was told. */
  abstract last(groupKey: string, integration: IntegrationKey): Promise<NotificationLogEntry | undefined>;

  /**
   * Replaces the entry of the same group and integration, unless the stored one was sent later (clocks differ
   * between replicas). Resolves once it is durable.
   */
  abstract record(entry: NotificationLogEntry): Promise<void>;

  /** Forgets expired entries. @returns how many */
  abstract collect(nowMs: number): Promise<number>;
}
