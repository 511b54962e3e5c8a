import { compareBytes } from '../../labels/label-set.js';
import { deepTemplate } from '../deep-template.js';
import { explainedNow } from '../explained.js';
import { truncateInRunes } from '../truncate.js';
import type { JiraConfig } from './config.js';

const SUMMARY_MAX = 255;
const DESCRIPTION_MAX = 32_767;

type Fields = Readonly<Record<string, unknown>>;

/**
 * The `fields` of an issue, sorted by name as Go writes a map. Those of the configuration's `fields` win.
 *
 * @param label that marks the issues of the group
 * @param isUpdate leaves out what is set at the beginning only
 * @throws {Error} that names the template that fails
 */
export function issueFields(
  config: JiraConfig,
  label: string,
  isUpdate: boolean,
  render: (source: string) => string,
): Fields {
  const rendered = (what: string, source: string) => explainedNow(`${what} template`, () => render(source));
  const summary = truncateInRunes(rendered('summary', config.summary.template), SUMMARY_MAX).text;
  const project = { key: rendered('project', config.project) };
  const issuetype = { name: rendered('issue_type', config.issueType) };
  const custom = Object.entries(config.fields).map(([name, value]): [string, unknown] => [
    name,
    explainedNow('fields template', () => deepTemplate(value, render)),
  ]);
  const description = issueDescription(config, rendered('description', config.description.template));
  const labels = config.labels.map((source, at) => rendered(`labels[${at}]`, source));
  const priority = rendered('priority', config.priority);
  const keeps = ({ enableUpdate }: JiraConfig['summary']) => isUpdate && enableUpdate === false;
  return sorted({
    ...(keeps(config.summary) ? {} : { summary }),
    ...(keeps(config.description) || description === undefined ? {} : { description }),
    issuetype,
    labels: [...labels, label].sort(compareBytes),
    ...(priority === '' ? {} : { priority: { name: priority } }),
    project,
    ...Object.fromEntries(custom),
  });
}

/** A text, or in version 3 of the API a document in Atlassian's format; undefined where it is empty. */
function issueDescription({ apiUrl = '' }: JiraConfig, whole: string): unknown {
  const { text } = truncateInRunes(whole, DESCRIPTION_MAX);
  if (!isVersion3(apiUrl)) return text === '' ? undefined : text;
  const json = text.trim();
  if (json === '') return undefined;
  try {
    return JSON.parse(json);
  } catch {
    throw new Error('description template: invalid JSON for API v3');
  }
}

function isVersion3(apiUrl: string): boolean {
  return URL.canParse(apiUrl) && /\/3\/*$/.test(new URL(apiUrl).pathname);
}

function sorted(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).toSorted(([a], [b]) => compareBytes(a, b)));
}
