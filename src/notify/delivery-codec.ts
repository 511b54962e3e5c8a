import { decodeAlert, decodeLabels, encodeAlert, encodeLabels, type StoredAlert } from '../alerts/alert-codec.js';
import type { Delivery } from './delivery.js';

/** A delivery as plain JSON. */
export interface StoredDelivery
  extends Omit<Delivery, 'groupLabels' | 'routeLabels' | 'alerts' | 'urgency' | 'owed' | 'unsure' | 'isDemanded'> {
  readonly groupLabels: readonly string[];
  readonly routeLabels: readonly string[];
  /** Absent in deliveries of older versions; those go first. */
  readonly urgency?: number;
  /** Absent in deliveries of older versions. */
  readonly owed?: Delivery['owed'];
  /** Absent in deliveries of older versions. */
  readonly unsure?: Delivery['unsure'];
  /** Absent in deliveries of older versions. */
  readonly isDemanded?: boolean;
  /** `muted` is absent in deliveries of older versions. */
  readonly alerts: readonly { readonly alert: StoredAlert; readonly resolved: boolean; readonly muted?: boolean }[];
}

export function encodeDelivery(delivery: Delivery): StoredDelivery {
  return {
    ...delivery,
    groupLabels: encodeLabels(delivery.groupLabels),
    routeLabels: encodeLabels(delivery.routeLabels),
    alerts: delivery.alerts.map(({ alert, ...state }) => ({ alert: encodeAlert(alert), ...state })),
  };
}

export function decodeDelivery(stored: StoredDelivery): Delivery {
  return {
    ...stored,
    urgency: stored.urgency ?? 0,
    owed: stored.owed ?? [],
    unsure: stored.unsure ?? [],
    isDemanded: stored.isDemanded ?? false,
    groupLabels: decodeLabels(stored.groupLabels),
    routeLabels: decodeLabels(stored.routeLabels),
    alerts: stored.alerts.map(({ alert, resolved, muted = false }) => ({ alert: decodeAlert(alert), resolved, muted })),
  };
}
