import { commandQueries } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { addressOf } from '../../tools/launch/services.mjs';
import { documentedOperations, withNames } from '../support/documented-api.js';
import type { HeadOfficeWatching } from './head-office-watching.js';
import { identities, namesIn } from './store-names.js';

const DAY = new Date().toISOString().slice(0, 10);
const PERIOD = `from=${DAY}&to=${DAY}`;
/** What a list is asked with, where it shows nothing, or not all, without. */
const ASKED: Readonly<Record<string, string>> = {
  '/alerts': '?state=ALL',
  '/differences': `?${PERIOD}`,
  '/sales': `?${PERIOD}&by=STORE`,
  '/sales.csv': `?${PERIOD}&by=STORE`,
};
/** Of no store, but of the whole chain, or of the caller herself. */
const OF_NO_STORE = /^\/(?:me|users|api-keys|people|read-model|page)(?:\/|$)/u;
const isRefused = (status: number): boolean => status === 403 || status === 404;

/** Somebody who may do everything in Lyon, and nothing elsewhere, while all stores are at work. */
export const oneStoreOnly = (house: () => HeadOfficeWatching) => {
  const gateway = () => addressOf(house().stack.scene, 'gateway');
  const operations = async () =>
    (await documentedOperations(gateway())).filter(({ path }) => !OF_NO_STORE.test(path));

  /** What she is answered, as it is. */
  async function answered(method: string, path: string, body?: object) {
    const answer = await fetch(`${gateway()}/api/v1/head-office${path}`, {
      method,
      headers: {
        authorization: `Bearer ${house().lyonOnly.desk.token}`,
        'idempotency-key': uuidv7(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const isEndless = answer.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    if (!isEndless) return { status: answer.status, text: await answer.text() };
    await answer.body?.cancel();
    return { status: answer.status, text: '' };
  }

  return {
    begins: () =>
      it('is shown her registers alone when she begins', () => {
        const { lyonOnly, tills } = house();
        expect(lyonOnly.watch.snapshot.length).toBeGreaterThan(0);
        const stores = new Set(lyonOnly.watch.snapshot.map(({ storeId }) => storeId));
        expect(stores).toEqual(new Set([tills.lyon.storeId]));
      }),

    breaks: () => it('is away for a while', () => house().lyonOnly.watch.close()),
    isBack: () => it('is back', () => house().lyonOnly.watch.resume()),

    ends: () => {
      it('was sent each change of her store once, and none of another, over her break', async () => {
        const { lyonOnly, tills, watch } = house();
        const { storeId } = tills.lyon;
        const began = Math.max(watch.began, lyonOnly.watch.began);
        const ofLyon = watch.changes.filter((one) => one.storeId === storeId && one.position > began);
        const last = ofLyon.at(-1)?.position;
        await lyonOnly.watch.change(({ position }) => position === last);
        const hers = lyonOnly.watch.changes.filter(({ position }) => position > began);
        expect(hers.slice(0, ofLyon.length)).toEqual(ofLyon);
        expect(new Set(lyonOnly.watch.changes.map((change) => change.storeId))).toEqual(new Set([storeId]));
        const types = [...new Set(hers.map(({ type }) => type))];
        expect(types).toEqual(expect.arrayContaining(['register', 'store', 'alert']));
      });

      it('reads her store in every list and file of head office, and nothing of another', async () => {
        const { administrator, tills } = house();
        const hers = await namesIn(administrator, tills.lyon);
        const others = [
          await namesIn(administrator, tills.nantes),
          await namesIn(administrator, tills.lille),
        ];
        const foreign = [...others.flatMap(identities), 'Nantes', 'Lille', 'S02', 'S03'];
        const own = [...identities(hers), 'S01'];
        const paths = (await operations()).filter(({ method }) => method === 'GET').map(({ path }) => path);
        expect(paths.length).toBeGreaterThan(20);
        for (const path of paths) {
          const { status, text } = await answered('GET', `${withNames(path, hers)}${ASKED[path] ?? ''}`);
          const seen = foreign.filter((name) => text.includes(name));
          expect({ path, status, seen }).toEqual({ path, status: 200, seen: [] });
          if (!path.includes('{')) {
            expect({ path, own: own.some((name) => text.includes(name)) }).toEqual({ path, own: true });
            continue;
          }
          for (const names of others) {
            const { status: refused } = await answered('GET', withNames(path, names));
            expect({ path, refused: isRefused(refused) }).toEqual({ path, refused: true });
          }
        }
      });

      it('has nothing done in another store, whatever she asks', async () => {
        const { administrator, operators, tills, lyonOnly } = house();
        const { lille, lyon } = tills;
        const { registerId } = await lille.register(1);
        await operators[0].ask(registerId, { action: 'FORCE_RELEASE' });
        const names = await namesIn(administrator, lille);
        const { tillId } = await namesIn(administrator, lyon);
        const changing = (await operations()).filter(({ method }) => method !== 'GET');
        expect(changing.length).toBeGreaterThan(20);
        for (const { method, path, example } of changing) {
          // What a path does not name, its body does; what else that names is her own.
          const body = {
            ...example,
            ...('tillId' in example ? { tillId } : {}),
            ...('storeId' in example || path === '/alert-subscriptions' ? { storeId: lille.storeId } : {}),
          };
          const isEmpty = Object.keys(body).length === 0;
          const { status } = await answered(method, withNames(path, names), isEmpty ? undefined : body);
          expect({ method, path, status, refused: isRefused(status) }).toMatchObject({ refused: true });
        }
        const journal = `/commands?administrator=${lyonOnly.desk.name}&state=DONE`;
        const { commands } = await administrator.read(journal, commandQueries.listCommands.reply);
        expect(commands).toEqual([]);
      });
    },
  };
};
