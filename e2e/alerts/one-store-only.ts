import {
  adminQueries,
  commandQueries,
  publishedMessageQueries,
  sessionQueries,
  soldTicketQueries,
  syncQueries,
} from '@encaisse/contracts';
import { addressOf } from '../../tools/launch/services.mjs';
import type { Desk } from '../support/desk.js';
import type { StoreAtWork } from '../support/store-at-work.js';
import type { HeadOfficeWatching } from './head-office-watching.js';

/** What names something of a store, by the name of the parameter that takes it. */
type Names = Readonly<Record<string, string>>;

const DAY = new Date().toISOString().slice(0, 10);
const PERIOD = `from=${DAY}&to=${DAY}`;
/** What a list is asked with, where it shows nothing, or not all, without. */
const ASKED: Readonly<Record<string, string>> = {
  '/alerts': 'state=ALL',
  '/differences': PERIOD,
  '/sales': `${PERIOD}&by=STORE`,
  '/sales.csv': `${PERIOD}&by=STORE`,
};
/** Of no store, but of the whole chain, or of the caller herself. */
const OF_NO_STORE = /^\/(?:me|users|api-keys|people|read-model)(?:\/|$)/u;

/** Somebody who may see Lyon, and nothing else, while all stores are at work. */
export const oneStoreOnly = (house: () => HeadOfficeWatching) => ({
  begins: () =>
    it('is shown her registers alone when she begins', () => {
      const { lyonOnly, tills } = house();
      expect(lyonOnly.watch.snapshot.length).toBeGreaterThan(0);
      expect(new Set(lyonOnly.watch.snapshot.map(({ storeId }) => storeId))).toEqual(
        new Set([tills.lyon.storeId]),
      );
    }),

  breaks: () => it('is away for a while', () => house().lyonOnly.watch.close()),
  isBack: () => it('is back', () => house().lyonOnly.watch.resume()),

  ends: () => {
    it('was sent each change of her store once, and none of another, over her break', async () => {
      const { lyonOnly, tills, watch } = house();
      const { storeId } = tills.lyon;
      const began = Math.max(watch.began, lyonOnly.watch.began);
      const ofLyon = watch.changes.filter((change) => change.storeId === storeId && change.position > began);
      const last = ofLyon.at(-1)?.position;
      await lyonOnly.watch.change(({ position }) => position === last);
      const hers = lyonOnly.watch.changes.filter(({ position }) => position > began);
      expect(hers.slice(0, ofLyon.length)).toEqual(ofLyon);
      expect(new Set(lyonOnly.watch.changes.map((change) => change.storeId))).toEqual(new Set([storeId]));
      const types = new Set(hers.map(({ type }) => type));
      expect(types).toEqual(new Set(['register', 'store', 'alert']));
    });

    it('reads her store in every list and file of head office, and nothing of another', async () => {
      const { operators, lyonOnly, tills, stack } = house();
      const [all] = operators;
      const hers = await namesIn(all, tills.lyon);
      const others = await Promise.all([tills.nantes, tills.lille].map((store) => namesIn(all, store)));
      const foreign = [...others.flatMap(Object.values), 'Nantes', 'Lille', 'S02', 'S03'];
      const own = [...Object.values(hers), 'S01'];
      const gateway = addressOf(stack.scene, 'gateway');
      const paths = await readPaths(gateway);
      expect(paths.length).toBeGreaterThan(20);
      for (const path of paths) {
        const { status, text } = await fetchAs(gateway, lyonOnly.desk, withNames(path, hers));
        const seen = foreign.filter((name) => text.includes(name));
        expect({ path, seen }).toEqual({ path, seen: [] });
        if (OF_NO_STORE.test(path)) continue;
        expect({ path, status }).toEqual({ path, status: 200 });
        if (!path.includes('{')) {
          expect({ path, own: own.some((name) => text.includes(name)) }).toEqual({ path, own: true });
          continue;
        }
        for (const names of others) {
          const refused = await fetchAs(gateway, lyonOnly.desk, withNames(path, names));
          expect({ path, refused: [403, 404].includes(refused.status) }).toEqual({ path, refused: true });
        }
      }
    });
  },
});

/** Every path that head office reads, as the gateway documents it. */
async function readPaths(gateway: string): Promise<readonly string[]> {
  const answer = await fetch(`${gateway}/api/openapi.json`);
  const { paths } = (await answer.json()) as { paths: Readonly<Record<string, { get?: object }>> };
  const prefix = '/api/v1/head-office';
  return Object.entries(paths)
    .filter(([path, { get }]) => get !== undefined && path.startsWith(`${prefix}/`))
    .map(([path]) => path.slice(prefix.length));
}

/** @throws Error where a path takes what `names` has no name for: then this spec has to learn it. */
function withNames(path: string, names: Names): string {
  const named = path.replaceAll(/\{(\w+)\}/gu, (_, parameter: string) => {
    const name = names[parameter];
    if (name === undefined) throw new Error(`nothing is known of ${parameter} in ${path}`);
    return name;
  });
  const asked = ASKED[path];
  return asked === undefined ? named : `${named}?${asked}`;
}

async function fetchAs(
  gateway: string,
  { token }: Desk,
  path: string,
): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${gateway}/api/v1/head-office${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const isEndless = answer.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  if (!isEndless) return { status: answer.status, text: await answer.text() };
  await answer.body?.cancel();
  return { status: answer.status, text: '' };
}

/** What stands for a store, whoever names it: itself, its registers and tills, and something of each kind that happened there. */
async function namesIn(all: Desk, { storeId }: StoreAtWork): Promise<Names> {
  const of = `storeId=${storeId}`;
  const { registers } = await all.read(`/registers?${of}`, adminQueries.listRegisters.reply);
  const { stores } = await all.read('/stores', adminQueries.listStores.reply);
  const tills = stores.find((store) => store.storeId === storeId)?.tills ?? [];
  const sessions = await all.read(`/sessions?${of}`, sessionQueries.listSupervisedSessions.reply);
  const tickets = await all.read(`/tickets?${of}`, soldTicketQueries.listSoldTickets.reply);
  const jobs = await all.read(`/jobs?${of}`, syncQueries.listJobs.reply);
  const { commands } = await all.read(`/commands?${of}`, commandQueries.listCommands.reply);
  const messages = await all.read(`/messages?${of}`, publishedMessageQueries.listPublishedMessages.reply);
  const registerId = sessions.items[0]?.registerId;
  const named = {
    storeId,
    registerId,
    sessionId: sessions.items[0]?.sessionId,
    ticketId: tickets.items[0]?.ticketId,
    jobId: jobs.items[0]?.jobId,
    commandId: commands[0]?.commandId,
    messageId: messages.items[0]?.messageId,
    // Somebody of the whole chain.
    userId: all.userId,
  };
  const also = [...registers.map((register) => register.registerId), ...tills.map(({ tillId }) => tillId)];
  const names = Object.entries({ ...named, ...also });
  expect(names.filter(([, name]) => name === undefined)).toEqual([]);
  return Object.fromEntries(names.map(([parameter, name]) => [parameter, String(name)]));
}
