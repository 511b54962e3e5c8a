/** The text of a group, by number or by name; empty where there is none. */
export type Group = (name: number | string) => string;

/**
 * Go's regexp.Expand: `$1`, `$name`, `${name}` and `$$`. A name is as long as it can be, so that `$1x` is a group
 * named `1x`; a dollar that begins no name stands for itself.
 */
export function expandReplacement(replacement: string, group: Group): string {
  let expanded = '';
  let from = 0;
  for (let at = replacement.indexOf('$'); at >= 0; at = replacement.indexOf('$', from)) {
    expanded += replacement.slice(from, at);
    from = at + 1;
    if (replacement.charAt(from) === '$') {
      expanded += '$';
      from++;
      continue;
    }
    const isBraced = replacement.charAt(from) === '{';
    const start = isBraced ? from + 1 : from;
    const end = nameEnd(replacement, start);
    if (end === start || (isBraced && replacement.charAt(end) !== '}')) {
      expanded += '$';
      continue;
    }
    const name = replacement.slice(start, end);
    expanded += group(/^\d+$/.test(name) ? Number(name) : name);
    from = isBraced ? end + 1 : end;
  }
  return expanded + replacement.slice(from);
}

function nameEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && /[\p{L}\p{Nd}_]/u.test(text.charAt(end))) end++;
  return end;
}
