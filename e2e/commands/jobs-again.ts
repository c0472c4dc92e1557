import { importCommands, type ReceivedSessions } from '@encaisse/contracts';
import type { HeadOfficeAtWork } from './head-office-at-work.js';

const { reply } = importCommands.retryJobFromHeadOffice;

/** Jobs that went wrong in a store, begun again from head office. */
export function jobsAgain(house: () => HeadOfficeAtWork): void {
  const retry = (jobId: string) =>
    house().operators[0].order({ operation: 'retryJob', path: `/jobs/${jobId}/retry`, reply });

  it('begins an import again that has failed', async () => {
    const { lille } = house().tills;
    const [operator] = house().operators;
    await lille.weather({ kind: 'OTHER_REGISTER' }, { storeCode: 'S03' });
    const failed = await lille.startImport(1);
    const { registerId } = await lille.register(1);
    await operator.told(registerId, 'importFailed');
    await lille.fineWeather();
    const { answer, correlationId } = await retry(failed);
    expect(answer).toMatchObject({ registerId });
    await lille.when(1, ({ state }) => state === 'READY');
    await house().watch.of(correlationId);
    const started = await operator.told(registerId, 'importStarted');
    expect(started).toHaveLength(2);
    expect(started[0]).toMatchObject({ correlationId });
    await operator.sees(registerId, ({ state }) => state === 'READY');
  });

  it('begins an export again that was refused', async () => {
    const { lille } = house().tills;
    const [operator] = house().operators;
    await lille.day(1);
    await lille.weather({ kind: 'DISAGREE', byCents: 2 }, { storeCode: 'S03' });
    const refused = await lille.export(1);
    const { registerId } = await lille.when(1, ({ exportRefusals }) => exportRefusals.length > 0);
    await lille.fineWeather();
    const { correlationId } = await retry(refused);
    await lille.when(1, ({ state }) => state === 'AWAITING_IMPORT');
    const { sessions } = await lille.atHeadOffice<ReceivedSessions>('/registers/S03/1/sessions');
    expect(sessions).toHaveLength(1);
    await house().watch.of(correlationId);
    const started = await operator.told(registerId, 'exportStarted');
    expect(started).toHaveLength(2);
    expect(started[0]).toMatchObject({ correlationId });
    await operator.sees(registerId, ({ state, pendingSessionCount }) => {
      return state === 'AWAITING_IMPORT' && pendingSessionCount === 0;
    });
  });
}
