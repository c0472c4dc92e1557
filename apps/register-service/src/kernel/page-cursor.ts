import { z } from 'zod';

/** Where the next page of a list that is newest first goes on: behind this row. */
export interface PageCursor {
  readonly at: Date;
  readonly id: string;
}

const position = z.tuple([z.int(), z.uuid()]);

export const toCursor = ({ at, id }: PageCursor): string =>
  Buffer.from(JSON.stringify([at.getTime(), id])).toString('base64url');

/** Undefined for a text that is no cursor of ours. */
export function fromCursor(text: string): PageCursor | undefined {
  try {
    const [at, id] = position.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return { at: new Date(at), id };
  } catch {
    return undefined;
  }
}
