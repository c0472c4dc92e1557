import { EXPORT_START, fromExportCursor, nextSection, toExportCursor } from './export-page.js';

describe('the place where reading an export goes on', () => {
  it('goes through a session in its canonical order, and ends', () => {
    const order: string[] = [];
    for (
      let place: typeof EXPORT_START | null = EXPORT_START;
      place !== null;
      place = nextSection(place.section)
    ) {
      order.push(place.section);
    }
    expect(order).toEqual([
      'session',
      'tickets',
      'abandoned',
      'dismissedLate',
      'cashMovements',
      'drawerOpenings',
      'recounts',
      'z',
    ]);
  });

  it('comes back from its own cursor, and from no other text', () => {
    const place = { section: 'tickets', after: 1_234 } as const;
    expect(fromExportCursor(toExportCursor(place))).toEqual(place);
    for (const text of ['', 'tickets', 'tickets:', 'tickets:-1', 'nowhere:1', 'tickets:1:2', 'tickets:x']) {
      expect(fromExportCursor(text)).toBeUndefined();
    }
  });
});
