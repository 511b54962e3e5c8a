import { formatTime } from './format-time.js';
import { namedZone } from './zone.js';

const show = (zone: string, time: string) => {
  const found = namedZone(zone);
  if (found === undefined) throw new Error(`no zone ${zone}`);
  return formatTime({ unixSeconds: Date.parse(time) / 1000, nanos: 0, zone: found }, '2006-01-02 15:04:05 -0700 MST');
};

describe('time zones', () => {
  it.each([
    ['Europe/Berlin', '2024-03-31T00:59:59Z', '2024-03-31 01:59:59 +0100 CET'],
    ['Europe/Berlin', '2024-03-31T01:00:00Z', '2024-03-31 03:00:00 +0200 CEST'],
    ['America/New_York', '2024-01-01T00:00:00Z', '2023-12-31 19:00:00 -0500 EST'],
    ['Asia/Tokyo', '2024-01-01T00:00:00Z', '2024-01-01 09:00:00 +0900 JST'],
    ['Asia/Kolkata', '2024-01-01T00:00:00Z', '2024-01-01 05:30:00 +0530 IST'],
    ['Asia/Kathmandu', '2024-01-01T00:00:00Z', '2024-01-01 05:45:00 +0545 +0545'],
    ['America/Sao_Paulo', '2024-01-01T00:00:00Z', '2023-12-31 21:00:00 -0300 -03'],
    ['Europe/London', '2024-07-01T00:00:00Z', '2024-07-01 01:00:00 +0100 BST'],
    ['Etc/UTC', '2024-01-01T00:00:00Z', '2024-01-01 00:00:00 +0000 UTC'],
    ['', '2024-01-01T00:00:00Z', '2024-01-01 00:00:00 +0000 UTC'],
  ])('%j shows %s as %s', (zone, time, want) => {
    expect(show(zone, time)).toBe(want);
  });

  it.each(['Nowhere/Else', 'europe/berlin', '../etc/passwd', '+01:00'])('does not know %s', (zone) => {
    expect(namedZone(zone)).toBeUndefined();
  });
});
