/** A matcher before it is written down in one of the notations. */
export interface SpecMatcher {
  readonly name: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** As in `matchers:` and in filters. */
export function plainMatcher({ name, op, value }: SpecMatcher): string {
  return `${name}${op}"${value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`;
}
