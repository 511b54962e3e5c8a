import { utc, ZERO_TIME } from '../clock/timestamp.js';
import { LabelSet } from '../labels/label-set.js';
import { TemplateError } from './engine/template-error.js';
import type { NotificationData } from './notification-data.js';
import { loadTemplates } from './templates.js';

const nowMs = () => Date.parse('2026-03-01T12:00:00Z');
const data: NotificationData = {
  receiver: 'team\\.a',
  status: 'firing',
  alerts: [
    {
      status: 'firing',
      labels: LabelSet.of({ alertname: 'A', x: 'p<q' }),
      annotations: LabelSet.of({ summary: 'v' }),
      startsAt: utc(Date.parse('2026-03-01T10:30:00Z')),
      endsAt: ZERO_TIME,
      generatorURL: 'http://g',
      fingerprint: '0000000000000001',
    },
  ],
  notificationReason: '',
  groupLabels: LabelSet.of({ alertname: 'A' }),
  commonLabels: LabelSet.of({ alertname: 'A', x: 'p<q' }),
  commonAnnotations: LabelSet.of({ summary: 'v' }),
  routeLabels: LabelSet.of({ team: '{{ not a template }}' }),
  externalURL: 'http://am',
};

function failure(run: () => unknown): TemplateError {
  try {
    run();
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
  throw new Error('nothing failed');
}

describe('loading templates', () => {
  it('lets a file redefine a built-in template, and everything that calls it follows', () => {
    const templates = loadTemplates([{ name: 'own.tmpl', text: '{{ define "__subject" }}mine{{ end }}' }], { nowMs });
    expect(templates.text('{{ template "slack.default.title" . }}', data)).toBe('mine');
    expect(templates.html('{{ template "email.default.subject" . }}', data)).toBe('mine');
  });

  it('lets a later file win, but not with an empty definition', () => {
    const files = [
      { name: 'a.tmpl', text: '{{ define "t" }}a{{ end }}{{ define "u" }}a{{ end }}' },
      { name: 'b.tmpl', text: '{{ define "t" }}b{{ end }}{{ define "u" }} {{ end }}' },
    ];
    expect(loadTemplates(files, { nowMs }).text('{{ template "t" . }}{{ template "u" . }}', data)).toBe('ba');
  });

  it('calls the text of a file by the name of the file', () => {
    const templates = loadTemplates([{ name: 'page.tmpl', text: 'page {{ .Status }}' }], { nowMs });
    expect(templates.text('{{ template "page.tmpl" . }}', data)).toBe('page firing');
  });

  it('names file and line of what does not parse', () => {
    const error = failure(() => loadTemplates([{ name: 'bad.tmpl', text: 'ok\n{{ nosuch }}' }], { nowMs }));
    expect(error).toMatchObject({ kind: 'load', line: 2 });
    expect(error.message).toBe('template: bad.tmpl:2: function "nosuch" not defined');
  });
});

describe('rendering a text', () => {
  const templates = loadTemplates([], { nowMs });

  it.each([
    ['an empty text to an empty text', '', ''],
    ['the group of a message', '{{ template "__subject" . }}', '[FIRING:1] A (p<q)'],
    ['route labels as they are', '{{ routeLabels "team" }}|{{ routeLabels "none" }}', '{{ not a template }}|'],
    ['how long an alert has been firing', '{{ (index .Alerts 0).StartsAt | since }}', '1h30m0s'],
    ['bytes that are no text as U+FFFD', '{{ slice "é" 0 1 }}', '\ufffd'],
    ['runes that were cut and joined whole', '{{ slice "é" 0 1 }}{{ slice "é" 1 2 }}', 'é'],
  ])('renders %s', (_, source, want) => {
    expect(templates.text(source, data)).toBe(want);
  });

  it('escapes for the place where a value stands', () => {
    const source = '<a href="?q={{ .CommonLabels.x }}" title={{ .CommonLabels.x }}>{{ .CommonLabels.x }}</a>';
    expect(templates.html(source, data)).toBe('<a href="?q=p%3cq" title=p&lt;q>p&lt;q</a>');
  });

  it.each([
    ['parse', '{{ if }}', 1, 6],
    ['exec', 'line\n  {{ .Nope }}', 2, 5],
    ['exec', '{{ template "nope" }}', 1, 12],
    ['bound', '{{ define "x" }}{{ template "x" }}{{ end }}{{ template "x" }}', 1, 28],
  ] as const)('tells a %s error with its place: %s', (kind, source, line, column) => {
    expect(failure(() => templates.text(source, data))).toMatchObject({ kind, line, column });
  });

  it('shows now in the zone of the server', () => {
    const berlin = loadTemplates([], { nowMs, localZone: 'Europe/Berlin' });
    expect(berlin.text('{{ now }} {{ (index .Alerts 0).StartsAt.Local.Format "15:04 MST" }}', data)).toBe(
      '2026-03-01 13:00:00 +0100 CET 11:30 CET',
    );
  });

  it('does not keep what one text defines for the next', () => {
    templates.text('{{ define "__subject" }}mine{{ end }}', data);
    expect(templates.text('{{ template "__subject" . }}', data)).toBe('[FIRING:1] A (p<q)');
  });
});

describe('what a template may use up', () => {
  it.each([
    ['steps', { stepsMax: 1000 }, '{{ range 10000 }}{{ end }}'],
    ['output', { outputLengthMax: 100 }, '{{ range 100 }}xx{{ end }}'],
    ['depth', { depthMax: 5 }, '{{ print (print (print (print (print 1)))) }}'],
  ])('has a bound: %s', (_, bounds, source) => {
    expect(failure(() => loadTemplates([], { nowMs, bounds }).text(source, data)).kind).toBe('bound');
  });

  it('is stopped when it runs for too long, however little it seems to do', () => {
    let ms = 0;
    const stopwatch = () => (ms += 1);
    const render = (bounds: { timeMsMax: number }) =>
      loadTemplates([], { nowMs, stopwatch, bounds }).text('{{ range 100000 }}{{ end }}', data);
    expect(failure(() => render({ timeMsMax: 10 })).message).toContain('stopped: ran for more than 10 ms');
    expect(render({ timeMsMax: 1000 })).toBe('');
  });

  it.each([
    '{{ $x := "aaaaaaaa" }}{{ range 100 }}{{ $x = print $x $x }}{{ end }}',
    '{{ $x := "aaaaaaaa" }}{{ range 100 }}{{ $x = reReplaceAll "a" $x $x }}{{ end }}',
    '{{ $x := list }}{{ range 1000 }}{{ $x = list $x }}{{ end }}{{ $x }}',
    '{{ $x := list }}{{ range 1000 }}{{ $x = list $x }}{{ end }}{{ toJson $x }}',
  ])('stops a value that only grows: %s', (source) => {
    expect(failure(() => loadTemplates([], { nowMs }).text(source, data)).kind).toBe('bound');
  });
});

describe('route labels', () => {
  const templates = loadTemplates([], { nowMs });
  const render = (labels: Record<string, string>) =>
    templates.routeLabels({ ...data, routeLabels: LabelSet.of(labels) });

  it('render over the data of the group and refer to one another', () => {
    const { labels, errors } = render({ a: '{{ routeLabels "b" }}!', b: '{{ .GroupLabels.alertname }}', c: 'plain' });
    expect({ ...labels.toJSON() }).toEqual({ a: 'A!', b: 'A', c: 'plain' });
    expect(errors).toEqual([]);
  });

  it('leave out what fails and say why', () => {
    const { labels, errors } = render({ a: '{{ .Nope }}', b: 'ok' });
    expect({ ...labels.toJSON() }).toEqual({ b: 'ok' });
    expect(errors.map(({ name }) => name)).toEqual(['a']);
    expect(errors[0]?.error.message).toContain("can't evaluate field Nope");
  });

  it('name the circle that they go in', () => {
    const { labels, errors } = render({ a: '{{ routeLabels "b" }}', b: '{{ routeLabels "a" }}' });
    expect(labels.size).toBe(0);
    expect(errors[0]?.error.message).toContain('route label cycle detected: a -> b -> a');
    expect(errors[1]?.error.message).toContain('route label cycle detected: b -> a -> b');
  });
});
