import { articleByScan, type ScannedArticle, type SqlReader } from '@encaisse/catalogue';
import { done, type Outcome, refused } from '@encaisse/contracts';

/** The article of what was scanned, or why there is none. */
export async function scanned(
  sql: SqlReader,
  datasetId: number,
  text: string,
): Promise<Outcome<ScannedArticle>> {
  const answer = await articleByScan(sql, datasetId, text);
  switch (answer.kind) {
    case 'FOUND':
      return done(answer.found);
    case 'UNKNOWN':
      return refused('ARTICLE_UNKNOWN', { barcode: answer.barcode });
    case 'INVALID':
      return refused('BARCODE_INVALID', { problem: answer.problem });
  }
}
