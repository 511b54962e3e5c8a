/** Why a silence was not taken. The message is Alertmanager's. */
export class SilenceError extends Error {
  constructor(
    readonly kind: 'invalid' | 'notFound' | 'limit',
    message: string,
  ) {
    super(message);
  }
}
