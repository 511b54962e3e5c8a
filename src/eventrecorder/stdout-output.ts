import type { EncodedEvent } from './encoded-event.js';
import { EventOutput } from './event-output.js';

/** A line of JSON on stdout for each event: the log goes to stderr. */
export class StdoutOutput extends EventOutput<string> {
  override readonly name = 'stdout';

  /** @param write takes lines; calls back once they are out */
  constructor(private readonly write: (text: string, done: (error?: Error | null) => void) => void) {
    super();
  }

  override encode(event: EncodedEvent): string {
    return `${event.json}\n`;
  }

  override send(lines: readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.write(lines.join(''), (error) => (error ? reject(error) : resolve()));
    });
  }

  override async close(): Promise<void> {}
}
