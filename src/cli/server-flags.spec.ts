import { checkServerFlags, ignoredFlags } from './check-server-flags.js';
import type { ServerFlags } from './server-flag-table.js';
import { parseServerFlags } from './server-flags.js';

const HOUR_MS = 3_600_000;

function run(...argv: string[]): ServerFlags {
  const invocation = parseServerFlags(argv);
  if (invocation.kind !== 'run') throw new Error(invocation.text);
  return invocation.flags;
}

describe('parseServerFlags', () => {
  it("has Alertmanager's defaults", () => {
    expect(run()).toMatchObject({
      configFile: 'alertmanager.yml',
      storagePath: 'data/',
      retentionMs: 120 * HOUR_MS,
      maintenanceIntervalMs: 900_000,
      alertsGcIntervalMs: 1_800_000,
      dispatchMaintenanceIntervalMs: 30_000,
      dispatchStartDelayMs: 0,
      webListenAddresses: [':9093'],
      webExternalUrl: '',
      webTimeoutMs: 0,
      clusterListenAddress: '0.0.0.0:9094',
      clusterPeers: [],
      clusterReconnectTimeoutMs: 6 * HOUR_MS,
      logSilences: false,
      logLevel: 'info',
      logFormat: 'logfmt',
    });
  });

  it.each`
    argv                                                         | flags
    ${['--config.file=a.yml']}                                   | ${{ configFile: 'a.yml' }}
    ${['--config.file', 'a.yml']}                                | ${{ configFile: 'a.yml' }}
    ${['--config.file=@a=b']}                                    | ${{ configFile: '@a=b' }}
    ${['--log.silences']}                                        | ${{ logSilences: true }}
    ${['--log.silences', '--no-web.systemd-socket']}             | ${{ logSilences: true, webSystemdSocket: false }}
    ${['--no-log.silences']}                                     | ${{ logSilences: false }}
    ${['--data.retention=1h30m']}                                | ${{ retentionMs: 1.5 * HOUR_MS }}
    ${['--web.timeout=30']}                                      | ${{ webTimeoutMs: 30_000 }}
    ${['--web.timeout=-1s']}                                     | ${{ webTimeoutMs: -1000 }}
    ${['--cluster.settle-timeout=0']}                            | ${{ clusterSettleTimeoutMs: 0 }}
    ${['--silences.max-silence-size-bytes=10']}                  | ${{ maxSilenceSizeBytes: 10 }}
    ${['--silences.max-per-silence-bytes=10']}                   | ${{ maxSilenceSizeBytes: 10 }}
    ${['--silences.max-silences=-1']}                            | ${{ maxSilences: -1 }}
    ${['--web.get-concurrency=1e1']}                             | ${{ webGetConcurrency: 10 }}
    ${['--web.listen-address=:1', '--web.listen-address', ':2']} | ${{ webListenAddresses: [':1', ':2'] }}
    ${['--cluster.peer=a:1', '--cluster.peer=b:1']}              | ${{ clusterPeers: ['a:1', 'b:1'] }}
    ${['--cluster.listen-address=']}                             | ${{ clusterListenAddress: '' }}
    ${['--log.level=DEBUG', '--log.format=json']}                | ${{ logLevel: 'debug', logFormat: 'json' }}
    ${['--tocsin.config.file=t.yml']}                            | ${{ tocsinConfigFile: 't.yml' }}
  `('reads $argv', ({ argv, flags }) => {
    expect(run(...argv)).toMatchObject(flags);
  });

  it.each`
    argv                                      | complaint
    ${['--foo']}                              | ${"unknown long flag '--foo'"}
    ${['--no-config.file']}                   | ${"unknown long flag '--no-config.file'"}
    ${['-x']}                                 | ${"unknown short flag '-x'"}
    ${['-hv']}                                | ${"unknown short flag '-v'"}
    ${['-']}                                  | ${"unknown short flag '-'"}
    ${['extra']}                              | ${'unexpected extra'}
    ${['--', '--foo']}                        | ${'unexpected --foo'}
    ${['--log.silences=true']}                | ${'unexpected true'}
    ${['--help=x']}                           | ${'unexpected x'}
    ${['--config.file']}                      | ${"expected argument for flag '--config.file'"}
    ${['--data.retention', '-5s']}            | ${"expected argument for flag '--data.retention'"}
    ${['--config.file=a', '--config.file=b']} | ${"flag 'config.file' cannot be repeated"}
    ${['--data.retention=5x']}                | ${'time: unknown unit "x" in duration "5x"'}
    ${['--data.retention=']}                  | ${'time: invalid duration ""'}
    ${['--data.retention=5x', 'extra']}       | ${'unexpected extra'}
    ${['--web.get-concurrency=abc']}          | ${'strconv.ParseFloat: parsing "abc": invalid syntax'}
    ${['--log.level=loud']}                   | ${'unrecognized log level loud'}
    ${['--log.format=xml']}                   | ${'unrecognized log format xml'}
    ${['-h', '--foo']}                        | ${"unknown long flag '--foo'"}
  `('refuses $argv', ({ argv, complaint }) => {
    expect(parseServerFlags(argv)).toEqual({ kind: 'error', text: `alertmanager: error: ${complaint}, try --help\n` });
  });

  it.each`
    argv                                    | kind
    ${['--help']}                           | ${'help'}
    ${['-h', '--data.retention=5x']}        | ${'help'}
    ${['--version']}                        | ${'version'}
    ${['--version', '--foo']}               | ${'version'}
    ${['--data.retention=5x', '--version']} | ${'version'}
    ${['--foo', '--version']}               | ${'error'}
  `('answers $argv with $kind', ({ argv, kind }) => {
    expect(parseServerFlags(argv).kind).toBe(kind);
  });

  it('tells the version as scripts expect it', () => {
    const invocation = parseServerFlags(['--version']);
    expect(invocation).toMatchObject({
      kind: 'version',
      text: expect.stringMatching(/^alertmanager, version 0\.34\.0 \(branch: .+, revision: .+\)\n {2}build user: /),
    });
  });

  it('lists every flag in the help, none of them wider than a terminal', () => {
    const invocation = parseServerFlags(['--help']);
    const text = invocation.kind === 'help' ? invocation.text : '';
    expect(text).toContain('usage: alertmanager [<flags>]\n');
    for (const part of [
      '-h, --[no-]help',
      '--config.file="alertmanager.yml"',
      '--[no-]log.silences',
      '--cluster.peer=CLUSTER.PEER ...',
    ]) {
      expect(text).toContain(part);
    }
    expect(text.split('\n').filter((line) => line.length > 90)).toEqual([]);
  });

  it('takes an argument for each line of a file', () => {
    const files: Record<string, string> = { args: '--log.level=debug\n# a comment\n--config.file\nx.yml\n' };
    const invocation = parseServerFlags(['@args', '--log.silences'], { readFile: (path) => files[path] ?? '' });
    expect(invocation).toMatchObject({ flags: { logLevel: 'debug', configFile: 'x.yml', logSilences: true } });
  });

  it('says which file of arguments it cannot open', () => {
    const readFile = () => {
      throw new Error('open gone: no such file or directory');
    };
    const invocation = parseServerFlags(['@gone'], { readFile });
    const reason = 'failed to open arguments file "gone": open gone: no such file or directory';
    expect(invocation).toEqual({ kind: 'error', text: `alertmanager: error: ${reason}, try --help\n` });
  });

  it('remembers which flags were given', () => {
    expect(parseServerFlags(['--cluster.peer=a:1', '--log.level=info'])).toMatchObject({
      given: ['cluster.peer', 'log.level'],
    });
  });
});

describe('checkServerFlags', () => {
  it.each`
    flag                                   | complaint
    ${'--config.file='}                    | ${'ConfigFile is required'}
    ${'--data.retention=0'}                | ${'Retention must be positive'}
    ${'--data.maintenance-interval=0'}     | ${'MaintenanceInterval must be positive'}
    ${'--alerts.gc-interval=-1s'}          | ${'AlertGCInterval must be positive'}
    ${'--dispatch.maintenance-interval=0'} | ${'DispatchMaintenanceInterval must be positive'}
    ${'--cluster.peer-timeout=0'}          | ${'PeerTimeout must be positive when clustering is enabled'}
  `('refuses $flag', ({ flag, complaint }) => {
    expect(checkServerFlags(run(flag))).toBe(`alertmanager/app: Options.${complaint}`);
  });

  it('asks nothing of the times of a cluster that is off, nor of the settle timeout', () => {
    expect(checkServerFlags(run('--cluster.listen-address=', '--cluster.peer-timeout=0'))).toBeUndefined();
    expect(checkServerFlags(run('--cluster.settle-timeout=0s'))).toBeUndefined();
  });
});

describe('ignoredFlags', () => {
  it('names the gossip flags that were given', () => {
    const given = ['config.file', 'cluster.listen-address', 'cluster.gossip-interval'];
    expect(ignoredFlags(given)).toEqual(['--cluster.gossip-interval']);
  });
});
