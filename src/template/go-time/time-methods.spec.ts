import { executeTemplate } from '../engine/execution.js';
import { TemplateSet } from '../engine/template-set.js';
import { alertmanagerFunctions } from '../functions/alertmanager-functions.js';
import { GoTime } from './time-value.js';
import { fixedZone, namedZone, UTC_ZONE } from './zone.js';

const berlin = namedZone('Europe/Berlin') ?? UTC_ZONE;

function time(text: string, nanos = 0, zone = UTC_ZONE): GoTime {
  return new GoTime(Date.parse(text) / 1000, nanos, zone, berlin);
}

function render(source: string, dot: GoTime): string {
  const set = new TemplateSet(alertmanagerFunctions({ nowMs: () => 0, localZone: UTC_ZONE }));
  set.parse('', source);
  return executeTemplate(set, '', dot);
}

describe('the methods of a time', () => {
  const moment = time('2024-02-29T23:59:58Z', 123_456_789);

  it.each([
    [
      '{{ .Year }}-{{ .Month }}-{{ .Day }} {{ .Hour }}:{{ .Minute }}:{{ .Second }}.{{ .Nanosecond }}',
      '2024-February-29 23:59:58.123456789',
    ],
    ['{{ .Weekday }} {{ .YearDay }} {{ .IsZero }} {{ .IsDST }}', 'Thursday 60 false false'],
    [
      '{{ .Unix }} {{ .UnixMilli }} {{ .UnixMicro }} {{ .UnixNano }}',
      '1709251198 1709251198123 1709251198123456 1709251198123456789',
    ],
    ['{{ .AddDate 1 0 0 }}', '2025-03-01 23:59:58.123456789 +0000 UTC'],
    ['{{ .AddDate 0 -14 0 }}', '2022-12-29 23:59:58.123456789 +0000 UTC'],
    [
      '{{ .Round 1000000000 }} {{ .Truncate 60000000000 }}',
      '2024-02-29 23:59:58 +0000 UTC 2024-02-29 23:59:00 +0000 UTC',
    ],
    ['{{ .Add 2000000000 | $.Sub }} {{ .Before (.Add 1) }} {{ .Compare (.Add 1) }} {{ .Equal . }}', '-2s true -1 true'],
    ['{{ .Local }} {{ .Local.Location }} {{ .Location }}', '2024-03-01 00:59:58.123456789 +0100 CET Europe/Berlin UTC'],
    ['{{ printf "%#v" . }}', 'time.Date(2024, time.February, 29, 23, 59, 58, 123456789, time.UTC)'],
    ['{{ printf "%d" .Month }} {{ printf "%T %T" .Unix .Month }}', '2 int64 time.Month'],
    ['{{ .AppendFormat nil "06" }}', '[50 52]'],
    ['{{ eq . .UTC }} {{ eq . .Local }}', 'true false'],
  ])('%s', (source, want) => {
    expect(render(source, moment)).toBe(want);
  });

  it('keep the clock of a zone across a change of its offset', () => {
    expect(render('{{ .AddDate 0 0 1 }} {{ .IsDST }}', time('2024-03-30T11:00:00Z', 0, berlin))).toBe(
      '2024-03-31 12:00:00 +0200 CEST false',
    );
  });

  it('show a zone that is only an offset by its digits', () => {
    expect(render('{{ . }}', time('2024-01-01T00:00:00Z', 0, fixedZone('', -12_600)))).toBe(
      '2023-12-31 20:30:00 -0330 -0330',
    );
  });

  it('count durations to the end of their range and no further', () => {
    expect(render('{{ (.AddDate 400 0 0).Sub . }}', moment)).toBe('2562047h47m16.854775807s');
  });
});
