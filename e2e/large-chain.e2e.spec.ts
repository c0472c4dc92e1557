import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type RegisterOverview,
  type ReplyOf,
  type StreamHead,
  streamCommands,
  supervisionQueries,
} from '@encaisse/contracts';
import { connectAs } from '../bench/watchers/nats.mjs';
import { ToldChain } from '../bench/watchers/told-chain.mjs';
import { ToldStream } from '../bench/watchers/told-stream.mjs';
import { openTestStack, type TestStack } from '../tools/launch/test-stack.mjs';
import { Desk } from './support/desk.js';
import { LiveWatch } from './support/live-watch.js';

type Page = ReplyOf<typeof supervisionQueries.overview>;

const REGISTERS = 2_000;
const CHANGES = 500;
const PATIENCE_MS = 120_000;

describe('a chain that does not fit into one message of NATS, through the real services', () => {
  let stack: TestStack;
  let desk: Desk;
  let bus: Awaited<ReturnType<typeof connectAs>>;
  const ending = new AbortController();
  const chain = new ToldChain(REGISTERS);
  let relaying: Promise<void> | undefined;
  beforeAll(async () => {
    stack = await openTestStack('large-chain', { only: ['supervision-service', 'gateway'] });
    const { natsUrl: url, natsKeys: keys } = stack.scene;
    bus = await connectAs({ url, keys }, 'register-service');
    desk = await Desk.administrator(stack);
    relaying = chain.relay(bus, ending.signal);
  }, 120_000);
  afterAll(async () => {
    ending.abort();
    await relaying;
    await bus?.drain();
    await stack?.close();
  }, 60_000);

  const overview = async (): Promise<RegisterOverview[]> => {
    const registers: RegisterOverview[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const page: Page = await desk.read(`/overview?limit=1000${after}`, supervisionQueries.overview.reply);
      registers.push(...page.registers);
      after = page.nextCursor === null ? null : `&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
    return registers;
  };

  it('is shown whole, and to a watcher as well, with all that there is to say of 2,000 registers', async () => {
    let shown: RegisterOverview[] = [];
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(500)) {
      shown = chain.pending === 0 ? await overview() : [];
      if (shown.length === REGISTERS && shown.every(({ till }) => till !== null)) break;
    }
    expect(chain.differences(shown)).toEqual([]);
    expect(shown.filter(({ till }) => till === null)).toEqual([]);
    expect(Buffer.byteLength(JSON.stringify(shown))).toBeGreaterThan(1_500_000);
    const watch = await LiveWatch.open(stack, desk.token);
    expect(chain.differences(watch.snapshot)).toEqual([]);
    watch.close();
  }, 240_000);

  it('brings a watcher who was away 500 large changes of a store, each once', async () => {
    const watch = await LiveWatch.open(stack, desk.token);
    watch.close();
    const storeId = randomUUID();
    const told = new ToldStream(storeId, storeId, 'STORE');
    const registers = Array.from({ length: 100 }, (_, at) => ({
      ...{ registerId: randomUUID(), number: at + 1, name: 'É'.repeat(40) },
    }));
    for (let n = 0; n < CHANGES; n += 1) {
      const store = { code: `L${n}`, name: 'Grand', timeZone: 'Europe/Paris', toleranceCents: 0, tills: [] };
      told.append({ type: 'storeDescribed', at: new Date().toISOString(), store: { ...store, registers } });
    }
    while (told.isPending) {
      const { piece } = told.next({ events: 20, bytes: 400_000 });
      const taken = await bus.request(streamCommands.takeEvents, { pieces: [piece] });
      if (!taken.ok) throw new Error(taken.refusal.code);
      told.held = taken.value.heads[0]?.head as StreamHead;
    }
    watch.resume();
    await watch.change((one) => one.type === 'store' && one.store?.code === `L${CHANGES - 1}`);
    watch.close();
    const codes = watch.changes.flatMap((one) =>
      one.type === 'store' && one.storeId === storeId ? [one.store?.code] : [],
    );
    expect(codes).toEqual(Array.from({ length: CHANGES }, (_, n) => `L${n}`));
  }, 120_000);
});
