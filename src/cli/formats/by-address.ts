import { isIPv4, isIPv6 } from 'node:net';

/** Peers by the bytes of their IP address, then by port as a number. Names come before addresses (amtool). */
export function byAddress<P extends { readonly address: string | null }>(peers: readonly P[]): readonly P[] {
  return peers.toSorted((a, b) => {
    const [hostA, portA] = split(a.address ?? '');
    const [hostB, portB] = split(b.address ?? '');
    if (hostA === hostB) return Number(portA) - Number(portB);
    return Buffer.compare(bytesOf(hostA), bytesOf(hostB));
  });
}

function split(address: string): [host: string, port: string] {
  const [, bracketed, plain = '', port = '0'] = /^(?:\[([^\]]*)\]|([^:]*)):(\d+)$/.exec(address) ?? [];
  return [bracketed ?? plain, port];
}

/** Sixteen bytes, an IPv4 address in its mapped form; none for a name. */
function bytesOf(host: string): Buffer {
  if (isIPv4(host)) return Buffer.from([...new Array<number>(10).fill(0), 255, 255, ...host.split('.').map(Number)]);
  if (!isIPv6(host)) return Buffer.alloc(0);
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(host);
  const hex = (high = '0', low = '0') => ((Number(high) << 8) | Number(low)).toString(16);
  const plain = dotted === null ? host : `${dotted[1]}${hex(dotted[2], dotted[3])}:${hex(dotted[4], dotted[5])}`;
  const [start = '', end] = plain.replace(/%.*$/, '').split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const left = groups(start);
  const right = groups(end ?? '');
  const middle = new Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const words = end === undefined ? left : [...left, ...middle, ...right];
  return Buffer.from(words.map((word) => word.padStart(4, '0')).join(''), 'hex');
}
