import { CELL_WIDTH, type TextMark, type Ticket } from './paper.js';

/**
 * A ticket as plain text, one line for each printed line. Large characters take one column each; what stood at the right
 * edge still ends there, what stood at the left edge still begins there. No-break spaces become spaces.
 */
export function textOf(ticket: Ticket): string {
  const columns = Math.floor(ticket.widthDots / CELL_WIDTH);
  const lines = new Map<number, TextMark[]>();
  for (const mark of ticket.marks) {
    if (mark.kind === 'text') lines.set(mark.bottom, [...(lines.get(mark.bottom) ?? []), mark]);
  }
  const printed = [...lines]
    .sort(([a], [b]) => a - b)
    .map(([, marks]) => lineOf(marks, columns).replaceAll('\u00a0', ' ').trimEnd());
  return `${printed.join('\n')}\n`;
}

function lineOf(marks: readonly TextMark[], columns: number): string {
  let line = '';
  for (const mark of [...marks].sort((a, b) => a.x - b.x)) {
    const length = mark.text.length;
    const start = mark.x / CELL_WIDTH;
    const room = columns - length * mark.scaleX;
    const slack = length * (mark.scaleX - 1);
    const column = Math.round(start + (room <= 0 ? 0 : (slack * Math.min(start, room)) / room));
    line = line.padEnd(column) + mark.text;
  }
  return line;
}
