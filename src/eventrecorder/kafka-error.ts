import kafkajs from 'kafkajs';

const {
  KafkaJSBrokerNotFound,
  KafkaJSConnectionError,
  KafkaJSError,
  KafkaJSNumberOfRetriesExceeded,
  KafkaJSProtocolError,
  KafkaJSRequestTimeoutError,
  KafkaJSTimeout,
} = kafkajs;

/** The label `error_type` of `alertmanager_event_kafka_produce_errors_total` (Alertmanager, kafka.ClassifyError). */
export type KafkaErrorType = 'timeout' | 'network' | 'broker' | 'unknown';

export function kafkaErrorType(error: unknown): KafkaErrorType {
  const cause = error instanceof KafkaJSNumberOfRetriesExceeded ? (error.cause ?? error) : error;
  if (cause instanceof KafkaJSRequestTimeoutError || cause instanceof KafkaJSTimeout) return 'timeout';
  if (cause instanceof KafkaJSConnectionError) return /timeout/i.test(cause.message) ? 'timeout' : 'network';
  if (cause instanceof KafkaJSProtocolError || cause instanceof KafkaJSBrokerNotFound) return 'broker';
  return 'unknown';
}

/** Whether the same messages may go through later: the way to the broker is at fault, not the messages. */
export function isPassing(error: unknown): boolean {
  return error instanceof KafkaJSNumberOfRetriesExceeded || (error instanceof KafkaJSError && error.retriable);
}
