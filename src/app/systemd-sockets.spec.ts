import { systemdSockets } from './systemd-sockets.js';

describe('the sockets of systemd', () => {
  it('begin at descriptor 3, and are not told of to anybody else', () => {
    const environment = { LISTEN_PID: '7', LISTEN_FDS: '2', LISTEN_FDNAMES: 'a:b', PATH: '/bin' };
    expect(systemdSockets(environment, 7)).toEqual([3, 4]);
    expect(environment).toEqual({ PATH: '/bin' });
  });

  it.each`
    listenPid    | listenFds
    ${'8'}       | ${'1'}
    ${'7'}       | ${'0'}
    ${'7'}       | ${'x'}
    ${'7'}       | ${'-1'}
    ${undefined} | ${'1'}
    ${'7'}       | ${undefined}
  `('are none for process $listenPid and $listenFds descriptors', ({ listenPid, listenFds }) => {
    expect(() => systemdSockets({ LISTEN_PID: listenPid, LISTEN_FDS: listenFds }, 7)).toThrow(
      'no socket activation file descriptors found',
    );
  });
});
