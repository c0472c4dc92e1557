import { CONFIG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import type { SupervisionConfig } from '../supervision.config.js';
import { type Attempt, failed } from './attempt.js';
import type { MailText } from './mail-text.js';

const CONNECT_MS = 10_000;
const SILENCE_MS = 10_000;
const MAIL_MS = 60_000;

export interface Mail extends MailText {
  readonly to: string;
  readonly messageId: string;
  /** The mails that it answers, oldest first. */
  readonly thread: readonly string[];
}

/** Hands mails to the SMTP server that is configured. */
@Injectable()
export class MailClient {
  readonly #transport: ReturnType<typeof transportTo> | undefined;
  readonly #from: { readonly name: string; readonly address: string };

  constructor(@Inject(CONFIG) { SMTP_URL, MAIL_FROM }: Pick<SupervisionConfig, 'SMTP_URL' | 'MAIL_FROM'>) {
    this.#transport = SMTP_URL === undefined ? undefined : transportTo(new URL(SMTP_URL));
    this.#from = MAIL_FROM ?? { name: 'Encaisse', address: 'encaisse@localhost' };
  }

  get isConfigured(): boolean {
    return this.#transport !== undefined;
  }

  async send({ to, messageId, thread, subject, text, html }: Mail, stop: AbortSignal): Promise<Attempt> {
    if (!this.#transport) return failed('no SMTP_URL is configured', true);
    const references = thread.map((id) => this.#idOf(id));
    const inReplyTo = references.at(-1);
    try {
      await this.#transport.sendMail({
        from: this.#from,
        to: { name: '', address: to },
        messageId: this.#idOf(messageId),
        ...(inReplyTo === undefined ? {} : { inReplyTo, references }),
        subject,
        text,
        html,
        headers: { 'Encaisse-Delivery': messageId, 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
        signal: AbortSignal.any([stop, AbortSignal.timeout(MAIL_MS)]),
      });
      return { outcome: 'DELIVERED' };
    } catch (error) {
      stop.throwIfAborted();
      return failureOf(error);
    }
  }

  #idOf(id: string): string {
    return `<${id}@${this.#from.address.split('@')[1]}>`;
  }
}

/** A password is given over TLS only: whoever sits on the line must not be able to take STARTTLS away. */
const transportTo = ({ protocol, hostname, port, username, password }: URL) =>
  createTransport({
    host: hostname.replace(/^\[(?<inner>.*)\]$/u, '$<inner>'),
    secure: protocol === 'smtps:',
    port: port === '' ? (protocol === 'smtps:' ? 465 : 587) : Number(port),
    requireTLS: username !== '',
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    dnsTimeout: CONNECT_MS,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
  });

/** Before the server was given the mail, it cannot have taken it. */
const BEFORE = new Set(['EDNS', 'EAUTH', 'ETLS', 'EREQUIRETLS', 'EENVELOPE', 'ECONFIG', 'ECONNREFUSED']);

function failureOf(error: unknown): Attempt {
  const { code, message, responseCode, syscall } = error as NodeJS.ErrnoException & { responseCode?: number };
  const unsent = responseCode !== undefined || BEFORE.has(code ?? '') || syscall === 'connect';
  return failed(message, unsent);
}
