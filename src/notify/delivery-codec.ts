import { decodeAlert, decodeLabels, encodeAlert, encodeLabels, type StoredAlert } from '../alerts/alert-codec.js';
import type { Delivery } from './delivery.js';

/** A delivery as plain JSON. */
export interface StoredDelivery extends Omit<Delivery, 'groupLabels' | 'routeLabels' | 'alerts'> {
  readonly groupLabels: readonly string[];
  readonly routeLabels: readonly string[];
  readonly alerts: readonly { readonly alert: StoredAlert; readonly resolved: boolean }[];
}

export function encodeDelivery(delivery: Delivery): StoredDelivery {
  return {
    ...delivery,
    groupLabels: encodeLabels(delivery.groupLabels),
    routeLabels: encodeLabels(delivery.routeLabels),
    alerts: delivery.alerts.map(({ alert, resolved }) => ({ alert: encodeAlert(alert), resolved })),
  };
}

export function decodeDelivery(stored: StoredDelivery): Delivery {
  return {
    ...stored,
    groupLabels: decodeLabels(stored.groupLabels),
    routeLabels: decodeLabels(stored.routeLabels),
    alerts: stored.alerts.map(({ alert, resolved }) => ({ alert: decodeAlert(alert), resolved })),
  };
}
