/** `Mon 2026-11-23 03:14:15 UTC`, in the zone that the browser or the reader chose. */
export function exactTime(atMs: number, zone: 'browser' | 'UTC'): string {
  const parts = new Map(formats[zone].formatToParts(atMs).map(({ type, value }) => [type, value]));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return `${of('weekday')} ${of('year')}-${of('month')}-${of('day')} ${of('hour')}:${of('minute')}:${of('second')} ${of('timeZoneName')}`;
}

const OPTIONS: Intl.DateTimeFormatOptions = {
  weekday: 'short',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
};

/** Made once: to make one takes longer than to draw a row. */
const formats = {
  browser: new Intl.DateTimeFormat('en-GB', OPTIONS),
  UTC: new Intl.DateTimeFormat('en-GB', { ...OPTIONS, timeZone: 'UTC' }),
};
