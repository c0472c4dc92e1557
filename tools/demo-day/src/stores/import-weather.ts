import type { JobView, SellerLogin, WeatherOrder } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { DayFailure, granted } from '../api.js';
import { type Floor, registerOnScreen, untilState } from '../floor.js';
import { downloadRejects } from '../scenes/rejects.js';

/** Strikes one import, and not what is fetched ahead meanwhile. */
const strikingOnly = (correlationId: string, requests: number | null) => ({
  operations: ['readDatasetManifest' as const],
  correlationId,
  requests,
});
const BAD_PERMILLE = 3;
const TRIES = 5;

/** An import that head office spoils once, and what has to become of it. */
interface SpoiltImport {
  readonly order: WeatherOrder['fault'];
  readonly requests?: number;
  /** The code it fails with; none for one that goes through in the end. */
  readonly fails?: string;
}

/** A till imports before it opens, whatever head office does: each fault once, and what it had stays what it has. */
const SPOILT: readonly SpoiltImport[] = [
  { order: { kind: 'FAIL', status: 500 } },
  { order: { kind: 'FAIL', status: 503, retryAfterSeconds: 1 } },
  { order: { kind: 'HANG_UP' } },
  { order: { kind: 'CUT', afterPermille: 400 } },
  { order: { kind: 'TRICKLE', bytesPerSecond: 4_000 } },
  { order: { kind: 'STALL' } },
  { order: { kind: 'OTHER_REGISTER' }, fails: 'DATASET_OF_ANOTHER_REGISTER' },
  { order: { kind: 'OLDER_VERSION', by: 1 }, fails: 'DATASET_OLDER' },
  { order: { kind: 'WRONG_SHA256' }, requests: 3, fails: 'PART_CORRUPT' },
  { order: { kind: 'WRONG_ROW_COUNT' }, requests: 3, fails: 'PART_CORRUPT' },
  { order: { kind: 'BAD_ROWS', permille: 100 }, fails: 'IMPORT_TOO_MANY_REJECTS' },
];

/** A register that has its data imports them again and again, in every weather; at the end it has good ones. */
export async function importInEveryWeather(floor: Floor, number: number, seller: SellerLogin): Promise<void> {
  let failed: JobView | undefined;
  for (const spoilt of SPOILT) failed = await importSpoilt(floor, number, seller, spoilt);
  if (failed) await beginAgainFromHeadOffice(floor, number, failed);
  // A version that came with bad rows stays as it came, so it has to be one of its own.
  const onShelf = new Set(floor.prices.articles.map(({ barcode }) => barcode));
  await setAsideBadRows(floor, number, seller, onShelf);
  await floor.weather.changeData(floor.storeCode, onShelf);
  await cancelOne(floor, number, seller);
}

/** A few rows are wrong: the others count, and those are told line by line to whoever has to mend them. */
async function setAsideBadRows(
  floor: Floor,
  number: number,
  seller: SellerLogin,
  onShelf: ReadonlySet<string>,
): Promise<void> {
  const spoilt = { order: { kind: 'BAD_ROWS', permille: BAD_PERMILLE } } as const;
  for (let tries = 0; tries < TRIES; tries += 1) {
    await floor.weather.changeData(floor.storeCode, onShelf);
    const job = await importStruck(floor, number, seller, spoilt);
    // The good rows of that version were fetched ahead in between, and stay what it is.
    if (job.failure?.code === 'DATASET_VERSION_REUSED') continue;
    if (job.state !== 'SUCCEEDED') throw new DayFailure('import bad rows', JSON.stringify(job.failure));
    await downloadRejects(floor, job, BAD_PERMILLE);
    floor.weather.weathered('BAD_ROWS', `${floor.name} caisse ${number}`, outcomeOf(job));
    return;
  }
  throw new DayFailure('import bad rows', 'each time the good ones were fetched ahead');
}

async function importSpoilt(
  floor: Floor,
  number: number,
  seller: SellerLogin,
  spoilt: SpoiltImport,
): Promise<JobView> {
  const { weather } = floor;
  const { order, fails } = spoilt;
  const before = await registerOnScreen(floor, number);
  const job = await importStruck(floor, number, seller, spoilt);
  const code = job.failure?.code;
  if (code !== fails)
    throw new DayFailure(`import while head office does ${order.kind}`, `ended ${code ?? job.state}`);
  if (fails !== undefined) await sameDataAsBefore(floor, number, before.dataset?.version);
  weather.weathered(order.kind, `${floor.name} caisse ${number}`, outcomeOf(job));
  return job;
}

/** Nobody at the till has to: head office sees that imports fail, has it mended and begins the last one again. */
async function beginAgainFromHeadOffice(floor: Floor, number: number, failed: JobView): Promise<void> {
  const { registerId } = await registerOnScreen(floor, number);
  const job = await floor.till.followJob(await floor.operator.retryJob(failed.jobId));
  if (job.state !== 'SUCCEEDED')
    throw new DayFailure('begin again from head office', JSON.stringify(job.failure));
  await untilState(floor, registerId, 'READY');
  console.log(`  ✓ head office began the import of ${floor.name} again`);
}

const outcomeOf = ({ failure, rejectedRows, state }: JobView): string =>
  failure?.code ?? (rejectedRows === 0 ? state : `${state}, ${rejectedRows} rows set aside`);

async function sameDataAsBefore(floor: Floor, number: number, version: number | undefined): Promise<void> {
  const { dataset } = await registerOnScreen(floor, number);
  if (dataset?.version !== version)
    throw new DayFailure('an import that failed', `the data changed from ${version} to ${dataset?.version}`);
}

/** An import that a storm strikes, to its end. */
async function importStruck(
  floor: Floor,
  number: number,
  seller: SellerLogin,
  { order, requests = 1 }: SpoiltImport,
): Promise<JobView> {
  const { weather, storeCode, till } = floor;
  const { registerId } = await registerOnScreen(floor, number);
  const correlationId = uuidv7();
  const place = { storeCode, registerNumber: number };
  const ordered = await weather.order(order, place, strikingOnly(correlationId, requests));
  const { jobId } = granted('import', await till.import(registerId, seller, correlationId));
  const job = await till.followJob(jobId);
  await weather.mustHaveStruck(ordered);
  await untilState(floor, registerId, 'READY');
  return job;
}

/** Somebody presses « Annuler » before the data count, and begins it again. */
async function cancelOne(floor: Floor, number: number, seller: SellerLogin): Promise<void> {
  const { weather, storeCode, till } = floor;
  const { registerId, dataset } = await registerOnScreen(floor, number);
  const correlationId = uuidv7();
  const place = { storeCode, registerNumber: number };
  const ordered = await weather.order({ kind: 'STALL' }, place, strikingOnly(correlationId, null));
  const { jobId } = granted('import', await till.import(registerId, seller, correlationId));
  granted('cancel an import', await till.cancelImport(registerId, jobId, seller));
  const job = await till.followJob(jobId);
  if (job.state !== 'CANCELLED') throw new DayFailure('cancel an import', `the job ended ${job.state}`);
  await untilState(floor, registerId, 'READY');
  await sameDataAsBefore(floor, number, dataset?.version);
  await weather.clear(ordered);
  const again = granted('begin a cancelled import again', await till.retryJob(jobId, seller));
  const retried = await till.followJob(again.jobId);
  if (retried.state !== 'SUCCEEDED')
    throw new DayFailure('begin a cancelled import again', JSON.stringify(retried.failure));
  await untilState(floor, registerId, 'READY');
  weather.weathered('STALL', `${floor.name} caisse ${number}`, 'CANCELLED, then SUCCEEDED');
}
