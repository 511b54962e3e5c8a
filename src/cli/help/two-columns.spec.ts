import { twoColumns } from './two-columns.js';

describe('twoColumns', () => {
  it('puts the explanation beside what it explains, or below what is too long', () => {
    const rows = [
      ['-h, --help', 'Help is what this shows, and nothing else.'],
      ['    --a-name-that-is-longer-than-thirty', 'Below.'],
    ] as const;
    expect(twoColumns(rows, { indent: 2, padding: 2, width: 40 })).toBe(
      [
        '  -h, --help  Help is what this shows,',
        '              and nothing else.',
        '      --a-name-that-is-longer-than-thirty  ',
        '              Below.',
        '',
      ].join('\n'),
    );
  });
});
