import { externalUrl, routePrefix } from './external-url.js';

describe('externalUrl', () => {
  it.each`
    given                        | url                        | path
    ${''}                        | ${'http://node-1:9093'}    | ${''}
    ${'http://a.example'}        | ${'http://a.example'}      | ${''}
    ${'https://a.example/x/y//'} | ${'https://a.example/x/y'} | ${'/x/y'}
    ${'HTTP://A.example:80/'}    | ${'http://A.example:80'}   | ${''}
  `('makes $url of "$given"', ({ given, url, path }) => {
    expect(externalUrl(given, 'node-1', 9093)).toEqual({ url, path });
  });

  it.each`
    given               | complaint
    ${'ftp://a'}        | ${'"ftp://a": invalid "ftp" scheme, only \'http\' and \'https\' are supported'}
    ${'a.example/path'} | ${'"a.example/path": invalid "" scheme, only \'http\' and \'https\' are supported'}
    ${'http://'}        | ${'"http://": not a valid URL, expected http://host:port/path'}
    ${'http://a b/'}    | ${'"http://a b/": not a valid URL, expected http://host:port/path'}
  `('refuses "$given"', ({ given, complaint }) => {
    expect(() => externalUrl(given, 'node-1', 9093)).toThrow(complaint);
  });
});

describe('routePrefix', () => {
  it.each`
    given      | external           | prefix
    ${''}      | ${'http://a/'}     | ${'/'}
    ${''}      | ${'http://a/x/y/'} | ${'/x/y'}
    ${'/'}     | ${'http://a/x'}    | ${'/'}
    ${'p/q//'} | ${'http://a/x'}    | ${'/p/q'}
  `('is $prefix for "$given" and $external', ({ given, external, prefix }) => {
    expect(routePrefix(given, externalUrl(external, '', 0))).toBe(prefix);
  });
});
