import { checkLocation, wallTime } from './location.js';

/** As a person would write it: 2026-03-29 03:00, and the day of the week. */
function written(at: string, location: string | undefined): string {
  const { year, month, day, weekday, minute } = wallTime(Date.parse(at), location);
  const two = (value: number) => String(value).padStart(2, '0');
  const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  return `${days[weekday]} ${year}-${two(month)}-${two(day)} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

describe('wallTime', () => {
  it.each`
    location              | at                        | wall
    ${undefined}          | ${'2026-12-31T23:59:59Z'} | ${'Thu 2026-12-31 23:59'}
    ${''}                 | ${'2026-12-31T23:59:59Z'} | ${'Thu 2026-12-31 23:59'}
    ${'UTC'}              | ${'2026-12-31T23:59:59Z'} | ${'Thu 2026-12-31 23:59'}
    ${'Europe/Berlin'}    | ${'2026-03-29T00:59:59Z'} | ${'Sun 2026-03-29 01:59'}
    ${'Europe/Berlin'}    | ${'2026-03-29T01:00:00Z'} | ${'Sun 2026-03-29 03:00'}
    ${'Europe/Berlin'}    | ${'2026-10-25T00:59:00Z'} | ${'Sun 2026-10-25 02:59'}
    ${'Europe/Berlin'}    | ${'2026-10-25T01:00:00Z'} | ${'Sun 2026-10-25 02:00'}
    ${'Australia/Sydney'} | ${'2026-12-31T13:30:00Z'} | ${'Fri 2027-01-01 00:30'}
    ${'Asia/Kathmandu'}   | ${'2026-01-01T00:00:00Z'} | ${'Thu 2026-01-01 05:45'}
    ${'Pacific/Apia'}     | ${'2011-12-30T09:59:00Z'} | ${'Thu 2011-12-29 23:59'}
    ${'Pacific/Apia'}     | ${'2011-12-30T10:00:00Z'} | ${'Sat 2011-12-31 00:00'}
    ${'America/New_York'} | ${'1969-07-20T20:17:40Z'} | ${'Sun 1969-07-20 16:17'}
  `('at $at in $location it is $wall', ({ location, at, wall }) => {
    expect(written(at, location)).toBe(wall);
  });

  it('follows the zone of the process for Local', () => {
    const at = new Date('2026-06-01T12:34:00Z');
    expect(wallTime(at.getTime(), 'Local').minute).toBe(at.getHours() * 60 + at.getMinutes());
  });

  it('gives the same answers in whatever order it is asked', () => {
    const asked = ['2026-03-29T00:59:00Z', '2026-03-29T01:00:00Z', '2026-03-29T00:59:30Z', '2026-10-25T01:00:00Z'];
    expect(asked.map((at) => written(at, 'Europe/Berlin').slice(-5))).toEqual(['01:59', '03:00', '01:59', '02:00']);
  });
});

describe('checkLocation', () => {
  it.each(['', 'UTC', 'Local', 'Europe/Berlin', 'Europe/Kyiv', 'US/Pacific', 'EST5EDT', 'EST', 'Etc/GMT+5', 'NZ-CHAT'])(
    'accepts %j',
    (name) => {
      expect(() => checkLocation(name)).not.toThrow();
    },
  );

  it.each([
    'Mars/Olympus',
    'europe/berlin',
    'Europe/berlin',
    'utc',
    'US/PACIFIC',
    'PST',
    '+01:00',
    'a\\b',
    'UTC+1',
    ' ',
  ])('refuses %j', (name) => {
    expect(() => checkLocation(name)).toThrow(new Error(`unknown time zone ${name}`));
  });

  it.each(['/etc/passwd', '../UTC', 'Europe/..', '\\UTC'])('refuses the path %j', (name) => {
    expect(() => checkLocation(name)).toThrow(new Error('time: invalid location name'));
  });
});
