import { BlockList, isIP } from 'node:net';

type Family = 'ipv4' | 'ipv6';
const familyOf = (address: string): Family | undefined =>
  ({ 4: 'ipv4' as const, 6: 'ipv6' as const })[isIP(address)];

export function blockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = familyOf(address);
    if (family === undefined) throw new RangeError(`no network: ${network}`);
    list.addSubnet(address, bits === undefined ? (family === 'ipv4' ? 32 : 128) : Number(bits), family);
  }
  return list;
}

/** Where no webhook ever goes, whatever is configured: this link, what clouds tell their machines, nobody. */
const NEVER = blockList([
  ...['0.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4', '::/128', 'fe80::/10', 'ff00::/8'],
  ...['100.100.100.200', '168.63.129.16', '192.0.0.192', 'fd00:ec2::254', 'fd20:ce::254'],
]);
/** What is not of the public Internet (RFC 6890), and what stands for an IPv4 address that it hides. */
const NOT_PUBLIC = blockList([
  ...['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '172.16.0.0/12', '192.0.0.0/24', '192.168.0.0/16'],
  ...['192.0.2.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['::1/128', 'fc00::/7', '2001::/23', '2001:db8::/32', '2002::/16', '64:ff9b::/96', '64:ff9b:1::/48'],
]);

/** Which addresses webhooks may go to: public ones by https, and those of the networks that are configured. */
export class WebhookNetworks {
  readonly #trusted: BlockList;
  readonly #trustsAny: boolean;

  constructor(trusted: readonly string[]) {
    this.#trusted = blockList(trusted);
    this.#trustsAny = trusted.length > 0;
  }

  allows(address: string, protocol: string): boolean {
    const family = familyOf(address);
    if (family === undefined || NEVER.check(address, family)) return false;
    if (this.#trusted.check(address, family)) return true;
    return protocol === 'https:' && !NOT_PUBLIC.check(address, family);
  }

  /** What can be said of an address before its name is looked up; the name is, each time that something is sent. */
  mayBe(url: URL): boolean {
    const host = hostOf(url);
    if (isIP(host) !== 0) return this.allows(host, url.protocol);
    return url.protocol === 'https:' || this.#trustsAny;
  }
}

/** Without the brackets of an IPv6 address. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(?<inner>.*)\]$/u, '$<inner>');
