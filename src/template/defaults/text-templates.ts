/**
 * The built-in templates for every vendor but mail, by Alertmanager's names, rendering to Alertmanager's text. Which
 * template calls which is part of the contract: who redefines `__subject` changes every title.
 */
const SUBJECT = '{{ template "__subject" . }}';
const NAME = '{{ template "__alertmanager" . }}';
const LINK = '{{ template "__alertmanagerURL" . }}';
const COLOR = '{{ if eq .Status "firing" }}danger{{ else }}good{{ end }}';
const SUMMARY = '{{ .CommonAnnotations.SortedPairs.Values | join " " }}';

/** A heading and a list for the firing and for the resolved alerts, each where there are any. */
function sections(heading: string, list: string): string {
  const section = (state: string) =>
    `\n{{ with .Alerts.${state} }}\n${heading}Alerts ${state}:\n{{ template "${list}" . }}\n{{ end }}`;
  return `${section('Firing')}${section('Resolved')}\n`;
}

/** The same without the blank lines around them. */
function compactSections(): string {
  const section = (state: string) =>
    `\n{{ with .Alerts.${state} }}Alerts ${state}:\n{{ template "__text_alert_list" . }}{{ end }}`;
  return section('Firing') + section('Resolved');
}

function definition(name: string, body: string): string {
  return `{{ define "${name}" }}${body}{{ end }}`;
}

const LABEL_LINES = (field: string, indent: string) =>
  `{{ range .${field}.SortedPairs }}${indent}- {{ .Name }} = {{ .Value }}\n{{ end }}`;

const PLAIN_LIST = `{{ range . }}Labels:
${LABEL_LINES('Labels', ' ')}Annotations:
${LABEL_LINES('Annotations', ' ')}Source: {{ .GeneratorURL }}
{{ end }}`;

const MARKDOWN_LIST = `{{ range . }}
Labels:
${LABEL_LINES('Labels', '  ')}
Annotations:
${LABEL_LINES('Annotations', '  ')}
Source: {{ .GeneratorURL }}
{{ end }}
`;

/** The highest severity wins; the resolved alerts are asked only where the firing ones say nothing. */
const JIRA_PRIORITY = `
{{- $of := dict "critical" "High" "warning" "Medium" "info" "Low" -}}
{{- $rank := dict "" 0 "Low" 1 "Medium" 2 "High" 3 -}}
{{- $priority := "" -}}
{{- range list .Alerts.Firing .Alerts.Resolved -}}
  {{- if eq $priority "" -}}
    {{- range . -}}
      {{- $candidate := or (index $of (index .Labels "severity")) "" -}}
      {{- if gt (index $rank $candidate) (index $rank $priority) }}{{ $priority = $candidate }}{{ end -}}
    {{- end -}}
  {{- end -}}
{{- end -}}
{{- $priority -}}
`;

const LONG_TEXT = `${SUMMARY}${sections('', '__text_alert_list')}`;
const SHORT_TEXT = sections('', '__text_alert_list');
const MARKDOWN_TEXT = sections('# ', '__text_alert_list_markdown');
const COMPACT_TEXT = SUMMARY + compactSections();

/** In the groups in which they are written to the file: errors name its lines as Alertmanager's do. */
const DEFINITIONS: readonly Readonly<Record<string, string>>[] = [
  {
    __alertmanager: 'Alertmanager',
    __alertmanagerURL: '{{ .ExternalURL }}/#/alerts?receiver={{ urlquery .Receiver }}',
  },
  {
    __subject:
      '[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ len .Alerts.Firing }}{{ end }}] ' +
      '{{ .GroupLabels.Values.Join " " }} ' +
      '{{ if gt (len .CommonLabels) (len .GroupLabels) }}' +
      '({{ with .CommonLabels.Remove .GroupLabels.Names }}{{ .Values.Join " " }}{{ end }}){{ end }}',
    __description: '',
    __text_alert_list: PLAIN_LIST,
    __text_alert_list_markdown: MARKDOWN_LIST,
  },
  {
    'slack.default.title': SUBJECT,
    'slack.default.username': NAME,
    'slack.default.fallback': '{{ template "slack.default.title" . }} | {{ template "slack.default.titlelink" . }}',
    'slack.default.callbackid': '',
    'slack.default.pretext': '',
    'slack.default.titlelink': LINK,
    'slack.default.iconemoji': '',
    'slack.default.iconurl': '',
    'slack.default.text': '',
    'slack.default.footer': '',
    'slack.default.color': COLOR,
  },
  {
    'pagerduty.default.description': SUBJECT,
    'pagerduty.default.client': NAME,
    'pagerduty.default.clientURL': LINK,
    'pagerduty.default.instances': '{{ template "__text_alert_list" . }}',
  },
  {
    'opsgenie.default.message': SUBJECT,
    'opsgenie.default.description': COMPACT_TEXT,
    'opsgenie.default.source': LINK,
  },
  {
    'wechat.default.message': `${SUBJECT}\n${COMPACT_TEXT}\nAlertmanagerUrl:\n${LINK}`,
    'wechat.default.to_user': '',
    'wechat.default.to_party': '',
    'wechat.default.to_tag': '',
    'wechat.default.agent_id': '',
  },
  {
    'victorops.default.state_message': COMPACT_TEXT,
    'victorops.default.entity_display_name': SUBJECT,
    'victorops.default.monitoring_tool': NAME,
  },
  {
    'pushover.default.title': SUBJECT,
    'pushover.default.message': LONG_TEXT,
    'pushover.default.url': LINK,
  },
  {
    'sns.default.subject': SUBJECT,
    'sns.default.message': LONG_TEXT,
  },
  {
    'telegram.default.message': SHORT_TEXT,
  },
  {
    'discord.default.content': '',
    'discord.default.title': SUBJECT,
    'discord.default.message': SHORT_TEXT,
  },
  {
    'webex.default.message': LONG_TEXT,
  },
  {
    'msteams.default.summary': SUBJECT,
    'msteams.default.title': SUBJECT,
    'msteams.default.text': MARKDOWN_TEXT,
  },
  {
    'msteamsv2.default.title': SUBJECT,
    'msteamsv2.default.text': MARKDOWN_TEXT,
  },
  {
    'jira.default.summary': SUBJECT,
    'jira.default.description': MARKDOWN_TEXT,
    'jira.default.priority': JIRA_PRIORITY,
  },
  {
    'rocketchat.default.title': SUBJECT,
    'rocketchat.default.alias': NAME,
    'rocketchat.default.titlelink': LINK,
    'rocketchat.default.emoji': '',
    'rocketchat.default.iconurl': '',
    'rocketchat.default.text': '',
  },
  {
    'mattermost.default.color': COLOR,
    'mattermost.default.username': NAME,
    'mattermost.default.title': SUBJECT,
    'mattermost.default.titlelink': LINK,
    'mattermost.default.fallback':
      '{{ template "mattermost.default.title" . }} | {{ template "mattermost.default.titlelink" . }}',
    'mattermost.default.text': MARKDOWN_TEXT,
  },
];

/** As a template file: one definition a line, and a line between the groups. */
export const TEXT_TEMPLATES = DEFINITIONS.map((group) =>
  Object.entries(group)
    .map(([name, body]) => definition(name, body))
    .join('\n'),
).join('\n\n');
