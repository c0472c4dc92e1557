import { isIPv6 } from 'node:net';

const GROUPS = 8;
const MAPPED = /^::ffff:(?<v4>\d+\.\d+\.\d+\.\d+)$/iu;

/**
 * The network that an address stands for when attempts are counted: an IPv4 address itself, but the /64 of an
 * IPv6 one, because its owner may use any address in it.
 */
export function networkOf(address: string): string {
  const v4 = MAPPED.exec(address)?.groups?.v4;
  if (v4 !== undefined) return v4;
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return address;
  const [head = '', tail = ''] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const missing = plain.includes('::') ? GROUPS - left.length - right.length : 0;
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
