import { z } from 'zod';

/** The kinds of a session's records in their canonical order. */
const SECTIONS = [
  'session',
  'tickets',
  'abandoned',
  'dismissedLate',
  'cashMovements',
  'drawerOpenings',
  'recounts',
  'z',
] as const;
export type Section = (typeof SECTIONS)[number];

/** Where reading goes on: in a section, behind a number or a count of what has no number. */
export interface ExportPosition {
  readonly section: Section;
  readonly after: number;
}

export const EXPORT_START: ExportPosition = { section: 'session', after: 0 };

export const nextSection = (section: Section): ExportPosition | null => {
  const next = SECTIONS[SECTIONS.indexOf(section) + 1];
  return next === undefined ? null : { section: next, after: 0 };
};

const count = z.string().regex(/^[0-9]{1,9}$/u);
const position = z.tuple([z.enum(SECTIONS), count.transform(Number)]);

export const toExportCursor = ({ section, after }: ExportPosition): string => `${section}:${after}`;

/** Undefined for a text that is no cursor of ours. */
export function fromExportCursor(text: string): ExportPosition | undefined {
  const parsed = position.safeParse(text.split(':'));
  return parsed.success ? { section: parsed.data[0], after: parsed.data[1] } : undefined;
}
