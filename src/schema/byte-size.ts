import { scalar } from './shape.js';

const UNITS = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

const BINARY = ['TiB', 'GiB', 'MiB', 'KiB'] as const;

const TEXT = new RegExp(`^(\\d+(?:\\.\\d+)?) ?(${Object.keys(UNITS).join('|')})?$`);

/** A number of bytes above 0, with a unit: `256MiB`. A bare number counts bytes. */
export const byteSize = scalar(
  'size',
  (text) => {
    const [, number, unit = 'B'] = TEXT.exec(text) ?? [];
    const bytes = Math.floor(Number(number) * factorOf(unit));
    if (!(bytes > 0 && Number.isSafeInteger(bytes))) {
      throw new Error(`not a size above 0: ${JSON.stringify(text)}; write a number with a unit, such as 256MiB or 1GB`);
    }
    return bytes;
  },
  (bytes) => {
    const unit = BINARY.find((each) => bytes % UNITS[each] === 0);
    return unit === undefined ? bytes : `${bytes / UNITS[unit]}${unit}`;
  },
  () => false,
  { type: ['string', 'integer'] },
);

function factorOf(unit: string): number {
  return Object.entries(UNITS).find(([name]) => name === unit)?.[1] ?? Number.NaN;
}
