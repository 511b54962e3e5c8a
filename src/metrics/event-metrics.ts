import type { MetricMaker } from './metric-maker.js';

export type EventMetrics = ReturnType<typeof eventMetrics>;

/** What the event recorder counts; these metrics are there only where it is turned on. */
export function eventMetrics(make: MetricMaker) {
  return {
    eventsRecordedTotal: make.counter('events_recorded_total', 'Events handed to an output, or not.', [
      'event_type',
      'output',
      'result',
    ]),
    eventRecorderBytesWrittenTotal: make.counter(
      'event_recorder_bytes_written_total',
      'Bytes of the events that were handed to an output.',
      ['event_type', 'output'],
    ),
    eventsDroppedTotal: make.counter('events_dropped_total', 'Events dropped because the queue was full.', [
      'event_type',
    ]),
    eventSerializeErrorsTotal: make.counter('event_serialize_errors_total', 'Events that could not be encoded.', [
      'event_type',
    ]),
    eventOutputDropsTotal: make.counter(
      'event_output_drops_total',
      'Events that an output dropped: its buffer was full, or its retries were in vain.',
      ['output'],
    ),
    eventKafkaProduceErrorsTotal: make.counter(
      'event_kafka_produce_errors_total',
      'Attempts to produce to Kafka that failed.',
      ['output', 'error_type'],
    ),
    eventRecorderQueueLength: make.gauge('event_recorder_queue_length', 'Events that wait to be handed to outputs.'),
  };
}
