import type { EncodedEvent } from './encoded-event.js';
import { EventOutput } from './event-output.js';

/** A line of JSON on stdout for each event: the log goes to stderr. */
export class StdoutOutput extends EventOutput {
  override readonly name = 'stdout';

  /** @param write takes a line; calls back once it is out */
  constructor(private readonly write: (line: string, done: (error?: Error | null) => void) => void) {
    super();
  }

  override send(event: EncodedEvent): Promise<number> {
    const line = `${event.json}\n`;
    return new Promise((resolve, reject) => {
      this.write(line, (error) => (error ? reject(error) : resolve(Buffer.byteLength(line))));
    });
  }

  override async close(): Promise<void> {}
}
