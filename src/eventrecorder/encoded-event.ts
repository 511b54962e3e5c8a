import { eventJson } from './event-json.js';
import type { EventData, EventMessage } from './event-message.js';
import { eventProtobuf } from './event-protobuf.js';

/** An event on its way to the outputs; each form of it is made once, and only if an output asks for it. */
export class EncodedEvent {
  /** As the metrics name it, such as `alert_created`. */
  readonly type: string;
  #json: string | undefined;
  #protobuf: Uint8Array | undefined;

  constructor(private readonly event: EventMessage) {
    this.type = eventType(event.data);
  }

  get json(): string {
    this.#json ??= eventJson(this.event);
    return this.#json;
  }

  get protobuf(): Uint8Array {
    this.#protobuf ??= eventProtobuf(this.event);
    return this.#protobuf;
  }
}

export function eventType(data: EventData): string {
  const [name = 'unknown'] = Object.keys(data);
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
