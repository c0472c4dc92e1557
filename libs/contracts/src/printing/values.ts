import { z } from 'zod';

/** Bounded, and otherwise anything: the agent makes every character harmless, a strange label must not keep a ticket unprinted. */
export const printedText = (maxLength: number) => z.string().max(maxLength);
export const line = printedText(200);
export const name = printedText(80);
export const wallClock = z.iso.datetime({ offset: true });
export const ordinal = z.int().positive();
