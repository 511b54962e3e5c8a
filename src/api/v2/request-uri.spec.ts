import { describe, expect, it } from '@jest/globals';
import { isRequestUri } from './request-uri.js';

describe('isRequestUri', () => {
  it.each([
    ['http://prometheus:9090/graph?g0.expr=up%7B%7D&g0.tab=1', true],
    ['http://prometheus', true],
    ['https://user:secret@host:8080/x', true],
    ['http://[::1]:9090/', true],
    ['http://münchen.example/ä', true],
    ['/relative/to/the/host', true],
    ['mailto:ops@example.org', true],
    ['http:///no-host', true],
    ['*', true],
    ['relative', false],
    ['', false],
    ['not a uri%%', false],
    ['://x', false],
    ['http://host/%zz', false],
    ['http://host:port/', false],
    ['http://ho st/', false],
    ['http://host%41/', false],
    ['http://[::1/', false],
    ['http://host/\u0007', false],
    ['http://host/with a blank', true],
  ])('%j: %s', (uri, expected) => {
    expect(isRequestUri(uri)).toBe(expected);
  });
});
