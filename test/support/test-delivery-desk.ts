import { DeliveryDesk, type IntegrationStatus, type RetryAnswer } from '../../src/api/delivery-desk.js';
import type { DeliveryPage } from '../../src/deliveries/delivery-query.js';
import type { DeliveryRecord } from '../../src/deliveries/delivery-record.js';
import type { DeadLetter } from '../../src/notify/dead-letter.js';
import type { Redelivered } from '../../src/notify/redelivery.js';

/** The desk of an engine that delivers nothing. */
export class TestDeliveryDesk extends DeliveryDesk {
  override async list(): Promise<DeliveryPage> {
    return { items: [], next: undefined };
  }

  override async get(): Promise<DeliveryRecord | undefined> {
    return undefined;
  }

  override async retry(): Promise<RetryAnswer> {
    return 'unknown';
  }

  override deadLetters(): readonly DeadLetter[] {
    return [];
  }

  override async replay(): Promise<readonly Redelivered[]> {
    return [];
  }

  override drop(): boolean {
    return false;
  }

  override integrations(): readonly IntegrationStatus[] {
    return [];
  }
}
