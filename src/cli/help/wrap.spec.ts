import { wrapText } from './wrap.js';

describe('wrapText', () => {
  it('fills paragraphs and keeps examples', () => {
    const text = 'one two three\nfour five\n\n\tamtool alert   query\n\t\tmore\n\nsix';
    expect(wrapText(text, 12, ' ')).toEqual([
      ' one two',
      ' three four',
      ' five',
      '',
      '   amtool alert   query',
      '   \tmore',
      '',
      ' six',
    ]);
  });

  it('has a word that is too long on its own line', () => {
    expect(wrapText('a abcdefghij b', 5)).toEqual(['a', 'abcdefghij', 'b']);
  });
});
