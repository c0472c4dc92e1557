import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { streamCommands } from '@encaisse/contracts';
import { HeadOfficeHouse, value } from '../../spec/head-office-house.js';
import { RegisterStory } from '../../spec/register-story.js';
import { ToldStream } from '../../spec/told-stream.js';
import { Projector } from './projector.js';
import { ReadModelCheck } from './read-model-check.js';

const ARTICLE = { articleCode: 'A7', barcode: '1990000000010', label: 'Thé vert', ttcCents: 450 };
const TEA = { ...ARTICLE, vatBasisPoints: 550 };
const PIECE = 200;
const TICKETS = 2_000;
const AT_ONCE_MS = 5_000;

describe('the check of the read model', () => {
  let house: HeadOfficeHouse;
  const newStory = () => new RegisterStory(new ToldStream(randomUUID(), randomUUID()));
  const tell = async ({ stream }: RegisterStory) => {
    for (let first = 1; first <= stream.events.length; first += PIECE) {
      const after = first === 1 ? null : { incarnation: stream.incarnation, seq: first - 1 };
      const piece = stream.piece(after, first, Math.min(first + PIECE - 1, stream.events.length));
      value(await house.ask(streamCommands.takeEvents, { pieces: [piece] }));
    }
  };
  const shownTickets = async ({ stream }: RegisterStory): Promise<number> => {
    const rows = (await house.admin.query(
      'SELECT day_ticket_count AS tickets FROM supervision_registers WHERE register_id = ?',
      [stream.streamId],
    )) as { tickets: number }[];
    return Number(rows[0]?.tickets);
  };

  beforeAll(async () => {
    house = await HeadOfficeHouse.open('check');
    const story = newStory().imports().opens();
    for (let sold = 0; sold < TICKETS; sold += 1) story.sellsArticles([TEA]);
    await tell(story.closes(-50).exports().isAcknowledged());
  }, 120_000);
  afterAll(() => house?.close());

  it('lets events be taken meanwhile, and does not count them', async () => {
    const check = house.app.get(ReadModelCheck);
    const before = await check.run();
    expect(before).toMatchObject({ differing: [] });
    expect(before.events).toBeGreaterThan(TICKETS);
    const [hidden, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const projector = house.app.get(Projector);
    const project = projector.project.bind(projector);
    const waiting = jest.spyOn(projector, 'project').mockImplementationOnce(async (...args) => {
      hidden.resolve();
      await goOn.promise;
      return project(...args);
    });
    const running = check.run();
    await hidden.promise;
    const story = newStory().imports().opens().sellsArticles([TEA, TEA]);
    const taken = tell(story).then(() => 'taken');
    expect(await Promise.race([taken, sleep(AT_ONCE_MS, 'late', { ref: false })])).toBe('taken');
    expect(await shownTickets(story)).toBe(1);
    goOn.resolve();
    await tell(newStory().imports().opens().sells(100));
    expect(await running).toEqual(before);
    waiting.mockRestore();
    const after = await check.run();
    expect(after).toEqual({ events: before.events + 8, differing: [] });
  }, 120_000);

  it('finds what is wrong in each table, and leaves it as it is', async () => {
    const { tables } = house.app.get(Projector);
    await house.admin.query('DELETE FROM supervision_jobs');
    await house.admin.query('UPDATE supervision_sales SET ttc_cents = ttc_cents + 1');
    const spoilt = await house.dump(tables);
    const { differing } = await house.app.get(ReadModelCheck).run();
    expect(differing).toEqual(['supervision_jobs', 'supervision_sales']);
    expect(await house.dump(tables)).toBe(spoilt);
  });
});
