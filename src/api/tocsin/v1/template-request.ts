import type { MatcherMode } from '../../../labels/matcher-mode.js';
import { parseMatchers } from '../../../labels/parse-matchers.js';
import type { TemplateData } from '../../../template/notification-data.js';
import { readTemplateData } from '../../../template/template-data-json.js';
import { parseDateTime } from '../../v2/date-time.js';
import type { GroupChoice } from './choose-group.js';
import { JsonRequest } from './json-request.js';

/** What a template is rendered over. */
export type TemplateSubject =
  | { readonly kind: 'data'; readonly data: TemplateData }
  /** @property atMs as it was flushed last before this moment, milliseconds since the epoch; as it is now without */
  | { readonly kind: 'group'; readonly choice: GroupChoice; readonly atMs: number | undefined };

export interface TemplateRequest {
  /** A text, or the name of a loaded definition. */
  readonly template: { readonly text: string } | { readonly name: string };
  readonly type: 'text' | 'html';
  readonly subject: TemplateSubject;
}

/** @throws {Problem} 400 */
export function readTemplateRequest(body: unknown, mode: MatcherMode): TemplateRequest {
  const request = JsonRequest.of(body, ['text', 'name', 'type', 'group', 'data']);
  const [text, name] = [request.text('text'), request.text('name')];
  if ((text === undefined) === (name === undefined)) throw request.invalid('text', 'or name has to be given, not both');
  return {
    template: text === undefined ? { name: name ?? '' } : { text },
    type: request.choice('type', ['text', 'html']) ?? 'text',
    subject: readSubject(request, mode),
  };
}

function readSubject(request: JsonRequest, mode: MatcherMode): TemplateSubject {
  const data = request.any('data');
  const group = request.object('group', ['receiver', 'matchers', 'at']);
  if ((data === undefined) === (group === undefined)) {
    throw request.invalid('group', 'or data has to be given, not both: what the template is rendered over');
  }
  if (group === undefined) return { kind: 'data', data: attempt(request, 'data', () => readTemplateData(data)) };
  const matchers = group.texts('matchers') ?? [];
  return {
    kind: 'group',
    choice: {
      receiver: group.text('receiver'),
      matchers: attempt(group, 'matchers', () => matchers.flatMap((matcher) => parseMatchers(matcher, mode))),
    },
    atMs: readMoment(group),
  };
}

function readMoment(group: JsonRequest): number | undefined {
  const text = group.text('at');
  if (text === undefined) return undefined;
  const moment = parseDateTime(text);
  if (moment === undefined) throw group.invalid('at', 'has to be a time such as 2026-01-02T03:04:05Z');
  return moment.ms;
}

function attempt<T>(request: JsonRequest, key: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw request.invalid(key, `is not valid: ${error instanceof Error ? error.message : String(error)}`);
  }
}
