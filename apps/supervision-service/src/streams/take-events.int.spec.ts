import { randomUUID } from 'node:crypto';
import {
  changesSubject,
  type StreamPiece,
  streamCommands,
  supervisionQueries,
  toldChanges,
} from '@encaisse/contracts';
import { HeadOfficeHouse, value } from '../../spec/head-office-house.js';
import { RegisterStory } from '../../spec/register-story.js';
import { ToldStream } from '../../spec/told-stream.js';
import { Forgetting } from '../changes/forgetting.js';
import { NewPositions } from '../changes/new-positions.js';
import { Projector } from '../projections/projector.js';
import { ReadModelCheck } from '../projections/read-model-check.js';
import { Rebuild } from '../projections/rebuild.js';

let house: HeadOfficeHouse;
beforeAll(async () => {
  house = await HeadOfficeHouse.open('take_events');
});
afterAll(() => house?.close());

const newRegister = (): ToldStream => new ToldStream(randomUUID(), randomUUID());
const takenHead = async (piece: StreamPiece) => {
  const { heads } = value(await house.ask(streamCommands.takeEvents, { pieces: [piece] }));
  return heads[0]?.head;
};
const faultsOf = async ({ streamId }: ToldStream): Promise<string[]> => {
  const rows = (await house.admin.query(
    'SELECT code FROM supervision_faults WHERE stream_id = ? ORDER BY position, number',
    [streamId],
  )) as { code: string }[];
  return rows.map(({ code }) => code);
};
const keptSeqs = async ({ streamId }: ToldStream): Promise<number[]> => {
  const rows = (await house.admin.query(
    'SELECT seq FROM supervision_events WHERE stream_id = ? ORDER BY position',
    [streamId],
  )) as { seq: number }[];
  return rows.map(({ seq }) => Number(seq));
};
const modelOf = async ({ streamId }: ToldStream) => {
  const [row] = (await house.admin.query(
    'SELECT state, day_ticket_count AS tickets, day_ttc_cents AS ttc, last_difference_cents AS difference, seq FROM supervision_registers WHERE register_id = ?',
    [streamId],
  )) as { state: string; tickets: number; ttc: string; difference: string | null; seq: number }[];
  return (
    row && {
      ...row,
      ttc: Number(row.ttc),
      difference: row.difference === null ? null : Number(row.difference),
    }
  );
};

describe('the events of a register', () => {
  it('are kept in their places and show the register as it is; told again they change nothing', async () => {
    const stream = newRegister();
    new RegisterStory(stream).imports().opens().sells(1_250).sells(300).closes(-50);
    expect(await takenHead(stream.piece(null))).toEqual(stream.head);
    expect(await takenHead(stream.piece(null))).toEqual(stream.head);
    expect(await keptSeqs(stream)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await modelOf(stream)).toEqual({
      state: 'TO_EXPORT',
      tickets: 2,
      ttc: 1_550,
      difference: -50,
      seq: 7,
    });
    expect(await faultsOf(stream)).toEqual([]);
  });

  it('are not read behind another head than the one that is held', async () => {
    const stream = newRegister();
    new RegisterStory(stream).imports().opens();
    await takenHead(stream.piece(null, 1, 2));
    const strange = { incarnation: stream.incarnation, seq: 1 };
    expect(await takenHead(stream.piece(strange, 3))).toEqual({ incarnation: stream.incarnation, seq: 2 });
    expect(await keptSeqs(stream)).toEqual([1, 2]);
  });

  it('that came twice at once are there once', async () => {
    const stream = newRegister();
    new RegisterStory(stream).imports().opens().sells(100);
    const pieces = Array.from({ length: 6 }, () => stream.piece(null));
    const heads = await Promise.all(pieces.map(takenHead));
    expect(heads).toEqual(pieces.map(() => stream.head));
    expect(await keptSeqs(stream)).toEqual([1, 2, 3, 4]);
  });

  it('of which some are missing are kept with a fault, and the stream goes on', async () => {
    const stream = newRegister();
    const story = new RegisterStory(stream).imports().opens().sells(100).sells(200);
    const head = await takenHead(stream.piece(null, 1, 3));
    // The store has lost event 4: it holds nothing between 3 and 5.
    expect(await takenHead(stream.piece(head ?? null, 5))).toEqual(stream.head);
    story.sells(400);
    expect(
      await takenHead(stream.piece(stream.piece(null, 5, 5).after ?? { ...stream.head, seq: 5 }, 6)),
    ).toEqual(stream.head);
    expect(await faultsOf(stream)).toEqual(['GAP']);
    expect(await keptSeqs(stream)).toEqual([1, 2, 3, 5, 6]);
  });

  it('that were changed after they were hashed, or chained to another, are kept with a fault', async () => {
    const stream = newRegister();
    new RegisterStory(stream).imports().opens().sells(100).sells(200);
    const piece = stream.piece(null);
    const [fourth, fifth] = [piece.events[3], piece.events[4]];
    if (!fourth || !fifth) throw new Error('five events');
    fourth.event = { ...fourth.event, ttcCents: 1 };
    fifth.prevHash = 'f'.repeat(64);
    expect(await takenHead(piece)).toEqual(stream.head);
    expect(await faultsOf(stream)).toEqual(['HASH', 'CHAIN', 'HASH']);
    expect((await keptSeqs(stream)).length).toBe(5);
  });

  it('that cannot be read, or cannot follow, are kept with a fault and change nothing', async () => {
    const stream = newRegister();
    const story = new RegisterStory(stream).imports();
    stream.append({ type: 'somethingNew', at: story.at() });
    story.closes();
    story.opens();
    expect(await takenHead(stream.piece(null))).toEqual(stream.head);
    expect(await faultsOf(stream)).toEqual(['UNREADABLE', 'STATE', 'STATE']);
    expect((await modelOf(stream))?.state).toBe('OPEN');
  });

  it('of an older version are read beside those of today', async () => {
    const [older, newer] = [newRegister(), newRegister()];
    for (const [stream, version] of [
      [older, 1],
      [newer, 2],
    ] as const) {
      new RegisterStory(stream).imports().opens().sells(700);
      for (const event of stream.events) Object.assign(event, { version });
    }
    const pieces = [older.piece(null), newer.piece(null)];
    value(await house.ask(streamCommands.takeEvents, { pieces }));
    expect(await modelOf(older)).toEqual(await modelOf(newer));
    const unknown = newRegister();
    new RegisterStory(unknown).imports();
    Object.assign(unknown.events[1] ?? {}, { version: 99 });
    await takenHead(unknown.piece(null));
    expect(await faultsOf(unknown)).toEqual(['UNREADABLE']);
  });
});

describe('a restored database', () => {
  it('goes on from its copy, under another life, and what was told before is not lost', async () => {
    const stream = newRegister();
    const story = new RegisterStory(stream).imports().opens().sells(100).sells(200).closes();
    const former = await takenHead(stream.piece(null));
    const { incarnation } = stream;
    // The copy was made when the first ticket was sold: the register was open.
    stream.restored(4);
    stream.append({
      type: 'lifeBegan',
      at: story.at(),
      ...{ former: incarnation, incarnation: stream.incarnation },
      ...{ counters: { epoch: 11, sessionNumber: 1, ticketNumber: 1_000, zNumber: 10 } },
    });
    expect(await takenHead(stream.piece(former ?? null, 5))).toEqual(stream.head);
    expect(await faultsOf(stream)).toEqual([]);
    expect(await modelOf(stream)).toMatchObject({ state: 'OPEN', tickets: 1, ttc: 100, seq: 5 });
    expect(await keptSeqs(stream)).toEqual([1, 2, 3, 4, 5, 6, 7, 5]);
  });

  it('that does not go on from anything that is held is a fault', async () => {
    const stream = newRegister();
    const story = new RegisterStory(stream).imports().opens();
    const former = await takenHead(stream.piece(null, 1, 2));
    const { incarnation } = stream;
    stream.restored(3);
    const counters = { epoch: 11, sessionNumber: 1, ticketNumber: 0, zNumber: 0 };
    stream.append({
      type: 'lifeBegan',
      at: story.at(),
      ...{ former: incarnation, incarnation: stream.incarnation, counters },
    });
    expect(await takenHead(stream.piece(former ?? null, 4))).toEqual(stream.head);
    expect(await faultsOf(stream)).toEqual(['GAP']);
  });
});

describe('the read model', () => {
  it('is made again from the events alone, to the byte', async () => {
    const { app } = house;
    const { tables } = app.get(Projector);
    const before = await house.dump(tables);
    expect(before).toContain('"state":"TO_EXPORT"');
    expect(value(await house.ask(supervisionQueries.checkReadModel, {})).differing).toEqual([]);
    await house.admin.query("UPDATE supervision_registers SET day_ttc_cents = 0, state = 'OPEN'");
    const spoilt = await house.dump(tables);
    expect(spoilt).not.toBe(before);
    const { differing } = value(await house.ask(supervisionQueries.checkReadModel, {}));
    expect(differing).toEqual(['supervision_registers']);
    expect(await house.dump(tables)).toBe(spoilt);
    expect(await app.get(Rebuild).run()).toBeGreaterThan(20);
    expect(await house.dump(tables)).toBe(before);
  });
});

describe('the check of the read model', () => {
  it('is made once for all who ask at once', async () => {
    const check = house.app.get(ReadModelCheck);
    const [first, second] = await Promise.all([check.run(), check.run()]);
    expect(second).toBe(first);
    expect(await check.run()).not.toBe(first);
  });
});

describe('a watcher', () => {
  it('is told each change once it is committed, each behind the one before, and reads what it missed', async () => {
    const stream = newRegister();
    const told: { position: number; previous: number; body: string }[] = [];
    const stop = house.bus.onTold(changesSubject, (body) => {
      for (const { committedAt: _, ...change } of toldChanges.parse(body)) told.push(change);
    });
    await house.bus.isReady();
    const { position } = value(await house.ask(supervisionQueries.overview, { stores: [], limit: 1 }));
    new RegisterStory(stream).imports().opens().sells(990);
    await takenHead(stream.piece(null, 1, 3));
    await takenHead(stream.piece({ incarnation: stream.incarnation, seq: 3 }));
    while (told.length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
    stop();
    expect(told.map(({ previous }) => previous)).toEqual([
      position,
      ...told.slice(0, 3).map((one) => one.position),
    ]);
    const missed = value(await house.ask(supervisionQueries.changes, { after: position, limit: 10 }));
    expect(missed).toMatchObject({ changes: told, position: told[3]?.position, forgotten: false });
    const last = JSON.parse(told[3]?.body ?? '{}') as object;
    expect(last).toMatchObject({
      type: 'register',
      cause: { type: 'ticketFinalised', seq: 4 },
      register: { registerId: stream.streamId, state: 'OPEN', dayTicketCount: 1, dayTtcCents: 990 },
    });
  });

  it('that was away for longer than changes are kept is told so', async () => {
    const stream = newRegister();
    const { position } = value(await house.ask(supervisionQueries.overview, { stores: [], limit: 1 }));
    new RegisterStory(stream).imports().opens().sells(500);
    await takenHead(stream.piece(null));
    await house.admin.query('UPDATE supervision_changes SET at = at - INTERVAL 3 DAY');
    await house.app.get(Forgetting).forget();
    const away = value(await house.ask(supervisionQueries.changes, { after: position, limit: 10 }));
    expect(away).toMatchObject({ forgotten: true, changes: [{ position: away.position }] });
    const there = value(await house.ask(supervisionQueries.changes, { after: away.position, limit: 10 }));
    expect(there).toEqual({ forgotten: false, changes: [], position: away.position });
  });

  it('of a database that was restored from a copy begins anew, and no position is given twice', async () => {
    const { position: before } = value(
      await house.ask(supervisionQueries.overview, { stores: [], limit: 1 }),
    );
    const position = await house.app.get(NewPositions).begin(new Date());
    expect(position).toBeGreaterThanOrEqual(before);
    const stream = newRegister();
    new RegisterStory(stream).imports();
    await takenHead(stream.piece(null));
    const back = value(await house.ask(supervisionQueries.changes, { after: before, limit: 10 }));
    expect(back.forgotten).toBe(true);
    expect(back.changes[0]?.position).toBeGreaterThan(position);
    const anew = value(await house.ask(supervisionQueries.changes, { after: position, limit: 10 }));
    expect(anew.forgotten).toBe(false);
  });

  it('is shown a register whose store has not named it yet: what came before her snapshot is told by nothing else', async () => {
    const stream = newRegister();
    new RegisterStory(stream).imports().opens().sells(750);
    await takenHead(stream.piece(null));
    const asked = { stores: [stream.storeId], limit: 10 };
    expect(value(await house.ask(supervisionQueries.overview, asked)).registers).toMatchObject([
      { registerId: stream.streamId, number: null, name: null, storeCode: '', state: 'OPEN', seq: 4 },
    ]);
  });
});
