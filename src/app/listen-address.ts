/** Where a server listens. Without a host: on every address of the machine. */
export interface ListenAddress {
  readonly host: string | undefined;
  readonly port: number;
}

/**
 * Reads `host:port`, `:port` or `[::1]:port`.
 *
 * @throws {Error} when it is none of them
 */
export function parseListenAddress(text: string): ListenAddress {
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(text) ?? [];
  if (port === '' || Number(port) > 65_535) {
    throw new Error(`--web.listen-address ${JSON.stringify(text)}: expected host:port or :port`);
  }
  const plain = host.replace(/^\[(.*)\]$/, '$1');
  return { host: plain === '' ? undefined : plain, port: Number(port) };
}

/** As the log and the status show it. */
export function printAddress({ address, port }: { readonly address: string; readonly port: number }): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
