import { sentencesOf } from './sentences.js';

const at = '2026-03-02T08:00:00.000Z';
const ID = '019ab3e1-3f44-7051-8ac6-a1b0cfde4353';
const key = { incarnation: ID, epoch: 1, number: 1 };

describe('what happened, in words', () => {
  it('names who acts from head office, and counts as each language does', () => {
    const exported = (sessions: (typeof key)[]) =>
      sentencesOf({ type: 'exportStarted', at, by: 'siege:un@chaine.example', exportId: ID, sessions });
    expect(exported([key])).toEqual([
      'Head office (un@chaine.example) exports 1 day.',
      'Le siège (un@chaine.example) exporte 1 journée.',
    ]);
    expect(exported([key, { ...key, number: 2 }])[1]).toBe(
      'Le siège (un@chaine.example) exporte 2 journées.',
    );
    const writtenOff = { by: 'RESP', approvedBy: 'siege:un@chaine.example', reason: 'volée' };
    expect(sentencesOf({ type: 'registerWrittenOff', at, ...writtenOff })).toEqual([
      'Written off by RESP and head office (un@chaine.example).',
      'Retirée définitivement par RESP et le siège (un@chaine.example).',
    ]);
  });
});
