import { goQuote } from '../../labels/go-quote.js';
import { giveUp, type Outcome } from '../../notify/outcome.js';
import { joinPath } from '../join-path.js';
import { jsonObject, membersOf } from '../json-answer.js';
import type { JiraConfig } from './config.js';
import { during } from './during.js';
import { callJira, type JiraApi } from './jira-api.js';

/** The issue that a group has already. */
export interface FoundIssue {
  readonly key: string;
  /** Whether it stands in a column of things that are done; undefined where Jira does not tell its status. */
  readonly isDone: boolean | undefined;
}

interface Wanted {
  /** A key, or a name. */
  readonly project: string;
  /** Which the issues of the group carry. */
  readonly label: string;
  readonly isFiring: boolean;
}

/** The issue of a group: the open one, or where it may be reopened, the one that was resolved last. */
export async function findIssue(
  api: JiraApi,
  config: JiraConfig,
  wanted: Wanted,
): Promise<{ readonly issue: FoundIssue | undefined } | { readonly failed: Outcome }> {
  const query = { fields: ['status'], jql: issueQuery(config, wanted), maxResults: 2 };
  const exchanged = await callJira(api, 'POST', searchUrl(config), query);
  if ('failed' in exchanged) return { failed: during('HTTP request to JIRA API', exchanged.failed) };
  const answer = jsonObject(exchanged.answer.body);
  if (answer === undefined) return { failed: giveUp('other', "the answer is no JSON; is api_url that of Jira's API?") };
  const { issues } = answer;
  const [first] = Array.isArray(issues) ? issues.map(membersOf) : [];
  return { issue: first === undefined ? undefined : foundIssue(first) };
}

/** In JQL. Alertmanager's tests compare it as text. */
export function issueQuery(
  { wontFixResolution, reopenTransition, reopenDuration }: JiraConfig,
  { project, label, isFiring }: Wanted,
): string {
  const minutes = Math.trunc(reopenDuration / 60_000);
  const mayReopen = isFiring && reopenTransition !== '' && minutes > 0;
  const resolution = goQuote(wontFixResolution);
  return [
    // By itself, != leaves out issues without a resolution, which are the open ones.
    ...(wontFixResolution === '' ? [] : [`(resolution is EMPTY or resolution != ${resolution})`]),
    mayReopen ? `(resolutiondate is EMPTY OR resolutiondate >= -${minutes}m)` : 'statusCategory != Done',
    `project=${goQuote(project)}`,
    `labels=${goQuote(label)} order by status ASC,resolutiondate DESC`,
  ].join(' and ');
}

/** Jira Cloud has another search than Data Center, in version 3 of its API alone. */
export function searchUrl({ apiUrl = '', apiType }: JiraConfig): string {
  const isCloudHost = URL.canParse(apiUrl) && new URL(apiUrl).hostname.endsWith('atlassian.net');
  if (apiType === 'cloud' || (apiType === 'auto' && isCloudHost)) {
    return joinPath(apiUrl, 'search/jql').replace('/rest/api/2/', '/rest/api/3/');
  }
  return joinPath(apiUrl, 'search');
}

function foundIssue({ key, fields }: Readonly<Record<string, unknown>>): FoundIssue | undefined {
  if (typeof key !== 'string' || key === '') return undefined;
  const { status } = membersOf(fields);
  if (typeof status !== 'object' || status === null) return { key, isDone: undefined };
  return { key, isDone: membersOf(membersOf(status)['statusCategory'])['key'] === 'done' };
}
