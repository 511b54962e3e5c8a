import { parseListenAddress, printAddress } from './listen-address.js';

describe('a listen address', () => {
  it.each`
    text                | host           | port
    ${':9093'}          | ${undefined}   | ${9093}
    ${'127.0.0.1:0'}    | ${'127.0.0.1'} | ${0}
    ${'[::1]:9093'}     | ${'::1'}       | ${9093}
    ${'localhost:9093'} | ${'localhost'} | ${9093}
  `('$text is read', ({ text, host, port }) => {
    expect(parseListenAddress(text)).toEqual({ host, port });
  });

  it.each(['9093', 'localhost', 'localhost:http', ':99999'])('%s is refused', (text) => {
    expect(() => parseListenAddress(text)).toThrow('expected host:port or :port');
  });

  it('is refused where it is a socket of a virtual machine, with what to do instead', () => {
    expect(() => parseListenAddress('vsock://:9099')).toThrow(
      '--web.listen-address "vsock://:9099": Node.js cannot open vsock sockets; listen on 127.0.0.1:9099, and forward to it: socat VSOCK-LISTEN:9099,fork TCP:127.0.0.1:9099',
    );
  });

  it('is shown with brackets where it has colons', () => {
    expect(printAddress({ address: '::', port: 9093 })).toBe('[::]:9093');
    expect(printAddress({ address: '127.0.0.1', port: 1 })).toBe('127.0.0.1:1');
  });
});
