/** The first descriptor that systemd hands over. */
const FIRST = 3;

const VARIABLES = ['LISTEN_PID', 'LISTEN_FDS', 'LISTEN_FDNAMES'] as const;

/**
 * The descriptors of the sockets that systemd hands to this process (sd_listen_fds(3)). The variables that tell of them
 * are removed: they are not for the processes that this one may start.
 *
 * @throws {Error} when there are none
 */
export function systemdSockets(environment: NodeJS.ProcessEnv, pid: number): readonly number[] {
  const { LISTEN_PID: listenPid, LISTEN_FDS: listenFds = '' } = environment;
  for (const name of VARIABLES) delete environment[name];
  const count = listenPid === String(pid) && /^\d{1,4}$/.test(listenFds) ? Number(listenFds) : 0;
  if (count === 0) throw new Error('alertmanager/app: no socket activation file descriptors found');
  return Array.from({ length: count }, (_, at) => FIRST + at);
}
