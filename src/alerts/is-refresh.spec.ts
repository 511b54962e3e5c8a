import { describe, expect, it } from '@jest/globals';
import { utc } from '../clock/timestamp.js';
import { LabelSet } from '../labels/label-set.js';
import type { Alert } from './alert.js';
import { isRefresh } from './is-refresh.js';

const known: Alert = {
  labels: LabelSet.of({ alertname: 'a' }),
  annotations: LabelSet.of({ summary: 's' }),
  startsAt: utc(1000),
  endsAt: utc(5000),
  updatedAt: utc(1000),
  timeout: false,
  generatorURL: 'http://x',
};

describe('isRefresh', () => {
  it.each<[what: string, change: Partial<Alert>, expected: boolean]>([
    ['the same again', { updatedAt: utc(2000) }, true],
    ['a later end', { updatedAt: utc(2000), endsAt: utc(9000) }, true],
    ['equal annotations', { updatedAt: utc(2000), annotations: LabelSet.of({ summary: 's' }) }, true],
    ['an earlier end', { updatedAt: utc(2000), endsAt: utc(4000) }, false],
    ['its end', { updatedAt: utc(2000), endsAt: utc(2000) }, false],
    ['that it fires after it had ended', { updatedAt: utc(6000), endsAt: utc(9000) }, false],
    ['another start', { updatedAt: utc(2000), startsAt: utc(900) }, false],
    ['other annotations', { updatedAt: utc(2000), annotations: LabelSet.of({ summary: 't' }) }, false],
    ['another link', { updatedAt: utc(2000), generatorURL: 'http://y' }, false],
  ])('%s: %j is %j', (_what, change, expected) => {
    expect(isRefresh(known, { ...known, ...change })).toBe(expected);
  });
});
