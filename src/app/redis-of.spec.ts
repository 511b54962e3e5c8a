import { parseTocsinConfig } from '../config/tocsin-config.js';
import { redisOf } from './redis-of.js';

const NONE = parseTocsinConfig('', 'tocsin.yml', {});
const FILE = parseTocsinConfig("storage: {redis: {url: 'redis://of-file', key_prefix: mine}}", 'tocsin.yml', {});

describe('redisOf', () => {
  it.each`
    flag                 | variable                 | file    | url                      | prefix
    ${''}                | ${''}                    | ${FILE} | ${'redis://of-file'}     | ${'mine'}
    ${''}                | ${'redis://of-variable'} | ${FILE} | ${'redis://of-variable'} | ${'mine'}
    ${'redis://of-flag'} | ${'redis://of-variable'} | ${FILE} | ${'redis://of-flag'}     | ${'mine'}
    ${'redis://of-flag'} | ${''}                    | ${NONE} | ${'redis://of-flag'}     | ${'tocsin'}
  `('takes $url', ({ flag, variable, file, url, prefix }) => {
    const redis = redisOf({ redisUrl: flag }, { TOCSIN_REDIS_URL: variable }, file);
    expect([redis?.url?.reveal(), redis?.keyPrefix]).toEqual([url, prefix]);
  });

  it('is none where nobody names one', () => {
    expect(redisOf({ redisUrl: '' }, {}, NONE)).toBeUndefined();
  });

  it('takes the place of a file that holds the URL', () => {
    const file = parseTocsinConfig('storage: {redis: {url_file: /run/secrets/redis}}', 'tocsin.yml', {});
    expect(redisOf({ redisUrl: 'redis://of-flag' }, {}, file)?.urlFile).toBe('');
  });

  it.each([
    ['--redis.url', { redisUrl: 'http://user:hunter2@host' }, {}],
    ['TOCSIN_REDIS_URL', { redisUrl: '' }, { TOCSIN_REDIS_URL: 'http://user:hunter2@host' }],
  ])('says that %s is wrong, without what may be a password', (name, flags, environment) => {
    const read = () => redisOf(flags, environment, NONE);
    expect(read).toThrow(`${name}: URL of Redis: has to look like redis://host:6379/0`);
    expect(read).not.toThrow(/hunter2/);
  });
});
