import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { ChangeRing } from '../../../changes/change-ring.js';
import { EventStream } from './event-stream.js';

/** A client that reads when the test says so. */
class SlowClient extends Writable {
  text = '';
  #take: (() => void) | undefined;

  constructor() {
    super({ highWaterMark: 10 });
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    this.#take = done;
  }

  async read(): Promise<void> {
    this.#take?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function setUp(ringMax: number, lastId?: string) {
  const ring = new ChangeRing('e', ringMax);
  const client = new SlowClient();
  let dropped = 0;
  const stream = new EventStream(client, { ring }, lastId, () => dropped++);
  return { ring, client, stream, dropped: () => dropped };
}

describe('EventStream', () => {
  it('waits for a client that is slow, and holds nothing for it meanwhile', async () => {
    const { ring, client, stream } = setUp(1000);
    for (let i = 1; i <= 250; i++) {
      ring.add('alert', String(i));
      stream.pump();
    }
    expect(client.writableLength).toBeLessThan(1000);
    while (!client.text.includes('data: 250\n\n')) await client.read();
    expect(client.text.match(/^data: .*$/gm)).toEqual(Array.from({ length: 250 }, (_, i) => `data: ${i + 1}`));
    expect(client.text).toContain('id: e-250\nevent: alert\ndata: 250\n\n');
  });

  it('lets a client go that events have passed by', async () => {
    const { ring, client, stream, dropped } = setUp(100);
    for (let i = 0; i < 101; i++) ring.add('alert', '{}');
    stream.pump();
    await client.read();
    expect([dropped(), client.destroyed]).toEqual([1, true]);
  });

  it('shows that it goes on', async () => {
    const { client, stream } = setUp(100);
    await client.read();
    stream.beat();
    expect(client.text).toBe('retry: 2000\nid: e-0\n\n:\n\n');
  });

  it('tells who comes from elsewhere to read everything anew', () => {
    expect(setUp(100, 'other-7').client.text).toBe('retry: 2000\nid: e-0\nevent: reset\ndata: {}\n\n');
  });
});
