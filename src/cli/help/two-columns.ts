import { wrapText } from './wrap.js';

const LEFT_MAX = 30;

export interface ColumnsLayout {
  readonly indent: number;
  /** Between the columns. */
  readonly padding: number;
  readonly width: number;
}

/** What is explained on the left, the explanation beside it, or below where the left is too long (Kingpin). */
export function twoColumns(
  rows: readonly (readonly [left: string, right: string])[],
  { indent, padding, width }: ColumnsLayout,
): string {
  const leftWidth = Math.max(0, ...rows.map(([left]) => left.length).filter((length) => length < LEFT_MAX));
  const margin = ' '.repeat(indent);
  const offset = ' '.repeat(leftWidth + padding);
  return rows
    .map(([left, right]) => {
      const [first = '', ...rest] = wrapText(right, width - leftWidth - padding - indent);
      const start = `${margin}${left.padEnd(leftWidth)}${' '.repeat(padding)}`;
      const head = left.length < LEFT_MAX ? start + first : `${start}\n${margin}${offset}${first}`;
      return [head, ...rest.map((line) => margin + offset + line)].map((line) => `${line}\n`).join('');
    })
    .join('');
}
