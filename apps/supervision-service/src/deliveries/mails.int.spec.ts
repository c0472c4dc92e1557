import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { alertDeliveryCommands } from '@encaisse/contracts';
import { DeliveryDesk } from '../../spec/delivery-desk.js';
import { HeadOfficeHouse, value } from '../../spec/head-office-house.js';
import { MailReceiver, partsOf } from '../../spec/receivers.js';
import { DeliveryRepository } from './delivery.repository.js';

let house: HeadOfficeHouse;
let mails: MailReceiver;
let desk: DeliveryDesk;
beforeAll(async () => {
  mails = await MailReceiver.open();
  house = await HeadOfficeHouse.open('mails', {
    SMTP_URL: mails.url,
    MAIL_FROM: 'Encaisse <alertes@chaine.example>',
    PUBLIC_URL: 'https://encaisse.chaine.example',
  });
});
afterAll(async () => {
  await house?.close();
  await mails?.close();
});
/** Each test has an address of its own: what else waits for one goes with the same mail. */
let NADIA: string;
beforeEach(async () => {
  NADIA = `nadia.${randomUUID()}@chaine.example`;
  mails.taken.length = 0;
  mails.refusal = undefined;
  mails.hangs = false;
  desk = await DeliveryDesk.open(house);
});

afterEach(() => desk?.leave());

const subscribe = (addresses: string[] = [NADIA], wanted = {}) =>
  desk.subscribe({ channel: 'MAIL', addresses }, wanted);
const sent = () => mails.taken.filter(({ to }) => to.includes(NADIA));
const subjects = () => sent().map((mail) => mail.header('subject'));
const ids = () => sent().map((mail) => mail.header('message-id'));

describe('a mail', () => {
  it('says in French what is raised, acknowledged and closed, in one thread', async () => {
    await subscribe();
    await desk.raise();
    await desk.send();
    const { alertId } = await desk.alerts.alert('OPEN_TOO_LONG');
    value(await desk.alerts.acknowledge(alertId, 'karim@chaine.example', 'J’appelle <le magasin> & Lyon'));
    await desk.send();
    await desk.close();
    await desk.send();
    const headline = 'CAISSE 01 ouverte depuis plus de 19\u202fh';
    expect(subjects()).toEqual([
      expect.stringContaining(`Encaisse · Lyon · ${headline}`),
      expect.stringContaining(`Encaisse · Lyon · pris en charge\u202f: ${headline}`),
      expect.stringContaining(`Encaisse · Lyon · clos\u202f: ${headline}`),
    ]);
    const [raised, acknowledged, closed] = sent();
    if (!raised || !acknowledged || !closed) throw new Error('too few');
    expect(raised).toMatchObject({ to: [NADIA], from: 'alertes@chaine.example' });
    expect(raised.header('from')).toBe('Encaisse <alertes@chaine.example>');
    expect(raised.header('auto-submitted')).toBe('auto-generated');
    expect(raised.header('in-reply-to')).toBeUndefined();
    expect(new Set(ids()).size).toBe(3);
    for (const id of ids()) expect(id).toMatch(/^<[0-9a-f-]{36}@chaine\.example>$/u);
    expect(acknowledged.header('in-reply-to')).toBe(raised.header('message-id'));
    expect(closed.header('in-reply-to')).toBe(acknowledged.header('message-id'));
    expect(closed.header('references')).toBe(ids().slice(0, 2).join(' '));

    const { 'text/plain': text = '', 'text/html': html = '' } = partsOf(acknowledged);
    expect(text).toContain(`Magasin\u202f: Lyon (S01)`);
    expect(text).toContain('Caisse\u202f: CAISSE 01');
    expect(text).toContain('J’appelle <le magasin> & Lyon');
    expect(text).toContain(`https://encaisse.chaine.example/siege/alertes/${alertId}`);
    expect(html).toContain('J’appelle &lt;le magasin&gt; &amp; Lyon');
    expect(html).not.toContain('<le magasin>');
    expect(partsOf(closed)['text/plain']).toMatch(
      /Clos le \d+ mars 2026 à \d+\u202fh\u202f\d\d, au bout de /u,
    );
  });

  it('goes to each address, and holds all that came within some seconds', async () => {
    const karim = `karim.${randomUUID()}@chaine.example`;
    await subscribe([NADIA, karim], { rule: null });
    await subscribe([NADIA]);
    await desk.raise();
    await desk.close();
    desk.alerts.stream.append({ type: 'somethingNew', at: desk.alerts.story.at() });
    await desk.alerts.look();
    await desk.send();
    const taken = mails.taken.filter(({ to: [to] }) => to === NADIA || to === karim);
    expect(taken.map(({ to }) => to).toSorted()).toEqual([[karim], [NADIA]]);
    for (const mail of taken) {
      expect(mail.header('subject')).toBe('Encaisse · Lyon · 3\u202falertes');
      const { 'text/plain': text = '' } = partsOf(mail);
      expect(text.match(/ouverte depuis/gu)).toHaveLength(1);
      expect(text).toContain('Clos');
      expect(text).toContain('1\u202fjournée à exporter');
      expect(text).toContain('1\u202fanomalie d’intégrité');
    }
    const states = (await desk.deliveries()).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['DELIVERED']));
    await desk.send();
    expect(sent()).toHaveLength(1);
  });

  it('that the server refuses is handed over again, with what has come meanwhile', async () => {
    await subscribe([NADIA], { rule: null });
    mails.refusal = '4.7.1 Plus tard';
    await desk.raise();
    for (let attempt = 0; attempt < 5; attempt += 1) await desk.send(5 * 60_000);
    const [waiting] = await desk.deliveries();
    expect(waiting).toMatchObject({
      ...{ state: 'PENDING', attempts: 5, target: NADIA },
      lastError: expect.stringContaining('451 4.7.1 Plus tard'),
    });
    mails.refusal = undefined;
    await desk.close();
    await desk.send(15 * 60_000);
    expect(subjects()).toEqual(['Encaisse · Lyon · 2\u202falertes']);
  });

  it('is the same mail when the service ends between sending and noting', async () => {
    await subscribe([NADIA], { rule: null });
    await desk.raise();
    const noting = jest.spyOn(house.app.get(DeliveryRepository), 'delivered');
    noting.mockRejectedValue(new Error('killed'));
    await expect(desk.send()).rejects.toThrow('killed');
    await house.restart();
    desk.alerts.setClock();
    await desk.close();
    await desk.send();
    const [first, second, third, ...others] = ids();
    expect(others).toEqual([]);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    expect(subjects()[1]).toBe(subjects()[0]);
  });

  it('that the server took without a word keeps its id', async () => {
    await subscribe();
    await desk.raise();
    mails.hangs = true;
    await desk.send();
    mails.hangs = false;
    expect(await desk.deliveries()).toMatchObject([{ state: 'PENDING', attempts: 1 }]);
    await desk.send(60_000);
    expect(new Set(ids()).size).toBe(1);
    expect(sent()).toHaveLength(2);
    expect(await desk.deliveries()).toMatchObject([{ state: 'DELIVERED', attempts: 2 }]);
  }, 60_000);

  it('is a test when one is asked for', async () => {
    const { subscriptionId } = await subscribe();
    const asked = { ...desk.key(), subscriptionId };
    const test = () => house.ask(alertDeliveryCommands.testAlertSubscription, asked);
    const { deliveries } = value(await test());
    expect(deliveries).toMatchObject([{ moment: 'TEST', alertId: null, target: NADIA }]);
    expect(value(await test()).deliveries).toEqual(deliveries);
    await desk.send(0);
    expect(subjects()).toEqual(['Encaisse · Lyon · essai']);
    expect(partsOf(sent()[0] ?? fail())['text/plain']).toContain('Ceci est un essai');
  });
});

describe('the SMTP server', () => {
  it('is given no password on a line that anybody may read', async () => {
    const said: string[] = [];
    const plain = createServer((socket: Socket) => {
      socket.write('220 relais\r\n');
      socket.on('data', (data) => {
        said.push(data.toString());
        socket.write(said.at(-1)?.startsWith('EHLO') ? '250-relais\r\n250 AUTH PLAIN\r\n' : '502 non\r\n');
      });
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const { port } = plain.address() as AddressInfo;
    const other = await HeadOfficeHouse.open('mails_plain', {
      SMTP_URL: `smtp://encaisse:t0ps3cret@127.0.0.1:${port}`,
      MAIL_FROM: 'alertes@chaine.example',
    });
    desk = await DeliveryDesk.open(other);
    await subscribe();
    await desk.raise();
    await desk.send();
    expect(said.join('')).not.toContain('AUTH');
    expect(await desk.deliveries()).toMatchObject([
      { state: 'PENDING', lastError: expect.not.stringContaining('t0ps3cret') },
    ]);
    await desk.leave();
    await other.close();
    await new Promise((resolve) => plain.close(resolve));
  });

  it('is given none either when it cannot prove who it is', async () => {
    const impostor = await MailReceiver.open({ disabledCommands: [] });
    const url = impostor.url.replace('//', '//encaisse:t0ps3cret@');
    const other = await HeadOfficeHouse.open('mails_impostor', {
      SMTP_URL: url,
      MAIL_FROM: 'a@chaine.example',
    });
    desk = await DeliveryDesk.open(other);
    await subscribe();
    await desk.raise();
    await desk.send();
    expect(impostor.logins).toEqual([]);
    expect(impostor.taken).toEqual([]);
    expect(await desk.deliveries()).toMatchObject([
      { state: 'PENDING', lastError: expect.stringMatching(/certificate/u) },
    ]);
    await desk.leave();
    await other.close();
    await impostor.close();
  });
});

const fail = (): never => {
  throw new Error('no mail');
};
