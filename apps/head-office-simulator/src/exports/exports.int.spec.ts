import {
  type Acknowledgement,
  type ExportStatus,
  exchangePath,
  type ReceivedRegisters,
  type ReceivedSessions,
  type RefusedContents,
  sessionRefOf,
} from '@encaisse/contracts';
import { HeadOffice } from '../../spec/head-office.js';
import { manifestOf, newExportId, type SampleSession, sampleSession } from '../../spec/sample-session.js';

let office: HeadOffice;
let nextNumber = 1;
/** A session that no other test sends. */
const freshSession = (wish: Parameters<typeof sampleSession>[0] = {}): SampleSession => {
  nextNumber += 1;
  return sampleSession({ ...wish, key: { number: nextNumber, ...wish.key } });
};
const statusOf = async (exportId: string): Promise<ExportStatus> =>
  (await office.get<ExportStatus>(exchangePath('readExport', { exportId }))).body;
const sessionPathOf = ({ manifest: { key } }: SampleSession): string =>
  exchangePath('readAcknowledgement', { ...key, sessionRef: sessionRefOf(key) });

beforeAll(async () => {
  office = await HeadOffice.start();
});
afterAll(() => office.stop());

describe('an export', () => {
  it('is acknowledged session by session, with the totals that head office summed', async () => {
    const [morning, evening] = [freshSession(), freshSession({ tickets: 5 })];
    const exportId = newExportId();
    const announced = await office.announce(exportId, morning, evening);
    expect(announced.status).toBe(200);
    expect(announced.body.sessions.map(({ state }) => state)).toEqual(['RECEIVING', 'RECEIVING']);
    for (const session of [morning, evening]) {
      for (const [index, chunk] of session.chunks.entries()) {
        const receipt = await office.sendChunk(exportId, session, index, chunk);
        expect(receipt).toMatchObject({ status: 200, body: { index } });
      }
      const { status, body } = await office.commit<Acknowledgement>(exportId, session);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        key: session.manifest.key,
        sha256: session.manifest.sha256,
        totals: session.manifest.totals,
      });
    }
    expect((await statusOf(exportId)).sessions.map(({ state }) => state)).toEqual([
      'ACKNOWLEDGED',
      'ACKNOWLEDGED',
    ]);
  });

  it('that comes again gets the same acknowledgement, after a restart and under another export id', async () => {
    const session = freshSession();
    const exportId = newExportId();
    const { body: first } = await office.deliver<Acknowledgement>(exportId, session);
    await office.restart();
    expect((await office.commit<Acknowledgement>(exportId, session)).body).toEqual(first);
    expect((await office.get(sessionPathOf(session))).body).toEqual(first);

    const resendId = newExportId();
    const announced = await office.announce(resendId, session);
    expect(announced.body.sessions[0]).toMatchObject({ state: 'ACKNOWLEDGED', acknowledgement: first });
    // Nothing need be sent: the commit alone answers as the first time.
    expect((await office.commit<Acknowledgement>(resendId, session)).body).toEqual(first);
    expect((await office.deliver<Acknowledgement>(newExportId(), session)).body).toEqual(first);
  });

  it('with another content for an acknowledged session is refused and kept, and the first one stands', async () => {
    const session = freshSession();
    const { body: first } = await office.deliver<Acknowledgement>(newExportId(), session);
    const other = sampleSession({ key: session.manifest.key, tickets: 9 });
    const exportId = newExportId();
    const { status, headers, body } = await office.deliver(exportId, other);
    expect(status).toBe(409);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({
      code: 'SESSION_CONTENT_DIFFERS',
      facts: {
        acknowledgementId: first.acknowledgementId,
        acknowledgedSha256: session.manifest.sha256,
        receivedSha256: other.manifest.sha256,
      },
    });
    expect((await office.commit(exportId, other)).body).toEqual(body);
    expect((await office.get(sessionPathOf(session))).body).toEqual(first);
    const { contents } = (await office.get<RefusedContents>('/back-office/v1/refusals')).body;
    const kept = contents.filter(({ sha256 }) => sha256 === other.manifest.sha256);
    expect(kept).toMatchObject([{ exportId, key: session.manifest.key, problem: body }]);
  });

  it('whose totals are not those of its records is refused, naming what differs', async () => {
    const honest = freshSession();
    const { totals } = honest.manifest;
    const session = { ...honest, manifest: { ...honest.manifest, totals: { ...totals, ttcCents: 1 } } };
    const exportId = newExportId();
    const { status, body } = await office.deliver(exportId, session);
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: 'EXPORT_REFUSED',
      facts: {
        differences: [{ path: 'totals.ttcCents', declared: 1, recomputed: totals.ttcCents }],
      },
    });
    expect((await statusOf(exportId)).sessions).toMatchObject([{ state: 'REFUSED', refusal: body }]);
    expect((await office.get(sessionPathOf(session))).status).toBe(404);
    // Corrected under a new export id, the session is taken.
    expect((await office.deliver(newExportId(), honest)).status).toBe(200);
  });

  it('with a chunk missing says which, and goes on from there', async () => {
    const session = freshSession();
    const exportId = newExportId();
    await office.announce(exportId, session);
    await office.sendChunk(exportId, session, 1, session.chunks[1] ?? '');
    expect(await office.commit(exportId, session)).toMatchObject({
      status: 409,
      body: { code: 'CHUNK_MISSING', facts: { missing: [0, 2] } },
    });
    await office.restart();
    const again = await office.announce(exportId, session);
    expect(again.body.sessions).toMatchObject([{ state: 'RECEIVING', chunksReceived: [1] }]);
    for (const index of [0, 2]) await office.sendChunk(exportId, session, index, session.chunks[index] ?? '');
    expect((await office.commit(exportId, session)).status).toBe(200);
  });

  it('whose chunk was damaged on the way is mended by sending that chunk again', async () => {
    const session = freshSession();
    const exportId = newExportId();
    await office.announce(exportId, session);
    const damaged = (session.chunks[0] ?? '').replace('"T1"', '"T9"');
    await office.sendChunk(exportId, session, 0, damaged);
    for (const index of [1, 2]) await office.sendChunk(exportId, session, index, session.chunks[index] ?? '');
    expect((await office.commit(exportId, session)).body).toMatchObject({
      code: 'EXPORT_REFUSED',
      facts: { differences: [{ path: 'sha256', declared: session.manifest.sha256 }] },
    });
    await office.sendChunk(exportId, session, 0, session.chunks[0] ?? '');
    expect((await statusOf(exportId)).sessions).toMatchObject([{ state: 'RECEIVING', refusal: null }]);
    expect((await office.commit(exportId, session)).status).toBe(200);
  });

  it('keeps its records to the byte and adds them up per register', async () => {
    const session = freshSession({
      key: { storeCode: 'S02', registerNumber: 2 },
      tickets: 40,
      recordsPerChunk: 7,
    });
    const second = freshSession({ key: { storeCode: 'S02', registerNumber: 2 }, tickets: 2 });
    await office.deliver(newExportId(), session);
    await office.deliver(newExportId(), second);
    const { key } = session.manifest;
    const path = `/back-office/v1/sessions/S02/2/${key.incarnation}/${sessionRefOf(key)}/records`;
    const records = await office.get(path);
    expect(records.body).toBe(session.chunks.join(''));
    const { registers } = (await office.get<ReceivedRegisters>('/back-office/v1/registers')).body;
    const register = registers.find(
      ({ storeCode, registerNumber }) => storeCode === 'S02' && registerNumber === 2,
    );
    expect(register).toMatchObject({ sessions: 2, totals: { ticketCount: 42, ttcCents: 42 * 1_085 } });
    const listed = await office.get<ReceivedSessions>('/back-office/v1/registers/S02/2/sessions');
    expect(listed.body.sessions.map(({ sessionId }) => sessionId)).toEqual([
      session.manifest.sessionId,
      second.manifest.sessionId,
    ]);
  });
});

describe('what does not keep to the contract', () => {
  it('is answered UNAUTHORIZED without the key, or with another', async () => {
    const path = exchangePath('readExport', { exportId: newExportId() });
    for (const authorization of ['', 'Bearer', 'Bearer another-key-of-that-length', 'Basic abc']) {
      const reply = await office.get(path, { authorization });
      expect(reply).toMatchObject({ status: 401, body: { code: 'UNAUTHORIZED' } });
      expect(reply.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  it('is named: another manifest under the same export id', async () => {
    const exportId = newExportId();
    await office.announce(exportId, freshSession());
    const reply = await office.announce(exportId, freshSession());
    expect(reply).toMatchObject({ status: 409, body: { code: 'EXPORT_ID_REUSED', facts: { exportId } } });
  });

  it('is named: another version of the contract', async () => {
    const path = exchangePath('announceExport', { exportId: newExportId() });
    expect(await office.put(path, { ...manifestOf(freshSession()), schemaVersion: 2 })).toMatchObject({
      status: 422,
      body: { code: 'SCHEMA_VERSION_UNSUPPORTED', facts: { received: 2, supported: [1] } },
    });
  });

  it('is named: a manifest that is none, a session of another register, the same session twice', async () => {
    const path = exchangePath('announceExport', { exportId: newExportId() });
    const session = freshSession();
    const manifest = manifestOf(session);
    for (const body of [
      { schemaVersion: 1 },
      { ...manifest, registerNumber: 2 },
      { ...manifest, sessions: [session.manifest, session.manifest] },
    ]) {
      expect(await office.put(path, body)).toMatchObject({ status: 422, body: { code: 'BODY_INVALID' } });
    }
    expect(
      (await office.put(exchangePath('announceExport', { exportId: 'x' }), manifest)).body,
    ).toMatchObject({
      code: 'BODY_INVALID',
      facts: { issues: [{ path: 'exportId' }] },
    });
  });

  it('is named: a store and a register that head office does not know', async () => {
    expect(await office.announce(newExportId(), freshSession({ key: { storeCode: 'S99' } }))).toMatchObject({
      status: 404,
      body: { code: 'UNKNOWN_STORE', facts: { storeCode: 'S99' } },
    });
    expect(await office.announce(newExportId(), freshSession({ key: { registerNumber: 9 } }))).toMatchObject({
      status: 404,
      body: { code: 'UNKNOWN_REGISTER', facts: { storeCode: 'S01', registerNumber: 9 } },
    });
  });

  it('is named: an export and a session that nobody announced', async () => {
    const [known, other] = [freshSession(), freshSession()];
    const exportId = newExportId();
    await office.announce(exportId, known);
    expect((await office.commit(newExportId(), known)).body.code).toBe('UNKNOWN_EXPORT');
    expect((await office.commit(exportId, other)).body.code).toBe('UNKNOWN_SESSION');
    expect((await office.sendChunk(exportId, other, 0, 'x')).body).toMatchObject({ code: 'UNKNOWN_SESSION' });
    expect((await office.get(sessionPathOf(other))).body).toMatchObject({ code: 'UNKNOWN_SESSION' });
    expect((await office.get('/exchange/v1/nothing')).body).toMatchObject({ code: 'ROUTE_UNKNOWN' });
  });

  it('is named: lines of a chunk that are no records', async () => {
    const session = freshSession();
    const exportId = newExportId();
    await office.announce(exportId, session);
    const [line = ''] = session.chunks;
    const cases: ReadonlyArray<readonly [string | Uint8Array<ArrayBuffer>, object]> = [
      ['', { line: 1, reason: 'no record' }],
      [line.trimEnd(), { line: 3, reason: 'does not end with \\n' }],
      [`${line}\n`, { line: 4 }],
      [`${line}{"type":"refund"}\n`, { line: 4 }],
      [line.replace('15000', '150.5'), { line: 1, reason: expect.stringContaining('openingFloatCents') }],
      [`\ufeff${line}`, { line: 1 }],
      [Uint8Array.of(0xff, 0x0a), { line: 1, reason: 'not UTF-8' }],
    ];
    for (const [body, facts] of cases) {
      const reply = await office.sendChunk(exportId, session, 0, body);
      expect(reply).toMatchObject({ status: 422, body: { code: 'CHUNK_INVALID', facts } });
    }
    expect((await statusOf(exportId)).sessions[0]?.chunksReceived).toEqual([]);
  });

  it('is named: a chunk that is too large, one too many, or sent as something else', async () => {
    const session = freshSession({ tickets: 600, recordsPerChunk: 501 });
    const exportId = newExportId();
    await office.announce(exportId, session);
    const tooLarge = { status: 413, body: { code: 'CHUNK_TOO_LARGE', facts: { limitRecords: 500 } } };
    expect(await office.sendChunk(exportId, session, 0, session.chunks[0] ?? '')).toMatchObject(tooLarge);
    expect(await office.sendChunk(exportId, session, 0, 'x'.repeat(9_000_000))).toMatchObject(tooLarge);
    expect((await office.sendChunk(exportId, session, 2, session.chunks[1] ?? '')).body).toMatchObject({
      code: 'BODY_INVALID',
      facts: { issues: [{ path: 'index' }] },
    });
    const path = exchangePath('sendChunk', {
      exportId,
      sessionRef: sessionRefOf(session.manifest.key),
      index: 0,
    });
    expect((await office.put(path, { type: 'session' })).body).toMatchObject({ code: 'BODY_INVALID' });
  });
});
