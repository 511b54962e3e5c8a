import protobuf from 'protobufjs/minimal.js';
import { readLogSnapshot } from './log-snapshot.js';
import { readSilenceSnapshot } from './silence-snapshot.js';

const SECONDS = 1_800_000_000;

type Write = (writer: protobuf.Writer) => void;

/** A field that holds a message. */
function message(number: number, write: Write): Write {
  return (writer) => {
    write(writer.uint32((number << 3) | 2).fork());
    writer.ldelim();
  };
}

function text(number: number, value: string): Write {
  return (writer) => void writer.uint32((number << 3) | 2).string(value);
}

function integer(number: number, value: number): Write {
  return (writer) => void writer.uint32(number << 3).int64(value);
}

function all(...writes: readonly Write[]): Write {
  return (writer) => {
    for (const write of writes) write(writer);
  };
}

function time(number: number, seconds: number, nanos = 0): Write {
  return message(number, all(integer(1, seconds), integer(2, nanos)));
}

function file(...messages: readonly Write[]): Uint8Array {
  const writer = protobuf.Writer.create();
  for (const write of messages) {
    write(writer.fork());
    writer.ldelim();
  }
  return writer.finish();
}

const matcher = (type: number, name: string, pattern: string) => all(integer(1, type), text(2, name), text(3, pattern));

const times = all(time(3, SECONDS), time(4, SECONDS + 60, 500_000_000), time(5, SECONDS + 1));

describe("Alertmanager's snapshot of silences", () => {
  it('is read, with all kinds of matchers, sets and annotations', () => {
    const set = (...matchers: readonly Write[]) => message(11, all(...matchers.map((each) => message(1, each))));
    const silence = all(
      text(1, 'id-1'),
      message(2, matcher(0, 'a', 'b')),
      times,
      text(8, 'ann'),
      text(9, 'why'),
      message(10, all(text(1, 'ticket'), text(2, '7'))),
      set(matcher(0, 'a', 'b'), matcher(1, 'c', 'd.*')),
      set(matcher(2, 'e', 'f'), matcher(3, 'g', 'h|i')),
      text(99, 'of a later version'),
    );
    const { silences, leftOut } = readSilenceSnapshot(file(all(message(1, silence), time(2, SECONDS + 3600))));
    expect(leftOut).toEqual([]);
    expect(silences.map(({ matcherSets, ...rest }) => ({ ...rest, sets: matcherSets.map(String) }))).toEqual([
      {
        id: 'id-1',
        sets: ['a="b",c=~"d.*"', 'e!="f",g!~"h|i"'],
        startsAtMs: SECONDS * 1000,
        endsAtMs: SECONDS * 1000 + 60_500,
        updatedAtMs: SECONDS * 1000 + 1000,
        createdBy: 'ann',
        comment: 'why',
        annotations: { ticket: '7' },
        expiresAtMs: SECONDS * 1000 + 3_600_000,
      },
    ]);
  });

  it('of an old version has one list of matchers, and a list of comments', () => {
    const comment = message(7, all(text(1, 'bob'), text(2, 'because'), time(3, SECONDS)));
    const [silence] = readSilenceSnapshot(
      file(message(1, all(text(1, 'x'), message(2, matcher(0, 'a', 'b')), times, comment))),
    ).silences;
    expect(silence).toMatchObject({ createdBy: 'bob', comment: 'because' });
    expect(String(silence?.matcherSets)).toBe('a="b"');
  });

  it('leaves out silences that hold for some receivers alone', () => {
    const forReceivers = message(12, message(1, matcher(0, 'name', 'team')));
    expect(readSilenceSnapshot(file(message(1, all(text(1, 'x'), times, forReceivers))))).toEqual({
      silences: [],
      leftOut: ['x'],
    });
  });

  it.each([1, 5, 20])('that is cut %d bytes before its end is refused', (missing) => {
    const whole = file(message(1, all(text(1, 'id-1'), message(2, matcher(0, 'a', 'b')), times)));
    expect(() => readSilenceSnapshot(whole.subarray(0, -missing))).toThrow();
  });
});

describe("Alertmanager's snapshot of the notification log", () => {
  it('is read, with hashes of 64 bits', () => {
    const hashes = (number: number, ...values: readonly string[]) =>
      message(number, (writer) => {
        for (const value of values) writer.uint64(value);
      });
    const datum = (key: string, value: Write) => message(8, all(text(1, key), message(2, value)));
    const entry = all(
      text(1, '{}:{alertname="Ä"}'),
      message(2, all(text(1, 'team'), text(2, 'slack'), integer(3, 2))),
      integer(4, 1),
      time(5, SECONDS, 250_000_000),
      hashes(6, '18446744073709551615', '10'),
      hashes(7, '9223372036854775809'),
      datum('ts', text(1, '1.5')),
      datum('count', integer(2, 3)),
    );
    expect(readLogSnapshot(file(all(message(1, entry), time(2, SECONDS + 60))))).toEqual([
      {
        groupKey: '{}:{alertname="Ä"}',
        integration: { receiver: 'team', type: 'slack', index: 2 },
        sentAtMs: SECONDS * 1000 + 250,
        firing: ['ffffffffffffffff', '000000000000000a'],
        resolved: ['8000000000000001'],
        muted: [],
        receiverData: { ts: '1.5', count: 3 },
        expiresAtMs: SECONDS * 1000 + 60_000,
      },
    ]);
  });
});
