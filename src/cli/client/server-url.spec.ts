import { readServerUrl } from './server-url.js';

describe('readServerUrl', () => {
  it.each`
    text                         | scheme         | host                | path
    ${'http://am:9093'}          | ${'http'}      | ${'am:9093'}        | ${''}
    ${'HTTPS://am/a//b/../c/'}   | ${'https'}     | ${'am'}             | ${'/a/c'}
    ${'http://[::1]:9093/x?y#z'} | ${'http'}      | ${'[::1]:9093'}     | ${'/x'}
    ${''}                        | ${'http'}      | ${'localhost:9093'} | ${''}
    ${'http://'}                 | ${'http'}      | ${'localhost:9093'} | ${''}
    ${'//am:1/x'}                | ${'http'}      | ${'am:1'}           | ${'/x'}
    ${'am/x'}                    | ${'http'}      | ${'localhost:9093'} | ${'/am/x'}
    ${'localhost:9093'}          | ${'localhost'} | ${'localhost:9093'} | ${''}
  `('reads "$text"', ({ text, scheme, host, path }) => {
    expect(readServerUrl(text)).toEqual({ scheme, host, path, user: undefined });
  });

  it('takes user and password out of the URL', () => {
    expect(readServerUrl('http://an%40a:p:w@am').user).toEqual({ name: 'an@a', password: 'p:w' });
    expect(readServerUrl('http://ana@am').user).toEqual({ name: 'ana', password: '' });
  });

  it.each`
    text                | reason
    ${'127.0.0.1:9093'} | ${'first path segment in URL cannot contain colon'}
    ${':9093'}          | ${'missing protocol scheme'}
    ${'http://am:x/'}   | ${'invalid port ":x" after host'}
    ${'http://a m/'}    | ${'invalid character " " in host name'}
    ${'http://[::1/'}   | ${"missing ']' in host"}
    ${'http://am/%zz'}  | ${'invalid URL escape "%zz"'}
    ${'http://am/\n'}   | ${'net/url: invalid control character in URL'}
  `('refuses "$text"', ({ text, reason }) => {
    expect(() => readServerUrl(text)).toThrow(`invalid URL: parse ${JSON.stringify(text)}: ${reason}`);
  });
});
