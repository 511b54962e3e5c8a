import type { HttpRequest } from '../../httpclient/http-message.js';
import type { NotificationData } from '../../template/notification-data.js';
import { filled, goJson, goMap } from '../go-json.js';
import { groupKeyHash } from '../group-key-hash.js';
import { truncateInRunes } from '../truncate.js';
import type { OpsgenieConfig } from './config.js';

const MESSAGE_MAX = 130;

export interface RequestParts {
  readonly groupKey: string;
  readonly data: NotificationData;
  readonly render: (source: string) => string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What is asked of Opsgenie, in this order: an alert is created, and brought up to date, or closed. */
export function opsgenieRequests(config: OpsgenieConfig, parts: RequestParts): readonly HttpRequest[] {
  const { groupKey, data, render, headers } = parts;
  const alias = groupKeyHash(groupKey);
  const byAlias = (action: string) => `v2/alerts/${alias}/${action}?identifierType=alias`;
  const request = (method: HttpRequest['method'], path: string, body: unknown): HttpRequest => ({
    method,
    url: below(config.apiUrl ?? '', path),
    headers,
    body: goJson(body),
  });
  if (data.status === 'resolved') return [request('POST', byAlias('close'), { source: render(config.source) })];

  const message = truncateInRunes(render(config.message), MESSAGE_MAX).text;
  const description = render(config.description);
  const details = Object.entries(config.details).map(([name, value]): [string, string] => [name, render(value)]);
  const create = request('POST', 'v2/alerts', {
    alias,
    message,
    ...filled({ description }),
    details: goMap(new Map([...data.commonLabels, ...details])),
    source: render(config.source),
    ...filled({
      responders: responders(config, render),
      tags: items(render(config.tags)),
      note: render(config.note),
      priority: render(config.priority),
      entity: render(config.entity),
      actions: items(render(config.actions)),
    }),
  });
  if (!config.updateAlerts) return [create];
  // Opsgenie counts a new alert with a known alias, and leaves its texts as they were.
  return [
    create,
    request('PUT', byAlias('message'), filled({ message })),
    request('PUT', byAlias('description'), filled({ description })),
  ];
}

interface Responder {
  readonly id?: string;
  readonly name?: string;
  readonly username?: string;
  readonly type: string;
}

/** Those that render to nothing are left out: templates may fill only some of them. `teams` names several teams. */
function responders({ responders: configured }: OpsgenieConfig, render: (source: string) => string): Responder[] {
  return configured.flatMap((responder): Responder[] => {
    const [id, name, username] = [render(responder.id), render(responder.name), render(responder.username)];
    const type = render(responder.type);
    if (`${id}${name}${username}${type}` === '') return [];
    if (type === 'teams') return items(name).map((team) => ({ name: team, type: 'team' }));
    return [{ ...filled({ id, name, username }), type }];
  });
}

function items(text: string): string[] {
  return text
    .trim()
    .split(',')
    .filter((item) => item !== '');
}

/** An address below the API's, which may have a query of its own. */
function below(apiUrl: string, path: string): string {
  const url = new URL(apiUrl);
  const [name = '', query = ''] = path.split('?');
  url.pathname += name;
  for (const [key, value] of new URLSearchParams(query)) url.searchParams.set(key, value);
  return url.href;
}
