import type { JobView, SellerLogin, WeatherOrder } from '@encaisse/contracts';
import { DayFailure, granted } from '../api.js';
import { type Floor, registerOnScreen, untilState } from '../floor.js';

const FROM_MANIFEST = { operations: ['readDatasetManifest'] } as const;

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
  for (const spoilt of SPOILT) await importSpoilt(floor, number, seller, spoilt);
  // A version that came with bad rows stays as it came, so it has to be one of its own.
  const onShelf = new Set(floor.prices.articles.map(({ barcode }) => barcode));
  await floor.weather.changeData(floor.storeCode, onShelf);
  await importSpoilt(floor, number, seller, { order: { kind: 'BAD_ROWS', permille: 3 } });
  await floor.weather.changeData(floor.storeCode, onShelf);
  await cancelOne(floor, number, seller);
}

async function importSpoilt(
  floor: Floor,
  number: number,
  seller: SellerLogin,
  { order, requests = 1, fails }: SpoiltImport,
): Promise<void> {
  const { weather, storeCode, till } = floor;
  const before = await registerOnScreen(floor, number);
  const ordered = await weather.order(
    order,
    { storeCode, registerNumber: number },
    { ...FROM_MANIFEST, operations: [...FROM_MANIFEST.operations], requests },
  );
  const { jobId } = granted('import', await till.import(before.registerId, seller));
  const job = await till.followJob(jobId);
  await weather.mustHaveStruck(ordered);
  await untilState(floor, before.registerId, 'READY');
  const code = job.failure?.code;
  if (code !== fails)
    throw new DayFailure(`import while head office does ${order.kind}`, `ended ${code ?? job.state}`);
  if (fails !== undefined) await sameDataAsBefore(floor, number, before.dataset?.version);
  weather.weathered(order.kind, `${floor.name} caisse ${number}`, outcomeOf(job));
}

const outcomeOf = ({ failure, rejectedRows, state }: JobView): string =>
  failure?.code ?? (rejectedRows === 0 ? state : `${state}, ${rejectedRows} rows set aside`);

async function sameDataAsBefore(floor: Floor, number: number, version: number | undefined): Promise<void> {
  const { dataset } = await registerOnScreen(floor, number);
  if (dataset?.version !== version)
    throw new DayFailure('an import that failed', `the data changed from ${version} to ${dataset?.version}`);
}

/** Somebody presses « Annuler » before the data count, and begins it again. */
async function cancelOne(floor: Floor, number: number, seller: SellerLogin): Promise<void> {
  const { weather, storeCode, till } = floor;
  const { registerId, dataset } = await registerOnScreen(floor, number);
  const ordered = await weather.order(
    { kind: 'STALL' },
    { storeCode, registerNumber: number },
    { operations: [...FROM_MANIFEST.operations], requests: null },
  );
  const { jobId } = granted('import', await till.import(registerId, seller));
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
