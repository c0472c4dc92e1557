import {
  done,
  type Outcome,
  type PeopleDeed,
  type ReplyOf,
  type RequestOf,
  type userQueries,
} from '@encaisse/contracts';
import { dateOf, integerOf, jsonOf, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

type Contract = typeof userQueries.peopleJournal;
type Deed = Pick<PeopleDeed, 'by' | 'deed' | 'subjectId' | 'facts'>;

/** Who did what to users, sessions and keys: written once, in the transaction of the deed. */
@Injectable()
export class PeopleJournal {
  constructor(private readonly database: DataSource) {}

  async write(manager: EntityManager, { by, deed, subjectId, facts }: Deed, at: Date): Promise<void> {
    await manager.query(
      'INSERT INTO supervision_people_journal (at, done_by, deed, subject_id, facts) VALUES (?)',
      [[at, by, deed, subjectId, JSON.stringify(facts)]],
    );
  }

  async handle({ limit, cursor }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const before = Number.parseInt(cursor ?? '', 10);
    const bounded = Number.isSafeInteger(before);
    const rows = (await this.database.query(
      `SELECT * FROM supervision_people_journal ${bounded ? 'WHERE number < ?' : ''}
       ORDER BY number DESC LIMIT ${limit}`,
      bounded ? [before] : [],
    )) as SqlRow[];
    const items = rows.map(deedOf);
    const last = items.length === limit ? items.at(-1) : undefined;
    return done({ items, nextCursor: last ? String(last.number) : null });
  }
}

const deedOf = (row: SqlRow): PeopleDeed => ({
  number: integerOf(row['number']),
  at: dateOf(row['at']).toISOString(),
  by: String(row['done_by']),
  deed: String(row['deed']) as PeopleDeed['deed'],
  subjectId: String(row['subject_id']),
  facts: jsonOf(row['facts']) as PeopleDeed['facts'],
});
