import { a, after, as, GIVEN, given, idleTill, OTHER_TILL, TILL } from '../../spec/given.js';

const busy = { register: { id: 'register-2', name: 'CAISSE 02' }, waitsFor: 'CLOSING' as const };

describe('an import', () => {
  it('pins the register to the dataset that its job brought, on the till that asked', () => {
    const { register } = given(GIVEN.IMPORTING()).when(a('importSucceeded'));
    expect(as('READY', register)).toMatchObject({
      tillId: TILL,
      dataset: { datasetId: 7, version: 42, importJobId: 'import-1' },
    });
  });

  it('moves the data of a ready register to another till', () => {
    const moved = after(
      GIVEN.READY(),
      a('import', { jobId: 'import-2', till: idleTill(OTHER_TILL) }),
      a('importSucceeded', { jobId: 'import-2', dataset: { datasetId: 8, version: 43 } }),
    );
    expect(as('READY', moved)).toMatchObject({ tillId: OTHER_TILL, dataset: { datasetId: 8, version: 43 } });
  });

  it.each(['cancelImport', 'importFailed'] as const)('goes back to the former data after %s', (ending) => {
    const again = after(GIVEN.READY(), a('import', { jobId: 'import-2', till: idleTill(OTHER_TILL) }));
    const { register } = given(again).when(a(ending, { jobId: 'import-2' }));
    expect(as('READY', register)).toMatchObject({ tillId: TILL, dataset: { importJobId: 'import-1' } });
  });

  it.each(['cancelImport', 'importFailed'] as const)(
    'gives the former data up after %s when their till holds another register by now',
    (ending) => {
      const again = after(GIVEN.READY(), a('import', { jobId: 'import-2', till: idleTill(OTHER_TILL) }));
      const { register } = given(again).when(a(ending, { jobId: 'import-2', formerTillHolds: busy }));
      expect(as('AWAITING_IMPORT', register)).not.toHaveProperty('dataset');
    },
  );

  it.each(['cancelImport', 'importSucceeded', 'importFailed'] as const)(
    'is not ended by %s of another job',
    (ending) => {
      const { refusal, register } = given(GIVEN.IMPORTING()).when(a(ending, { jobId: 'import-0' }));
      expect(refusal()).toEqual({
        code: 'IMPORT_NOT_RUNNING',
        facts: { state: 'IMPORTING', runningJobId: 'import-1' },
      });
      expect(register.state).toBe('IMPORTING');
    },
  );

  it('answers its own repetition without events, as long as its data are there', () => {
    expect(given(GIVEN.IMPORTING()).when(a('import')).events()).toEqual([]);
    for (const state of ['READY', 'OPEN', 'TO_EXPORT', 'OUT_OF_SERVICE'] as const) {
      expect(given(GIVEN[state]()).when(a('importSucceeded')).events()).toEqual([]);
    }
  });
});
