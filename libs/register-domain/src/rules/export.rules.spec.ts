import { a, after, as, GIVEN, given } from '../../spec/given.js';
import { toCents } from '../index.js';

const key = (number: number, epoch = 1) => ({ incarnation: 'life-1', epoch, number });
const reopen = a('open', { sessionId: 'session-2' });
const twoSessions = after(
  GIVEN.TO_EXPORT(),
  reopen,
  a('startClosing', { closingId: 'closing-2' }),
  a('submitCount', { closingId: 'closing-2' }),
);
const exporting = after(twoSessions, a('export'));
const acknowledge = (number: number) => a('exportAcknowledged', { session: key(number) });

describe('an export', () => {
  it('sends every closed session of the hold, oldest first', () => {
    expect(given(twoSessions).when(a('export')).events()).toMatchObject([
      { type: 'exportStarted', exportId: 'export-1', sessions: [key(1), key(2)] },
    ]);
  });

  it('releases the hold with the acknowledgement of its last session, in whatever order they come', () => {
    const one = given(exporting).when(acknowledge(2));
    expect(one.events()).toMatchObject([{ type: 'sessionAcknowledged' }]);
    const both = given(one.register).when(acknowledge(1));
    expect(both.events()).toMatchObject([
      { type: 'sessionAcknowledged', session: key(1) },
      { type: 'holdReleased', tillId: 'till-1', epoch: 1 },
    ]);
    expect(as('AWAITING_IMPORT', both.register).lastExport?.sessions).toHaveLength(2);
  });

  it('answers the same acknowledgement again without events, even two holds later', () => {
    const released = after(exporting, acknowledge(1), acknowledge(2));
    expect(
      given(after(exporting, acknowledge(1)))
        .when(acknowledge(1))
        .events(),
    ).toEqual([]);
    expect(given(released).when(acknowledge(1)).events()).toEqual([]);
    const nextHold = after(
      released,
      a('import', { jobId: 'import-2' }),
      a('importSucceeded', { jobId: 'import-2' }),
      a('open', { sessionId: 'session-3' }),
    );
    expect(given(nextHold).when(acknowledge(1)).events()).toEqual([]);
  });

  it('refuses an acknowledgement of a session that it has not sealed', () => {
    for (const session of [key(3), key(1, 2), { ...key(1), incarnation: 'life-0' }]) {
      const command = a('exportAcknowledged', { session });
      expect(given(exporting).when(command).refusal()).toEqual({
        code: 'SESSION_UNKNOWN',
        facts: { session },
      });
    }
    expect(given(after(GIVEN.TO_EXPORT(), reopen)).when(acknowledge(2)).refusal().code).toBe(
      'SESSION_UNKNOWN',
    );
  });

  it('refuses an acknowledgement whose totals are not the session’s own', () => {
    const headOffice = { ticketCount: 0, ttcCents: toCents(1) };
    const { refusal, register } = given(exporting).when(a('exportAcknowledged', { headOffice }));
    expect(refusal()).toEqual({
      code: 'ACKNOWLEDGEMENT_DIFFERS',
      facts: { session: key(1), ours: { ticketCount: 0, ttcCents: 0 }, headOffice },
    });
    expect(register.state).toBe('EXPORTING');
  });

  it('answers its own id again, and another with the one that runs', () => {
    expect(given(exporting).when(a('export')).events()).toEqual([]);
    expect(
      given(exporting)
        .when(a('export', { exportId: 'export-2' }))
        .refusal(),
    ).toMatchObject({ code: 'JOB_RUNNING', facts: { kind: 'EXPORT', jobId: 'export-1' } });
  });
});

describe('an export without answer', () => {
  const unanswered = after(exporting, a('exportUnanswered'));

  it('goes back with its outcome unknown, and lets the till open again', () => {
    expect(as('TO_EXPORT', unanswered).hold.unansweredExportId).toBe('export-1');
    expect(as('OPEN', after(unanswered, reopen)).hold.unansweredExportId).toBe('export-1');
  });

  it('is answered late: its sessions are marked while the till sells, the last one releases the hold after', () => {
    const selling = after(unanswered, reopen, acknowledge(1), acknowledge(2));
    expect(as('OPEN', selling).hold.sessions.map(({ standing }) => standing.kind)).toEqual([
      'ACKNOWLEDGED',
      'ACKNOWLEDGED',
    ]);
    const closed = after(
      selling,
      a('startClosing', { closingId: 'closing-3' }),
      a('submitCount', { closingId: 'closing-3' }),
    );
    expect(after(closed, acknowledge(3)).state).toBe('AWAITING_IMPORT');
  });

  it('fences the export that runs by now, when it is answered late', () => {
    const again = after(unanswered, a('export', { exportId: 'export-2' }), acknowledge(1), acknowledge(2));
    expect(again.state).toBe('AWAITING_IMPORT');
    const late = a('exportUnanswered', { exportId: 'export-2' });
    expect(given(again).when(late).refusal().code).toBe('EXPORT_NOT_RUNNING');
  });

  it('does not take the silence of an older export for its own', () => {
    expect(
      given(exporting)
        .when(a('exportUnanswered', { exportId: 'export-0' }))
        .refusal(),
    ).toEqual({ code: 'EXPORT_NOT_RUNNING', facts: { state: 'EXPORTING', runningExportId: 'export-1' } });
    expect(given(unanswered).when(a('exportUnanswered')).events()).toEqual([]);
  });
});

describe('a refused export', () => {
  const refused = after(exporting, acknowledge(2), a('exportRefused'));

  it('goes back with what differs, and keeps what was acknowledged', () => {
    expect(as('TO_EXPORT', refused).hold.sessions.map(({ standing }) => standing)).toMatchObject([
      {
        kind: 'REFUSED',
        exportId: 'export-1',
        reason: 'TOTALS_DIFFER',
        differences: [{ field: 'ttcCents' }],
      },
      { kind: 'ACKNOWLEDGED' },
    ]);
    expect(given(refused).when(a('exportRefused')).events()).toEqual([]);
  });

  it('may be sent again', () => {
    expect(after(refused, a('export', { exportId: 'export-2' }), acknowledge(1)).state).toBe(
      'AWAITING_IMPORT',
    );
  });

  it('may be accepted apart by two people, which settles it', () => {
    const { events, register } = given(refused).when(a('acceptApart'));
    expect(events()).toMatchObject([
      { type: 'sessionAcceptedApart', by: 'MARIE', approvedBy: 'PAUL', session: key(1) },
      { type: 'holdReleased' },
    ]);
    expect(register.state).toBe('AWAITING_IMPORT');
  });

  it('is not accepted apart by one person, nor when it was not refused, nor when it is not there', () => {
    expect(
      given(refused)
        .when(a('acceptApart', { approvedBy: 'MARIE' }))
        .refusal(),
    ).toEqual({ code: 'SAME_PERSON_TWICE', facts: { by: 'MARIE' } });
    const second = a('acceptApart', { session: key(2) });
    expect(given(exporting).when(second).refusal().code).toBe('NO_REFUSED_EXPORT');
    expect(
      given(refused)
        .when(a('acceptApart', { session: key(9) }))
        .refusal().code,
    ).toBe('SESSION_UNKNOWN');
  });

  it('is accepted apart once', () => {
    const accepted = after(refused, reopen, a('acceptApart'));
    expect(given(accepted).when(a('acceptApart')).events()).toEqual([]);
  });

  it('is the export that runs or the one whose answer is awaited, of a session that there is', () => {
    expect(
      given(exporting)
        .when(a('exportRefused', { exportId: 'export-0' }))
        .refusal(),
    ).toMatchObject({ code: 'EXPORT_NOT_RUNNING', facts: { runningExportId: 'export-1' } });
    expect(given(twoSessions).when(a('exportRefused')).refusal()).toMatchObject({
      code: 'EXPORT_NOT_RUNNING',
      facts: { runningExportId: null },
    });
    const nowhere = a('exportRefused', { session: key(9) });
    expect(given(exporting).when(nowhere).refusal().code).toBe('SESSION_UNKNOWN');
  });
});

describe('sending the last export again', () => {
  const released = after(exporting, acknowledge(1), acknowledge(2));

  it('sends the sessions of the last hold under its own id, and changes nothing', () => {
    const { events, register } = given(released).when(a('resend'));
    expect(events()).toMatchObject([
      { type: 'exportResent', exportId: 'export-2', sessions: [key(1), key(2)] },
    ]);
    expect(register).toEqual({ ...released, version: released.version + 1 });
  });

  it('is still possible after an import that failed', () => {
    const failed = after(
      released,
      a('import', { jobId: 'import-2' }),
      a('importFailed', { jobId: 'import-2' }),
    );
    expect(given(failed).when(a('resend')).decision.ok).toBe(true);
  });

  it('is refused to a register that never sent anything', () => {
    expect(given(GIVEN.AWAITING_IMPORT()).when(a('resend')).refusal().code).toBe('NOTHING_TO_EXPORT');
  });
});
