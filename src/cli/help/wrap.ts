/**
 * Lays out a text: paragraphs are filled to the width, lines that begin with a blank are kept and set in by two columns,
 * as Go's doc comments are shown.
 *
 * @param width of the whole line, in columns
 * @param indent before each line
 */
export function wrapText(text: string, width: number, indent = ''): string[] {
  const blocks = text.split(/\n{2,}/).filter((block) => block.trim() !== '');
  return blocks.flatMap((block, i) => {
    const lines = /^[ \t]/.test(block) ? kept(block, `${indent}  `) : fill(block, width - indent.length, indent);
    return i === 0 ? lines : ['', ...lines];
  });
}

function fill(paragraph: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  for (const word of paragraph.split(/\s+/).filter((part) => part !== '')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line) => indent + line);
}

/** Without the blanks that all lines begin with. */
function kept(block: string, indent: string): string[] {
  const lines = block.split('\n').filter((line) => line.trim() !== '');
  const margin = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => indent + line.slice(margin));
}
