import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AlertNotice, alertNotice } from '@encaisse/contracts';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface TakenHook {
  readonly path: string;
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly notice: AlertNotice;
}

/** A real HTTP server that webhooks go to. It answers as it is told, or not at all. */
export class HookReceiver {
  readonly taken: TakenHook[] = [];
  /** A status, or what to do with the answer. */
  answer: (hook: TakenHook, response: ServerResponse) => number | undefined = () => 204;

  private constructor(
    readonly url: string,
    readonly close: () => Promise<void>,
  ) {}

  static async open(): Promise<HookReceiver> {
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const { headers, url: path = '' } = request;
      const id = String(headers['webhook-id']);
      const hook = { path, id, headers, body, notice: alertNotice.parse(JSON.parse(body)) };
      receiver.taken.push(hook);
      const status = receiver.answer(hook, response);
      if (status !== undefined) response.writeHead(status).end('what nobody reads');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const close = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
    const receiver = new HookReceiver(`http://127.0.0.1:${port}`, close);
    return receiver;
  }
}

export interface TakenMail {
  readonly to: readonly string[];
  readonly from: string;
  /** As it came. */
  readonly raw: string;
  readonly header: (name: string) => string | undefined;
}

/** A real SMTP server. `refusal` is what it says to the next mails instead of taking them. */
export class MailReceiver {
  readonly taken: TakenMail[] = [];
  refusal: string | undefined;
  /** It keeps the mail, and says nothing. */
  hangs = false;
  readonly logins: string[] = [];

  private constructor(
    readonly port: number,
    readonly close: () => Promise<void>,
  ) {}

  static async open(options: SMTPServerOptions = {}): Promise<MailReceiver> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      closeTimeout: 200,
      logger: false,
      onAuth: ({ username = '' }, _session, callback) => {
        receiver.logins.push(username);
        callback(null, { user: username });
      },
      onData: (stream, session, callback) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          if (receiver.refusal !== undefined) {
            callback(Object.assign(new Error(receiver.refusal), { responseCode: 451 }));
            return;
          }
          const { rcptTo, mailFrom } = session.envelope;
          const from = mailFrom === false ? '' : mailFrom.address;
          receiver.taken.push(mailOf({ to: rcptTo.map(({ address }) => address), from, chunks }));
          if (!receiver.hangs) callback();
        });
      },
      ...options,
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    const receiver = new MailReceiver(port, () => new Promise((resolve) => server.close(resolve)));
    return receiver;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }
}

function mailOf({
  to,
  from,
  chunks,
}: {
  readonly to: readonly string[];
  readonly from: string;
  readonly chunks: readonly Buffer[];
}): TakenMail {
  const raw = Buffer.concat(chunks).toString('utf8');
  const [head = ''] = raw.split('\r\n\r\n', 1);
  const lines = head.replace(/\r\n[ \t]+/gu, ' ').split('\r\n');
  const headers = new Map(
    lines.map((line): [string, string] => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      decoded(line.slice(line.indexOf(':') + 1).trim()),
    ]),
  );
  return { to, from, raw, header: (name) => headers.get(name.toLowerCase()) };
}

/** Encoded words of RFC 2047, read by other code than what has written them. */
const decoded = (value: string): string =>
  value
    .replace(/\?=\s+=\?/gu, '?==?')
    .replace(/=\?utf-8\?(?<way>[bq])\?(?<text>[^?]*)\?=/giu, (_word, way: string, text: string) =>
      way.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString('latin1') : quoted(text),
    )
    .replace(/[\u0080-\u00ff]+/gu, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));
const quoted = (text: string): string =>
  text
    .replaceAll('_', ' ')
    .replace(/=(?<hex>[0-9A-F]{2})/giu, (_code, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );

/** The parts of a mail, by type, read as people see them. */
export function partsOf({ raw }: TakenMail): Readonly<Record<string, string>> {
  const boundary = /boundary="(?<boundary>[^"]+)"/u.exec(raw)?.groups?.boundary ?? '';
  return Object.fromEntries(
    raw
      .split(`--${boundary}`)
      .slice(1, -1)
      .map((part) => {
        const [head = '', ...body] = part.trimStart().split('\r\n\r\n');
        const type = /content-type: (?<type>[\w/]+)/iu.exec(head)?.groups?.type ?? '';
        const text = body.join('\r\n\r\n').replaceAll('\r\n', '\n');
        const way = /content-transfer-encoding: (?<way>\S+)/iu.exec(head)?.groups?.way;
        if (way === 'base64') return [type, Buffer.from(text, 'base64').toString('utf8')];
        const bytes = quoted(text.replace(/=\n/gu, '').replaceAll('_', '=5F'));
        return [type, way === 'quoted-printable' ? Buffer.from(bytes, 'latin1').toString('utf8') : text];
      }),
  );
}
