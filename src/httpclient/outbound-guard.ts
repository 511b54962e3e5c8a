import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Which addresses may be dialled, as CIDR blocks. */
export interface OutboundRules {
  /** Only these, where there are any. */
  readonly allow: readonly string[];
  /** Never these, also where they are allowed. */
  readonly deny: readonly string[];
}

/**
 * Keeps notifications away from addresses that they must not reach, such as a cloud's metadata service. It looks at the
 * address that is dialled, after the name was looked up: neither a redirect nor a changing answer of a name server gets
 * round it. Through a proxy, the address is the proxy's.
 */
export class OutboundGuard {
  readonly #allow: BlockList | undefined;
  readonly #deny: BlockList;

  /** @throws {Error} that names the block that is none */
  constructor(
    { allow, deny }: OutboundRules,
    private readonly onRefused: () => void = () => {},
  ) {
    this.#allow = allow.length === 0 ? undefined : blocks(allow);
    this.#deny = blocks(deny);
  }

  /** For `net.connect`: looks a name up, and answers with the addresses that may be dialled. */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    const asked: LookupOptions & { all: true } = { ...options, all: true };
    lookup(hostname, asked, (error, found) => {
      if (error !== null) return callback(error, '', 0);
      const allowed = found.filter(({ address }) => this.#isAllowed(address));
      const [first] = allowed;
      if (first === undefined) return callback(this.#refusal(hostname, found), '', 0);
      // Node asks for all of them where it may try one after the other.
      if (options.all === true) return callback(null, allowed as never);
      return callback(null, first.address, first.family);
    });
  };

  /** For hosts that are written as addresses, which nobody looks up. @throws {Error} */
  check(host: string): void {
    const address = host.replace(/^\[(.*)\]$/, '$1');
    if (isIP(address) !== 0 && !this.#isAllowed(address)) throw this.#refusal(host, [{ address, family: 0 }]);
  }

  /** The address to dial for a host. @throws {Error} when none may be dialled */
  async resolve(host: string): Promise<string> {
    this.check(host);
    if (isIP(host) !== 0) return host;
    return new Promise((resolve, reject) =>
      this.lookup(host, {}, (error, address) => {
        if (error === null) resolve(String(address));
        else reject(error);
      }),
    );
  }

  #isAllowed(address: string): boolean {
    const plain = withoutMapping(address);
    const family = isIP(plain) === 6 ? 'ipv6' : 'ipv4';
    if (this.#deny.check(plain, family)) return false;
    return this.#allow === undefined || this.#allow.check(plain, family);
  }

  #refusal(host: string, addresses: readonly LookupAddress[]): Error {
    this.onRefused();
    const shown = addresses.map(({ address }) => address).join(', ');
    const what = shown === host ? host : `${host} (${shown})`;
    return new OutboundRefusedError(`${what} must not be reached: outbound in tocsin.yml`);
  }
}

class OutboundRefusedError extends Error {}

/** Whether a request was kept from an address: trying again changes nothing. */
export function isRefused(error: unknown): boolean {
  if (error instanceof OutboundRefusedError) return true;
  return error instanceof Error && error.cause !== undefined && isRefused(error.cause);
}

/** @throws {Error} that names the block that is none */
export function checkBlock(block: string): void {
  const [address = '', prefix, ...rest] = block.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  const length = prefix === undefined ? bits : /^\d+$/.test(prefix) ? Number(prefix) : -1;
  if (bits < 0 || rest.length > 0 || length < 0 || length > bits) {
    throw new Error(`${JSON.stringify(block)} is no block of addresses; write 10.0.0.0/8, 192.0.2.1 or fd00::/8`);
  }
}

function blocks(list: readonly string[]): BlockList {
  const result = new BlockList();
  for (const block of list) {
    checkBlock(block);
    const [address = '', prefix] = block.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) result.addAddress(address, family);
    else result.addSubnet(address, Number(prefix), family);
  }
  return result;
}

/** `::ffff:10.0.0.1` and `::ffff:a00:1` are 10.0.0.1. */
function withoutMapping(address: string): string {
  if (isIP(address) !== 6) return address;
  const canonical = new URL(`http://[${address.replace(/%.*$/, '')}]/`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical) ?? [];
  if (high === undefined || low === undefined) return canonical;
  const bits = Number.parseInt(high, 16) * 65_536 + Number.parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.');
}
