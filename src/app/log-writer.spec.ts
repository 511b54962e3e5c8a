import { LogWriter, type LogWriterOptions } from './log-writer.js';

function written(options: Partial<LogWriterOptions>, log: (logger: LogWriter) => void): string {
  let text = '';
  const clock = { now: () => Date.UTC(2026, 0, 2, 15, 4, 5, 999) };
  const write = (line: string) => {
    text += line;
  };
  log(new LogWriter({ clock, level: 'info', format: 'logfmt', write, ...options }));
  return text;
}

describe('LogWriter', () => {
  it('writes time, level, message and fields, in this order', () => {
    const line = written({}, (logger) => logger.with({ component: 'api' }).warn('Not well', { count: 3, ok: false }));
    expect(line).toBe('time=2026-01-02T15:04:05.999Z level=WARN msg="Not well" component=api count=3 ok=false\n');
  });

  it('lets the port of a new server be found', () => {
    const line = written({}, (logger) => logger.info('Listening on', { address: '127.0.0.1:9093' }));
    expect(line).toMatch(/msg="Listening on" address=127\.0\.0\.1:9093\n$/);
  });

  it('writes the same keys as JSON', () => {
    const line = written({ format: 'json' }, (logger) => logger.error('a "b"', { err: '<x>\n', none: undefined }));
    expect(line).toBe('{"time":"2026-01-02T15:04:05.999Z","level":"ERROR","msg":"a \\"b\\"","err":"<x>\\n"}\n');
  });

  it.each`
    level      | lines
    ${'debug'} | ${['DEBUG', 'INFO', 'WARN', 'ERROR']}
    ${'info'}  | ${['INFO', 'WARN', 'ERROR']}
    ${'error'} | ${['ERROR']}
  `('drops what is below $level', ({ level, lines }) => {
    const text = written({ level }, (logger) => {
      logger.debug('m');
      logger.info('m');
      logger.warn('m');
      logger.error('m');
    });
    expect([...text.matchAll(/level=(\w+)/g)].map(([, name]) => name)).toEqual(lines);
  });

  it.each`
    value          | shown
    ${''}          | ${'""'}
    ${'a b'}       | ${'"a b"'}
    ${'a=b'}       | ${'"a=b"'}
    ${'a"b'}       | ${'"a\\"b"'}
    ${'a\nb'}      | ${'"a\\nb"'}
    ${'a\\b'}      | ${'a\\b'}
    ${'ünï→'}      | ${'ünï→'}
    ${'a\u00a0b'}  | ${'"a\\u00a0b"'}
    ${'{a:[1,2]}'} | ${'{a:[1,2]}'}
  `('shows $value as $shown', ({ value, shown }) => {
    expect(written({}, (logger) => logger.info('m', { value }))).toContain(` value=${shown}\n`);
  });
});
