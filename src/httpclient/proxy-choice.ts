import { BlockList, isIP } from 'node:net';
import type { HttpConfig } from './http-config.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** The proxy for a request; undefined for none. */
export function proxyFor(target: URL, config: HttpConfig, environment: Environment): string | undefined {
  if (config.proxyFromEnvironment) {
    const fromEnvironment = (name: string) => environment[name.toUpperCase()] || environment[name.toLowerCase()];
    const proxy = fromEnvironment(target.protocol === 'https:' ? 'https_proxy' : 'http_proxy');
    return proxy === undefined || isExempt(target, fromEnvironment('no_proxy') ?? '') ? undefined : proxy;
  }
  if (config.proxyUrl === undefined) return undefined;
  // Without no_proxy there are no exceptions, not even for this machine (prometheus/common).
  return config.noProxy !== '' && isExempt(target, config.noProxy) ? undefined : config.proxyUrl.reveal();
}

/** Go's rule (golang.org/x/net/http/httpproxy): names with their subdomains, addresses, ranges, ports; `*` for all. */
function isExempt(target: URL, noProxy: string): boolean {
  const host = target.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  if (host === 'localhost' || host === '::1' || host.startsWith('127.')) return true;
  return noProxy
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '')
    .some((entry) => entry === '*' || isCovered(host, port, entry));
}

function isCovered(host: string, port: string, entry: string): boolean {
  const [range, bits] = entry.split('/');
  if (bits !== undefined) return isInRange(host, range ?? '', Number(bits));
  const [, name = entry, entryPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (entryPort !== undefined && isIP(entry) === 0 && entryPort !== port) return false;
  const plain = isIP(entry) !== 0 ? entry : name.replace(/^\*?\./, '');
  if (isIP(plain) !== 0) return host === plain;
  const isSubdomain = host.endsWith(`.${plain}`);
  return name.startsWith('.') ? isSubdomain : host === plain || isSubdomain;
}

function isInRange(host: string, range: string, bits: number): boolean {
  const kind = isIP(range);
  if (kind === 0 || isIP(host) !== kind || !Number.isInteger(bits)) return false;
  const type = kind === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(range, bits, type);
  return list.check(host, type);
}
