import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG } from '../../httpclient/http-config.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import { delivered, type Outcome } from '../../notify/outcome.js';
import { making } from '../attempt.js';
import { explainedNow } from '../explained.js';
import { groupKeyHash } from '../group-key-hash.js';
import { joinPath } from '../join-path.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import { secretsOfHttp } from '../secret-parts.js';
import type { JiraConfig } from './config.js';
import { during } from './during.js';
import { issueFields } from './issue-fields.js';
import { type FoundIssue, findIssue } from './issue-search.js';
import { transitionIssue } from './issue-transition.js';
import { callJira, type JiraApi } from './jira-api.js';

/**
 * Keeps one open issue of Jira for each group, which a label marks: looks for it, makes or updates it, and moves it when
 * the group is resolved or fires again.
 */
export class JiraNotifier extends Notifier {
  readonly #client: HttpClient;

  constructor(
    private readonly config: JiraConfig,
    private readonly deps: ReceiverDeps,
  ) {
    super();
    this.#client = deps.httpClient(config.httpConfig ?? DEFAULT_HTTP_CONFIG);
  }

  override async notify({ groupKey, data, nowMs }: Notification, signal: AbortSignal): Promise<Outcome> {
    const render = (source: string) => this.deps.templates.text(source, data);
    const isFiring = data.status === 'firing';
    const label = `ALERT{${groupKeyHash(groupKey)}}`;
    const secrets = await secretsOfHttp(this.config.httpConfig ?? DEFAULT_HTTP_CONFIG, this.deps.read);
    const api: JiraApi = { client: this.#client, nowMs, signal, secrets };

    const looked = await making(async () => {
      const project = explainedNow('invalid project template or value', () => render(this.config.project));
      return findIssue(api, this.config, { project, label, isFiring });
    });
    if ('failed' in looked) return during('failed to look up existing issues', looked.failed);
    if ('failed' in looked.made) return during('failed to look up existing issues', looked.made.failed);
    const { issue } = looked.made;
    // What was over before an issue was made needs none.
    if (issue === undefined && !isFiring) return delivered();

    const written = await this.#write(api, issue, label, render);
    if (issue === undefined || written.kind !== 'delivered') return written;
    return transitionIssue(api, this.config, issue, isFiring);
  }

  override close(): Promise<void> {
    return this.#client.close();
  }

  /** Makes the issue, or brings the one that is there up to date. */
  async #write(
    api: JiraApi,
    issue: FoundIssue | undefined,
    label: string,
    render: (source: string) => string,
  ): Promise<Outcome> {
    const fields = await making(() => issueFields(this.config, label, issue !== undefined, render));
    if ('failed' in fields) return fields.failed;
    const method = issue === undefined ? 'POST' : 'PUT';
    const path = issue === undefined ? 'issue' : `issue/${issue.key}`;
    const encoded = path.split('/').map(encodeURIComponent).join('/');
    const sent = await callJira(api, method, joinPath(this.config.apiUrl ?? '', encoded), { fields: fields.made });
    return 'failed' in sent
      ? during(`failed to ${method} request to ${JSON.stringify(path)}`, sent.failed)
      : delivered();
  }
}
