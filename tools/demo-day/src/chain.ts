import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HeadOfficeClient } from './head-office-client.js';
import type { Options } from './options.js';
import { DemoMemory } from './state.js';
import { enrolPage } from './till-client.js';

interface DemoStore {
  readonly code: string;
  readonly name: string;
  readonly tills: readonly { readonly code: string; readonly name: string; readonly newcomers?: true }[];
  readonly registers: readonly number[];
}

/** The demo chain. Head office knows the same stores and registers under the same codes. */
export const DEMO_CHAIN: readonly DemoStore[] = [
  {
    code: 'S01',
    name: 'Les Trois Halles Lyon',
    tills: [
      { code: 'T1', name: 'Poste 1' },
      { code: 'T2', name: 'Poste 2' },
      { code: 'T3', name: 'Poste 3', newcomers: true },
    ],
    registers: [1, 2, 3, 4],
  },
  {
    code: 'S02',
    name: 'Les Trois Halles Nantes',
    tills: [
      { code: 'T1', name: 'Poste 1' },
      { code: 'T2', name: 'Poste 2' },
    ],
    registers: [1, 2],
  },
  {
    code: 'S03',
    name: 'Les Trois Halles Lille',
    tills: [
      { code: 'T1', name: 'Poste 1' },
      { code: 'T2', name: 'Poste 2' },
    ],
    registers: [1, 2],
  },
];

export const tillName = (storeCode: string, tillCode: string): string => `${storeCode}-${tillCode}`;

/**
 * Creates what is missing of the demo chain, enrols the pages of the demo's own tills, and leaves a one-time code in
 * `agents/<till>.code` for each printer agent that is not enrolled yet. Run twice, it changes nothing the second time.
 */
export async function prepareChain(options: Options): Promise<void> {
  const memory = new DemoMemory(options.stateDir);
  const headOffice = await HeadOfficeClient.login(
    options.gatewayUrl,
    options.adminUser,
    options.adminPassword,
  );
  for (const demoStore of DEMO_CHAIN) {
    const storeId = await ensureStore(headOffice, demoStore);
    await ensureRegisters(headOffice, storeId, demoStore.registers);
    for (const till of demoStore.tills)
      await ensureTill(headOffice, options, memory, demoStore.code, storeId, till);
  }
}

async function ensureStore(headOffice: HeadOfficeClient, { code, name }: DemoStore): Promise<string> {
  const known = (await headOffice.stores()).find((store) => store.code === code);
  if (known) return known.storeId;
  const { store } = await headOffice.createStore({ code, name, toleranceCents: 0 });
  console.log(`  store ${code} ${name}`);
  return store.storeId;
}

async function ensureRegisters(headOffice: HeadOfficeClient, storeId: string, numbers: readonly number[]) {
  const known = (await headOffice.registers()).filter((register) => register.storeId === storeId);
  for (const number of numbers) {
    if (!known.some((register) => register.number === number))
      await headOffice.createRegister(storeId, { number });
  }
}

async function ensureTill(
  headOffice: HeadOfficeClient,
  options: Options,
  memory: DemoMemory,
  storeCode: string,
  storeId: string,
  { code, name, newcomers }: DemoStore['tills'][number],
): Promise<void> {
  const store = (await headOffice.stores()).find((candidate) => candidate.storeId === storeId);
  const till =
    store?.tills.find((candidate) => candidate.code === code) ??
    (await headOffice.createTill(storeId, { code, name })).till;
  const label = tillName(storeCode, code);
  if (!newcomers && memory.credentialOf(label) === undefined) {
    const issued = await headOffice.issueEnrolmentCode(till.tillId, 'PAGE');
    memory.rememberCredential(label, await enrolPage(options.gatewayUrl, issued.code));
    console.log(`  till ${label} enrolled`);
  }
  if (!till.devices.some(({ device }) => device === 'AGENT')) {
    const issued = await headOffice.issueEnrolmentCode(till.tillId, 'AGENT');
    const dir = join(options.stateDir, 'agents');
    mkdirSync(dir, { recursive: true });
    // Renamed into place: an agent that waits for the file never reads half of it.
    writeFileSync(join(dir, `${label}.part`), issued.code, { mode: 0o644 });
    renameSync(join(dir, `${label}.part`), join(dir, `${label}.code`));
  }
}
