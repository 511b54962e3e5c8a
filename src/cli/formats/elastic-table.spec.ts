import { elasticTable } from './elastic-table.js';

describe('elasticTable', () => {
  it.each([
    ['pads every column that a tab ends', 'a\tbb\t\nccc\td\t\n', 'a    bb  \nccc  d   \n'],
    ['leaves a last cell without a tab as it is', 'a:\tx y\nbbb:\tz\n', 'a:    x y\nbbb:  z\n'],
    ['counts characters, not bytes', 'é\t1\nab\t2\n', 'é   1\nab  2\n'],
    ['keeps room for empty cells', 'a\t\tb\t\n\t\t\t\n', 'a    b  \n        \n'],
    ['starts anew after a line without columns', 'aaaa\tx\n\nb\ty\n', 'aaaa  x\n\nb  y\n'],
    [
      'ends columns where a value has a line break',
      'aaaa\tbb\tc\t\n1\t2\nx\t3\t\n',
      'aaaa  bb  c  \n1     2\nx     3  \n',
    ],
  ])('%s', (_, text, table) => {
    expect(elasticTable(text)).toBe(table);
  });
});
