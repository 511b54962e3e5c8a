import { jsonAnswer, membersOf } from '../json-answer.js';

/**
 * What incident.io says of an error: `message`, `error` and `errors`, as far as there are such. `errors` are texts, or
 * objects with a `message`, as its API documents them; Alertmanager reads texts alone.
 */
export function errorDetails(body: string): string {
  const { message, error, errors } = jsonAnswer(body);
  const listed = Array.isArray(errors) ? errors.map(textOf).filter((text) => text !== '') : [];
  return [textOf(message), textOf(error), listed.join(', ')].filter((text) => text !== '').join(': ');
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { message } = membersOf(value);
  return typeof message === 'string' ? message : '';
}
