import http from 'node:http';

export interface ReceivedEvent {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What a browser's EventSource does, but for coming back by itself. */
export class TestEventSource {
  readonly events: ReceivedEvent[] = [];
  lastId = '';
  isEnded = false;
  #text = '';
  #news: () => void = () => {};

  private constructor(
    readonly answer: http.IncomingMessage,
    private readonly request: http.ClientRequest,
  ) {
    answer.setEncoding('utf8');
    answer.on('data', (text: string) => this.#read(text));
    const end = () => {
      this.isEnded = true;
      this.#news();
    };
    answer.on('close', end);
    answer.on('error', end);
  }

  /** Resolves with the head of the answer, whatever it says. */
  static connect(url: string, headers: http.OutgoingHttpHeaders = {}): Promise<TestEventSource> {
    return new Promise((resolve, reject) => {
      const request = http.get(url, { headers, agent: false }, (answer) =>
        resolve(new TestEventSource(answer, request)),
      );
      request.on('error', reject);
    });
  }

  /** Looks again after each piece that comes. @throws {Error} when the stream ends first */
  async until(isMet: () => boolean): Promise<void> {
    while (!isMet()) {
      if (this.isEnded) throw new Error(`the stream has ended after ${JSON.stringify(this.story())}`);
      await new Promise<void>((resolve) => {
        this.#news = resolve;
      });
    }
  }

  async untilEnd(): Promise<void> {
    if (!this.isEnded) await this.until(() => this.isEnded);
  }

  /** `kind change` of each event. @param kind only those */
  story(kind?: string): string[] {
    return this.events
      .filter(({ event }) => kind === undefined || event === kind)
      .map(({ event, data }) => `${event} ${data['change'] ?? ''}`.trimEnd());
  }

  close(): void {
    this.request.destroy();
  }

  #read(text: string): void {
    const blocks = (this.#text + text).split('\n\n');
    this.#text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => [line.split(':', 1)[0], line.replace(/^[^:]*: ?/, '')]));
      this.lastId = fields.get('id') ?? this.lastId;
      const data = fields.get('data');
      if (data !== undefined) this.events.push({ event: fields.get('event') ?? 'message', data: JSON.parse(data) });
    }
    this.#news();
  }
}
