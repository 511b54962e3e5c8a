import { any, list, map } from '../../schema/collections.js';
import { boolean, type Infer, string } from '../../schema/shape.js';
import { field, optional, struct } from '../../schema/struct.js';
import { duration, url } from '../../schema/texts.js';
import { httpFields } from '../common-fields.js';

/** A template, or a template with `enable_update`; the default template stays where that alone is written. */
const jiraField = (fallback: string) => {
  const shape = struct('jira.JiraFieldConfig', {
    template: field('template', string, fallback),
    enableUpdate: optional('enable_update', boolean),
  });
  const withText: typeof shape = {
    ...shape,
    decode: (value, place) =>
      value.kind === 'scalar' ? { template: value.text, enableUpdate: undefined } : shape.decode(value, place),
  };
  return { shape: withText, fallback: { template: fallback, enableUpdate: undefined } };
};

const SUMMARY = jiraField('{{ template "jira.default.summary" . }}');
const DESCRIPTION = jiraField('{{ template "jira.default.description" . }}');

export const jiraConfig = struct(
  'jira.plain',
  {
    ...httpFields(true),
    apiUrl: optional('api_url', url),
    apiType: field('api_type', string, 'auto'),
    project: field('project', string, ''),
    summary: field('summary', SUMMARY.shape, SUMMARY.fallback),
    description: field('description', DESCRIPTION.shape, DESCRIPTION.fallback),
    labels: field('labels', list(string), []),
    priority: field('priority', string, '{{ template "jira.default.priority" . }}'),
    issueType: field('issue_type', string, ''),
    reopenTransition: field('reopen_transition', string, ''),
    resolveTransition: field('resolve_transition', string, ''),
    wontFixResolution: field('wont_fix_resolution', string, ''),
    reopenDuration: field('reopen_duration', duration, 0),
    fields: field(
      'fields',
      map(any, () => null),
      {},
    ),
  },
  (config, complain) => {
    if (config.project === '') complain('missing project in jira_config');
    if (config.issueType === '') complain('missing issue_type in jira_config');
    if (!['auto', 'cloud', 'datacenter'].includes(config.apiType)) {
      complain('unknown api_type on jira_config, must be auto, cloud or datacenter', 'api_type');
    }
  },
);

export type JiraConfig = Infer<typeof jiraConfig>;
