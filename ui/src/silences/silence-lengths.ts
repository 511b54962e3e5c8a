/** How long silences usually last, milliseconds. */
export const SILENCE_LENGTHS: readonly (readonly [name: string, ms: number])[] = [
  ['30m', 1_800_000],
  ['1h', 3_600_000],
  ['2h', 7_200_000],
  ['4h', 14_400_000],
  ['1d', 86_400_000],
  ['1w', 604_800_000],
];
