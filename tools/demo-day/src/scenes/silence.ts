import { type JobView, type SellerLogin } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { DayFailure, granted } from '../api.js';
import { type Floor, importRegister, registerOnScreen, untilState } from '../floor.js';

/** How long data that are fetched ahead are waited for; where they are fetched more rarely, an import brings them. */
const AHEAD_MS = 45_000;

/**
 * Head office says nothing when a till asks for its data: those that are kept here serve, the newest, and are said to be such. Where
 * there are none yet the import fails, and the register stays as it was until they have been fetched ahead.
 */
export async function importWhileSilent(floor: Floor, number: number, seller: SellerLogin): Promise<void> {
  const { weather, storeCode } = floor;
  const { registerId } = await registerOnScreen(floor, number);
  const correlationId = uuidv7();
  const silence = await weather.order(
    { kind: 'HANG_UP' },
    { storeCode, registerNumber: number },
    { operations: ['readDatasetManifest'], requests: null, correlationId },
  );
  const newest = await weather.newestVersion(storeCode, number);
  let tries = 0;
  let brought = false;
  for (const deadline = Date.now() + AHEAD_MS; ; tries += 1) {
    const job = await importUnder(floor, registerId, seller, correlationId);
    if (job.state === 'SUCCEEDED' && job.datasetVersion === newest) {
      await mustBeFlagged(floor, number, job);
      break;
    }
    if (job.state !== 'SUCCEEDED' && job.failure?.code !== 'HEAD_OFFICE_SILENT')
      throw new DayFailure('import while head office is silent', JSON.stringify(job.failure));
    if (brought) throw new DayFailure('import while head office is silent', 'what was imported is not kept');
    if (Date.now() < deadline) continue;
    await importRegister(floor, registerId, seller);
    brought = true;
  }
  await weather.mustHaveStruck(silence);
  await weather.clear(silence);
  const kept = brought ? 'imported before' : 'fetched ahead';
  const failures = tries === 0 ? '' : `HEAD_OFFICE_SILENT ${tries} times, then `;
  weather.weathered('HANG_UP', `${floor.name} caisse ${number}`, `${failures}SUCCEEDED with data ${kept}`);
}

async function importUnder(
  { till }: Floor,
  registerId: string,
  seller: SellerLogin,
  correlationId: string,
): Promise<JobView> {
  const { jobId } = granted('import', await till.import(registerId, seller, correlationId));
  return till.followJob(jobId);
}

/** The job says it, and so does the screen of the till. */
async function mustBeFlagged(floor: Floor, number: number, { localAsOf }: JobView): Promise<void> {
  const { registerId } = await registerOnScreen(floor, number);
  await untilState(floor, registerId, 'READY');
  const { dataset } = await registerOnScreen(floor, number);
  if (localAsOf === null || dataset?.localAsOf !== localAsOf)
    throw new DayFailure(
      'import while head office is silent',
      `the job says ${localAsOf}, the screen ${dataset?.localAsOf}: data kept here are not told from new ones`,
    );
}
