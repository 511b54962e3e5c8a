/** Where a server listens. Without a host: on every address of the machine. */
export interface ListenAddress {
  readonly host: string | undefined;
  readonly port: number;
}

/**
 * Reads `host:port`, `:port` or `[::1]:port`.
 *
 * @throws {Error} when it is none of them, or an address of a virtual machine's socket, which Node.js cannot open
 */
export function parseListenAddress(text: string): ListenAddress {
  if (text.startsWith('vsock://')) throw new Error(refusal(text, vsockRemedy(text)));
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(text) ?? [];
  if (port === '' || Number(port) > 65_535) throw new Error(refusal(text, 'expected host:port or :port'));
  const plain = host.replace(/^\[(.*)\]$/, '$1');
  return { host: plain === '' ? undefined : plain, port: Number(port) };
}

/** As the log and the status show it. */
export function printAddress({ address, port }: { readonly address: string; readonly port: number }): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function refusal(text: string, reason: string): string {
  return `--web.listen-address ${JSON.stringify(text)}: ${reason}`;
}

function vsockRemedy(text: string): string {
  const port = /:(\d+)$/.exec(text)?.[1] ?? '9093';
  return `Node.js cannot open vsock sockets; listen on 127.0.0.1:${port}, and forward to it: socat VSOCK-LISTEN:${port},fork TCP:127.0.0.1:${port}`;
}
