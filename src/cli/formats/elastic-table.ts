interface Cell {
  readonly text: string;
  readonly width: number;
}

/**
 * Aligns columns as Go's text/tabwriter does with a padding of two blanks: a tab ends a cell, and a column goes on over
 * neighbouring lines that have a cell there. So a line break within a value ends its columns, as it does in amtool.
 */
export function elasticTable(text: string, padding = 2): string {
  const lines = text.split('\n').map((line) => line.split('\t').map(cellOf));
  return lay(lines, [], padding).join('\n');
}

/** @param widths of the columns to the left, which all of these lines have */
function lay(lines: readonly (readonly Cell[])[], widths: readonly number[], padding: number): string[] {
  const column = widths.length;
  const laid: string[] = [];
  for (let start = 0; start < lines.length; ) {
    let end = start;
    // The last cell of a line is not ended by a tab and belongs to no column.
    while (end < lines.length && column < (lines[end]?.length ?? 0) - 1) end++;
    if (end === start) {
      laid.push(print(lines[start] ?? [], widths));
      start++;
    } else {
      const block = lines.slice(start, end);
      const width = Math.max(...block.map((line) => (line[column]?.width ?? 0) + padding));
      laid.push(...lay(block, [...widths, width], padding));
      start = end;
    }
  }
  return laid;
}

function print(cells: readonly Cell[], widths: readonly number[]): string {
  return cells.map(({ text, width }, i) => text + ' '.repeat(Math.max(0, (widths[i] ?? 0) - width))).join('');
}

function cellOf(text: string): Cell {
  return { text, width: [...text].length };
}
