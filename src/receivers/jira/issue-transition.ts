import { delivered, giveUp, type Outcome } from '../../notify/outcome.js';
import { joinPath } from '../join-path.js';
import { jsonAnswer, membersOf } from '../json-answer.js';
import type { JiraConfig } from './config.js';
import type { FoundIssue } from './issue-search.js';
import { callJira, type JiraApi } from './jira-api.js';

/** Moves the issue of a group: a done one that fires again, or one that is not done though all is over. */
export async function transitionIssue(
  api: JiraApi,
  config: JiraConfig,
  { key, isDone }: FoundIssue,
  isFiring: boolean,
): Promise<Outcome> {
  if (isDone === undefined || isFiring !== isDone) return delivered();
  const name = isFiring ? config.reopenTransition : config.resolveTransition;
  if (name === '') return delivered();
  const url = joinPath(config.apiUrl ?? '', `issue/${encodeURIComponent(key)}/transitions`);
  // Their ids differ from workflow to workflow, and which there are from status to status.
  const offered = await callJira(api, 'GET', url);
  if ('failed' in offered) return offered.failed;
  const { transitions } = jsonAnswer(offered.answer.body);
  const wanted = Array.isArray(transitions)
    ? transitions.map(membersOf).find((each) => each['name'] === name)
    : undefined;
  if (wanted === undefined) return giveUp('other', `can't find transition ${name} for issue ${key}`);
  const moved = await callJira(api, 'POST', url, { transition: { id: wanted['id'] } });
  return 'failed' in moved ? moved.failed : delivered();
}
