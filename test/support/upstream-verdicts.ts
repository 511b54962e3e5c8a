import { STATUS_VERDICTS } from './status-verdicts.js';

const REQUEST_TIMEOUT = 408;

/** What every status means to Alertmanager's own receivers: as `STATUS_VERDICTS`, but that a 408 is given up. */
export const UPSTREAM_VERDICTS = STATUS_VERDICTS.map((row) =>
  row.from === REQUEST_TIMEOUT ? { ...row, kind: 'giveUp' as const } : row,
);
