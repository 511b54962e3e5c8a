import { describe, expect, it } from '@jest/globals';
import { RecordedLogger } from '../../test/support/recorded-logger.js';
import { createMetrics } from '../metrics/metrics.js';
import type { EncodedEvent } from './encoded-event.js';
import { EventOutput } from './event-output.js';
import { EventRecorder } from './event-recorder.js';

/** Keeps what it is given, unless it is told to do something else with it. */
class Kept extends EventOutput<string> {
  readonly events: string[] = [];
  isClosed = false;

  constructor(
    override readonly name: string,
    private readonly then: () => void | Promise<void> = () => {},
  ) {
    super();
  }

  override encode({ json, type }: EncodedEvent): string {
    if (json.includes('unspeakable')) throw new Error('no words');
    return `${type} ${JSON.parse(json).data.alertmanagerStartupEvent?.version ?? ''}`.trim();
  }

  override async send(payloads: readonly string[]): Promise<void> {
    if (this.isClosed) throw new Error('closed');
    await this.then();
    this.events.push(...payloads);
  }

  override async close(): Promise<void> {
    this.isClosed = true;
  }
}

function setUp() {
  const build = { branch: '', goarch: '', goos: '', goversion: '', revision: '', tags: '', version: '' };
  const features = { receiverName: false, alertNames: false, groupKey: false };
  const all = createMetrics({ features, isClusterOn: false, build });
  const logger = new RecordedLogger();
  const recorder = new EventRecorder({ instance: 'host', nowMs: () => 0, logger, metrics: all.forEvents() });
  const start = (version: string) =>
    recorder.record(() => ({ alertmanagerStartupEvent: { version, buildContext: '' } }));
  const has = async (line: string) => (await all.render('text')).split('\n').includes(line);
  return { recorder, start, has, logger };
}

const series = (output: string, result: string) =>
  `alertmanager_events_recorded_total{event_type="alertmanager_startup_event",output="${output}",result="${result}"}`;

describe('the event recorder', () => {
  it('gives every output every event, in order, after whoever recorded it went on', async () => {
    const { recorder, start, has } = setUp();
    const [a, b] = [new Kept('a'), new Kept('b')];
    recorder.use([a, b]);
    start('1');
    start('2');
    expect([a.events, recorder.length]).toEqual([[], 2]);
    await recorder.close();
    const both = ['alertmanager_startup_event 1', 'alertmanager_startup_event 2'];
    expect([a.events, b.events]).toEqual([both, both]);
    expect(await has(`${series('a', 'success')} 2`)).toBe(true);
    expect([a.isClosed, b.isClosed]).toEqual([true, true]);
  });

  it('makes no event where nobody listens', () => {
    const { recorder } = setUp();
    recorder.record(() => {
      throw new Error('made');
    });
    expect(recorder.length).toBe(0);
  });

  it('drops and counts what does not fit', async () => {
    const { recorder, start, has } = setUp();
    const output = new Kept('a');
    recorder.use([output]);
    for (let i = 0; i < 8200; i++) start(String(i));
    await recorder.close();
    expect(output.events).toHaveLength(8192);
    expect(await has('alertmanager_events_dropped_total{event_type="alertmanager_startup_event"} 8')).toBe(true);
  });

  it('goes on with the other outputs when one fails, and says so once', async () => {
    const { recorder, start, has, logger } = setUp();
    const fails = () => {
      throw new Error('full disk');
    };
    const [bad, good] = [new Kept('bad', fails), new Kept('good')];
    recorder.use([bad, good]);
    for (let i = 0; i < 600; i++) start(String(i));
    await recorder.close();
    expect(good.events).toHaveLength(600);
    expect(await has(`${series('bad', 'error')} 600`)).toBe(true);
    expect(logger.lines).toEqual(['error: Failed to write events']);
  });

  it('leaves out an event that cannot be encoded, and counts it', async () => {
    const { recorder, start, has } = setUp();
    const output = new Kept('a');
    recorder.use([output]);
    start('1');
    start('unspeakable');
    start('3');
    await recorder.close();
    expect(output.events).toEqual(['alertmanager_startup_event 1', 'alertmanager_startup_event 3']);
    expect(await has('alertmanager_event_serialize_errors_total{event_type="alertmanager_startup_event"} 1')).toBe(
      true,
    );
    expect(await has(`${series('a', 'error')} 1`)).toBe(true);
  });

  it('loses nothing when outputs are replaced in the middle', async () => {
    const { recorder, start } = setUp();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let begun = () => {};
    const isHanded = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const slow = new Kept('slow', () => {
      begun();
      return held;
    });
    const [beside, next] = [new Kept('beside'), new Kept('next')];
    recorder.use([slow, beside]);
    start('1');
    await isHanded;
    recorder.use([next]);
    start('2');
    release();
    await recorder.close();
    expect(beside.events).toEqual(['alertmanager_startup_event 1']);
    expect(next.events).toEqual(['alertmanager_startup_event 2']);
    expect([slow.isClosed, beside.isClosed]).toEqual([true, true]);
  });
});
