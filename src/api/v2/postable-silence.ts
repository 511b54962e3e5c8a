import { ZERO_TIME } from '../../clock/timestamp.js';
import type { MatchOperator } from '../../labels/matcher.js';
import type { SilenceRequest } from '../../silences/silences.js';
import type { RequestedMatcher } from '../../silences/validate-silence.js';
import { frameworkError, required, TOO_FEW_ITEMS, unparsableBody } from './api-error.js';
import { dateTimeError, parseDateTime } from './date-time.js';
import { cannotUnmarshal, field, isObject, parseJsonBody } from './json-body.js';

/**
 * Decodes the body of `POST /silences`. Fields that only `GET` answers have (status, updatedAt) are ignored, so that
 * an answer can be posted back.
 *
 * @throws {ApiError} 400 for what is no silence at all, then 422 for the first field that is missing
 */
export function decodePostableSilence(body: unknown): SilenceRequest {
  const posted = parseJsonBody('silence', body) ?? {};
  if (!isObject(posted))
    throw unparsable(cannotUnmarshal(posted, 'Go value of type struct { ID string "json:\\"id,omitempty\\"" }'));

  const id = text(field(posted, 'id'), '.id');
  const annotations = decodeAnnotations(field(posted, 'annotations'));
  const comment = text(field(posted, 'comment'), 'Silence.comment');
  const createdBy = text(field(posted, 'createdBy'), 'Silence.createdBy');
  const endsAtMs = time(field(posted, 'endsAt'));
  const matchers = decodeMatchers(field(posted, 'matchers'));
  const startsAtMs = time(field(posted, 'startsAt'));

  if (comment === undefined) throw required('comment');
  if (createdBy === undefined) throw required('createdBy');
  if (endsAtMs === undefined) throw required('endsAt');
  const matcherSets = [requireMatchers(matchers)];
  if (startsAtMs === undefined) throw required('startsAt');
  const silence = { matcherSets, startsAtMs, endsAtMs, createdBy, comment, annotations };
  return id === undefined || id === '' ? silence : { ...silence, id };
}

type PostedMatcher = { readonly [Field in 'name' | 'value']: string | undefined } & {
  readonly isRegex: boolean | undefined;
  readonly isEqual: boolean | undefined;
};

function decodeMatchers(value: unknown): PostedMatcher[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw mismatch(value, 'Silence.matchers', 'models.Matchers');
  return value.map((item: unknown) => {
    const matcher = item ?? {};
    if (!isObject(matcher)) throw mismatch(matcher, 'Silence.matchers', 'models.Matcher');
    return {
      isEqual: flag(field(matcher, 'isEqual'), 'Matcher.matchers.isEqual'),
      isRegex: flag(field(matcher, 'isRegex'), 'Matcher.matchers.isRegex'),
      name: text(field(matcher, 'name'), 'Matcher.matchers.name'),
      value: text(field(matcher, 'value'), 'Matcher.matchers.value'),
    };
  });
}

function requireMatchers(matchers: readonly PostedMatcher[] | undefined): readonly RequestedMatcher[] {
  if (matchers === undefined) throw required('matchers');
  if (matchers.length === 0) throw frameworkError(TOO_FEW_ITEMS, 'matchers in body should have at least 1 items');
  return matchers.map(({ isEqual = true, isRegex, name, value }, i) => {
    if (isRegex === undefined) throw required(`matchers.${i}.isRegex`);
    if (name === undefined) throw required(`matchers.${i}.name`);
    if (value === undefined) throw required(`matchers.${i}.value`);
    return { name, operator: operatorOf(isEqual, isRegex), value };
  });
}

function operatorOf(isEqual: boolean, isRegex: boolean): MatchOperator {
  if (isRegex) return isEqual ? '=~' : '!~';
  return isEqual ? '=' : '!=';
}

function decodeAnnotations(value: unknown): Record<string, string> {
  if (value === undefined) return {};
  if (!isObject(value)) throw mismatch(value, 'Silence.annotations', 'models.LabelSet');
  const annotations: Record<string, string> = Object.create(null);
  for (const key of Object.keys(value)) annotations[key] = text(value[key] ?? '', 'Silence.annotations') ?? '';
  return annotations;
}

/** An empty text is the zero time: it is there, and not set. */
function time(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw unparsable(cannotUnmarshal(value, 'Go value of type string'));
  if (value === '') return ZERO_TIME.ms;
  const parsed = parseDateTime(value);
  if (parsed === undefined) throw unparsable(dateTimeError(value));
  return parsed.ms;
}

function text(value: unknown, name: string): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw mismatch(value, name, 'string');
}

function flag(value: unknown, name: string): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  throw mismatch(value, name, 'bool');
}

function mismatch(value: unknown, name: string, type: string): Error {
  return unparsable(cannotUnmarshal(value, `Go struct field ${name} of type ${type}`));
}

function unparsable(reason: string): Error {
  return unparsableBody('silence', reason);
}
