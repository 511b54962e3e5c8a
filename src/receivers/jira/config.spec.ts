import { configOf } from '../../../test/support/receiver-deps.js';
import { jiraConfig } from './config.js';
import { searchUrl } from './issue-search.js';

const read = (more: string) => configOf(jiraConfig, `{project: OPS, issue_type: Bug, ${more}}`);

describe('jiraConfig', () => {
  it.each`
    yaml                                               | complaint
    ${'{issue_type: Bug}'}                             | ${'missing project in jira_config'}
    ${'{project: OPS}'}                                | ${'missing issue_type in jira_config'}
    ${'{project: OPS, issue_type: Bug, api_type: v2}'} | ${'unknown api_type on jira_config, must be auto, cloud or datacenter'}
  `('refuses $yaml', ({ yaml, complaint }) => {
    expect(() => configOf(jiraConfig, yaml)).toThrow(complaint);
  });

  it.each`
    summary                                 | template                                     | enableUpdate
    ${"'{{ .Status }}'"}                    | ${'{{ .Status }}'}                           | ${undefined}
    ${'{template: x}'}                      | ${'x'}                                       | ${undefined}
    ${'{enable_update: false}'}             | ${'{{ template "jira.default.summary" . }}'} | ${false}
    ${'{template: x, enable_update: true}'} | ${'x'}                                       | ${true}
  `('reads the summary $summary', ({ summary, template, enableUpdate }) => {
    expect(read(`summary: ${summary}`).summary).toEqual({ template, enableUpdate });
  });

  it.each`
    apiUrl                                     | apiType         | url
    ${'https://x.atlassian.net/rest/api/2'}    | ${'auto'}       | ${'https://x.atlassian.net/rest/api/3/search/jql'}
    ${'https://x.atlassian.net/rest/api/3/'}   | ${'auto'}       | ${'https://x.atlassian.net/rest/api/3/search/jql'}
    ${'https://x.atlassian.net/rest/api/2'}    | ${'datacenter'} | ${'https://x.atlassian.net/rest/api/2/search'}
    ${'https://jira.example.org/rest/api/2'}   | ${'auto'}       | ${'https://jira.example.org/rest/api/2/search'}
    ${'https://jira.example.org/j/rest/api/2'} | ${'cloud'}      | ${'https://jira.example.org/j/rest/api/3/search/jql'}
  `('searches at $url for $apiUrl, $apiType', ({ apiUrl, apiType, url }) => {
    expect(searchUrl(read(`api_url: '${apiUrl}', api_type: ${apiType}`))).toBe(url);
  });
});
