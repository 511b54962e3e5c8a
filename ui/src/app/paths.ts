/** The screen that is shown first; Alertmanager's links to alerts lead to it. */
export const NOW = '/alerts';
export const DELIVERY = '/delivery';
