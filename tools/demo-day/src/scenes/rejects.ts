import type { JobView } from '@encaisse/contracts';
import { DayFailure } from '../api.js';
import type { Floor } from '../floor.js';

const HEADER = '\ufeffPartie;Ligne;Code;Motif;Précision;Contenu';
/** What stands before the sentence: the part, the line in it, and the code of the reason. */
const ROW = /^(?<part>[A-Za-z]+);(?<line>[0-9]+);(?<code>[A-Z_]+);/u;

/** The file of an import's bad rows, at the till and at head office: the same, whole, with the lines that head office spoilt. */
export async function downloadRejects(
  { till, headOffice, prices }: Floor,
  { jobId, rejectedRows }: JobView,
  permille: number,
): Promise<void> {
  const atTheTill = await till.rejects(jobId);
  const atHeadOffice = await headOffice.rejects(jobId);
  const wrong = (reason: string) => new DayFailure('download rejects.csv', reason);
  if (atTheTill.text !== atHeadOffice.text) throw wrong('the till and head office are told otherwise');
  if (!atTheTill.type.startsWith('text/csv') || !atTheTill.name.includes(`rejets-${jobId}.csv`))
    throw wrong(`it comes as ${atTheTill.type}, ${atTheTill.name}`);
  const [header, ...lines] = atTheTill.text.trimEnd().split('\r\n');
  if (header !== HEADER) throw wrong(`it begins ${header}`);
  const rows = lines.map((line) => {
    const found = ROW.exec(line)?.groups;
    if (found === undefined) throw wrong(`this is no row of it: ${line}`);
    return found;
  });
  if (rows.length !== rejectedRows)
    throw wrong(`it has ${rows.length} rows, the import set ${rejectedRows} aside`);
  const named = new Set(rows.filter(({ part }) => part === 'articles').map(({ line }) => Number(line)));
  const missing = spoiltLines(prices.articleCount, permille).filter((line) => !named.has(line));
  if (missing.length > 0) throw wrong(`line ${missing.join(', ')} of the articles is not in it`);
  console.log(`  ✓ rejects.csv names ${rows.length} rows, at the till and at head office`);
}

/** Which lines head office spoils when it spoils that many of them: spread over the part, the first line among them. */
function spoiltLines(rows: number, permille: number): readonly number[] {
  const count = Math.max(1, Math.floor((rows * permille) / 1_000));
  return Array.from({ length: count }, (_, index) => Math.floor((index * rows) / count) + 1);
}
