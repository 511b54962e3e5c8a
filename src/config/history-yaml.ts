import { byteSize } from '../schema/byte-size.js';
import { field, struct } from '../schema/struct.js';
import { duration } from '../schema/texts.js';

/** `history` of tocsin.yml: how much is kept of what happened. */
export const historyConfig = struct(
  'history',
  {
    /** Milliseconds. */
    retention: field('retention', duration, 7 * 24 * 3_600_000),
    sizeMax: field('size_max', byteSize, 256 * 1024 * 1024),
  },
  ({ retention }, complain) => {
    if (retention <= 0) complain('has to be longer than 0', 'retention');
  },
);
