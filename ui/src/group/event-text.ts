import type { AlertEvent, MuteCause } from '../api/types';

/** What happened to an alert, in a few words. */
export function eventText({ kind, details }: AlertEvent): string {
  const { receiver = '', integration = '', status, reason, by, timeout } = details;
  switch (kind) {
    case 'fired':
      return 'The alert came';
    case 'grouped':
      return `Routed to ${receiver}`;
    case 'muted':
      return `For ${receiver}: ${by === undefined ? 'muted' : causeText(by)}`;
    case 'unmuted':
      return `For ${receiver}: not muted any more`;
    case 'told':
      return `${receiver} was told through ${integration} that it ${status === 'resolved' ? 'is over' : 'fires'}: ${reason}`;
    case 'resolved':
      return timeout === true ? 'It was not sent again in time' : 'It was said to be over';
    case 'collected':
      return 'Forgotten';
    default:
      return kind;
  }
}

function causeText(cause: MuteCause): string {
  switch (cause.kind) {
    case 'inhibited':
      return `inhibited by ${cause.rule}, source ${cause.source.labels['alertname'] ?? cause.source.fingerprint}`;
    case 'silenced':
      return `silenced ${cause.silences.map(({ createdBy, comment }) => `by ${createdBy}: ${comment}`).join('; ')}`;
    default:
      return `${cause.kind} of ${cause.intervals.join(', ')}`;
  }
}
