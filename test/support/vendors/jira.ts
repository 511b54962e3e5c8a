import {
  type HttpStandIn,
  isJson,
  jsonOf,
  type ReceivedRequest,
  type StandInAnswer,
  startHttpStandIn,
} from './http-stand-in.js';
import { type JiraIssue, matchesOf } from './jira-query.js';

const SUMMARY_MAX = 255;
const DESCRIPTION_MAX = 32_767;
const KNOWN_FIELDS = ['summary', 'description', 'issuetype', 'labels', 'priority', 'project', 'components'];
const ISSUE_TYPES = ['Bug', 'Incident', 'Task'];
const PRIORITIES = ['Highest', 'High', 'Medium', 'Low', 'Lowest'];
const OPEN = { name: 'To Do', statusCategory: { key: 'new', name: 'To Do' } };
const DONE = { name: 'Done', statusCategory: { key: 'done', name: 'Done' } };

export interface JiraSite {
  /** Of its only project. */
  readonly project: string;
  /** The header `Authorization` that it takes. */
  readonly authorization: string;
  /** Cloud has `search/jql` in place of `search`. */
  readonly isCloud: boolean;
  /** For resolution dates. */
  readonly nowMs: () => number;
}

/** A Jira with the issues that it holds, oldest first. */
export interface JiraStandIn extends HttpStandIn {
  readonly issues: JiraIssue[];
}

/** Jira's REST API in versions 2 and 3: search, issues and their transitions, as Atlassian's reference and its answers say. */
export async function startJira(site: JiraSite): Promise<JiraStandIn> {
  const issues: JiraIssue[] = [];
  const server = await startHttpStandIn((request) => answerTo(request, site, issues));
  return { ...server, issues };
}

/** Jira Cloud's answer where too much was asked of it. */
export function tooManyRequests(retryAfterSeconds: number): StandInAnswer {
  const { headers, ...rest } = refusal(429, 'Rate limit exceeded.');
  return { ...rest, headers: { ...headers, 'retry-after': String(retryAfterSeconds) } };
}

function answerTo(request: ReceivedRequest, site: JiraSite, issues: JiraIssue[]): StandInAnswer {
  const [, version, path = ''] = /^\/rest\/api\/([23])\/(.*)$/.exec(request.path) ?? [];
  if (version === undefined) return { status: 404, body: '' };
  if (request.headers.authorization !== site.authorization) {
    return refusal(401, 'Client must be authenticated to access this resource.');
  }
  if (request.method !== 'GET' && !isJson(request)) return { status: 415, body: '' };
  const body = objectOf(jsonOf(request));
  const [, key, isTransition] = /^issue\/([^/]+)(\/transitions)?$/.exec(path) ?? [];
  const issue = issues.find((each) => each.key === key);
  switch (`${request.method} ${key === undefined ? path : `issue/*${isTransition ?? ''}`}`) {
    case 'POST search':
      if (site.isCloud)
        return refusal(410, 'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API.');
      return search(body, site, issues);
    case 'POST search/jql':
      return site.isCloud && version === '3' ? search(body, site, issues) : { status: 404, body: '' };
    case 'POST issue':
      return create(objectOf(body['fields']), version, site, issues);
    case 'PUT issue/*':
      return issue === undefined ? notFound() : update(issue, objectOf(body['fields']), version, site);
    case 'GET issue/*/transitions':
      return issue === undefined ? notFound() : json(200, { expand: 'transitions', transitions: transitionsOf(issue) });
    case 'POST issue/*/transitions':
      return issue === undefined ? notFound() : move(issue, objectOf(body['transition']), site);
    default:
      return { status: 405, body: '' };
  }
}

function search({ jql, maxResults, fields }: Readonly<Record<string, unknown>>, site: JiraSite, issues: JiraIssue[]) {
  if (!Array.isArray(fields) || typeof maxResults !== 'number') return refusal(400, 'Invalid request payload.');
  const found = matchesOf(String(jql), site.project, issues, site.nowMs());
  if (typeof found === 'string') return refusal(400, found);
  const shown = found.slice(0, maxResults).map(({ id, key, status }) => ({ id, key, fields: { status } }));
  return json(
    200,
    site.isCloud
      ? { issues: shown, isLast: found.length <= maxResults }
      : { startAt: 0, maxResults, total: found.length, issues: shown },
  );
}

function create(fields: Readonly<Record<string, unknown>>, version: string, site: JiraSite, issues: JiraIssue[]) {
  const errors = errorsOf(fields, version, site);
  if (typeof fields['summary'] !== 'string' || fields['summary'].trim() === '') {
    errors['summary'] = 'You must specify a summary of the issue.';
  }
  if (objectOf(fields['project'])['key'] !== site.project) errors['project'] = 'valid project is required';
  if (!ISSUE_TYPES.includes(String(objectOf(fields['issuetype'])['name']))) {
    errors['issuetype'] = 'Specify a valid issue type';
  }
  if (Object.keys(errors).length > 0) return json(400, { errorMessages: [], errors });
  const id = String(10_000 + issues.length);
  const key = `${site.project}-${issues.length + 1}`;
  issues.push({ id, key, fields: { ...fields }, status: OPEN });
  return json(201, { id, key, self: `http://jira.test/rest/api/${version}/issue/${id}` });
}

function update(issue: JiraIssue, fields: Readonly<Record<string, unknown>>, version: string, site: JiraSite) {
  const errors = errorsOf(fields, version, site);
  if (Object.keys(errors).length > 0) return json(400, { errorMessages: [], errors });
  Object.assign(issue.fields, fields);
  return { status: 204, body: '' };
}

/** What is wrong with the fields that are given. */
function errorsOf(fields: Readonly<Record<string, unknown>>, version: string, site: JiraSite): Record<string, string> {
  const errors: Record<string, string> = {};
  const { summary = '', description = null, labels = [], priority, project } = fields;
  if (String(summary).length > SUMMARY_MAX) errors['summary'] = 'Summary must be less than 255 characters.';
  if (/[\r\n]/.test(String(summary)))
    errors['summary'] = 'The summary is invalid because it contains newline characters.';
  const isDocument = objectOf(description)['type'] === 'doc';
  if (description !== null && (version === '3' ? !isDocument : typeof description !== 'string')) {
    errors['description'] =
      version === '3'
        ? 'Operation value must be an Atlassian Document (see the Atlassian Document Format)'
        : 'Operation value must be a string';
  }
  if (typeof description === 'string' && description.length > DESCRIPTION_MAX) {
    errors['description'] = 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.';
  }
  const spaced = Array.isArray(labels) ? labels.find((label) => /\s/.test(String(label))) : undefined;
  if (spaced !== undefined) errors['labels'] = `The label '${spaced}' contains spaces which is invalid.`;
  if (priority !== undefined && !PRIORITIES.includes(String(objectOf(priority)['name']))) {
    errors['priority'] = 'The priority selected is invalid.';
  }
  if (project !== undefined && objectOf(project)['key'] !== site.project)
    errors['project'] = 'valid project is required';
  for (const name of Object.keys(fields)) {
    if (KNOWN_FIELDS.includes(name) || /^customfield_\d+$/.test(name)) continue;
    errors[name] = `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`;
  }
  return errors;
}

/** An open issue can be closed, a closed one opened again. */
function transitionsOf({ status }: JiraIssue) {
  return status.statusCategory.key === 'done'
    ? [{ id: '31', name: 'Reopen Issue', to: OPEN }]
    : [
        { id: '11', name: 'Start Progress', to: { name: 'In Progress', statusCategory: { key: 'indeterminate' } } },
        { id: '21', name: 'Close Issue', to: DONE },
      ];
}

function move(issue: JiraIssue, { id }: Readonly<Record<string, unknown>>, site: JiraSite): StandInAnswer {
  const transition = transitionsOf(issue).find((each) => each.id === id);
  if (transition === undefined) {
    return refusal(400, `It seems that you have tried to perform an illegal workflow operation with id ${id}.`);
  }
  issue.status = transition.to;
  const isDone = transition.to.statusCategory.key === 'done';
  issue.resolution = isDone ? 'Done' : undefined;
  issue.resolvedAtMs = isDone ? site.nowMs() : undefined;
  return { status: 204, body: '' };
}

function notFound(): StandInAnswer {
  return refusal(404, 'Issue does not exist or you do not have permission to see it.');
}

function refusal(status: number, message: string): StandInAnswer {
  return json(status, { errorMessages: [message], errors: {} });
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function json(status: number, body: unknown): StandInAnswer {
  return { status, headers: { 'content-type': 'application/json;charset=UTF-8' }, body: JSON.stringify(body) };
}
