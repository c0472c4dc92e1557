import { DeviceLink } from './device-link.js';
import { EscPosPrinter } from './esc-pos-printer.js';
import type { Printer } from './printer.js';
import type { PrinterLink } from './printer-link.js';
import { TcpLink } from './tcp-link.js';

const RAW_PORT = 9100;
const ANSWER_MS = 3_000;

export interface PrinterSettings {
  /** `tcp://host[:9100]` or `file:///dev/usb/lp0`. */
  readonly url: string;
  readonly monitored: boolean;
  readonly printMs: number;
}

/** The printer behind a URL; it is connected to when first asked. */
export function connectPrinter({ url, monitored, printMs }: PrinterSettings): Printer {
  return new EscPosPrinter(linkTo(new URL(url), monitored), { monitored, answerMs: ANSWER_MS, printMs });
}

function linkTo(url: URL, monitored: boolean): PrinterLink {
  switch (url.protocol) {
    case 'tcp:':
      return new TcpLink(url.hostname, url.port === '' ? RAW_PORT : Number(url.port));
    case 'file:':
      return new DeviceLink(decodeURIComponent(url.pathname), { listens: monitored });
    default:
      throw new Error(`a printer is at tcp: or file:, not ${url.protocol}`);
  }
}
