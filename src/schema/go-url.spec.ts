import { parseGoUrl } from './go-url.js';

describe('parseGoUrl', () => {
  it.each`
    text                             | scheme      | host
    ${'http://a.example/x?q=%zz#f'}  | ${'http'}   | ${'a.example'}
    ${'HTTPS://user:p%40ss@a:8443/'} | ${'https'}  | ${'a:8443'}
    ${'http://a:'}                   | ${'http'}   | ${'a:'}
    ${'http://[::1]:9093/'}          | ${'http'}   | ${'[::1]:9093'}
    ${'http://[fe80::1%25eth0]/'}    | ${'http'}   | ${'[fe80::1%25eth0]'}
    ${'http://täst.example/ü'}       | ${'http'}   | ${'täst.example'}
    ${'http://a_b."c"/'}             | ${'http'}   | ${'a_b."c"'}
    ${'http:a.example'}              | ${'http'}   | ${''}
    ${'http:///x'}                   | ${'http'}   | ${''}
    ${'mailto:x@y'}                  | ${'mailto'} | ${''}
    ${'/path/only'}                  | ${''}       | ${''}
    ${'//host/path'}                 | ${''}       | ${'host'}
    ${''}                            | ${''}       | ${''}
  `('splits $text', ({ text, scheme, host }) => {
    expect(parseGoUrl(text)).toEqual({ scheme, host });
  });

  it.each`
    text                 | message
    ${':foo'}            | ${'missing protocol scheme'}
    ${'1.2.3.4:80/x'}    | ${'first path segment in URL cannot contain colon'}
    ${'http://a b/'}     | ${'invalid character " " in host name'}
    ${'http://a:80x/'}   | ${'invalid port ":80x" after host'}
    ${'http://[::1/'}    | ${"missing ']' in host"}
    ${'http://[::1]x/'}  | ${'invalid port "x" after host'}
    ${'http://a%20b/'}   | ${'invalid URL escape "%20"'}
    ${'http://a/%zz'}    | ${'invalid URL escape "%zz"'}
    ${'http://a/#%z'}    | ${'invalid URL escape "%z"'}
    ${'http://a/\u0001'} | ${'net/url: invalid control character in URL'}
    ${'http://u ser@a/'} | ${'net/url: invalid userinfo'}
  `("refuses $text in Go's words", ({ text, message }) => {
    expect(() => parseGoUrl(text)).toThrow(message);
  });
});
