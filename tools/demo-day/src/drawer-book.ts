/** The driver's own note of what a session did with its drawer besides selling. */
export class DrawerBook {
  readonly movements: {
    readonly kind: 'IN' | 'OUT' | 'SAFE_DROP';
    readonly amountCents: number;
    readonly printJobId: string;
  }[] = [];
  /** Opened without a sale. */
  openings = 0;
  xReadings = 0;
  /** Its print jobs besides: X readings, recounts. */
  readonly printJobIds: string[] = [];

  /** What the movements leave in the drawer. */
  get netCents(): number {
    return this.movements.reduce(
      (net, { kind, amountCents }) => net + (kind === 'IN' ? amountCents : -amountCents),
      0,
    );
  }

  /** Counts and sums by kind, under the names that the comparison uses. */
  get figures(): ReadonlyMap<string, number> {
    const figures = new Map<string, number>([['drawer openings', this.openings]]);
    for (const { kind, amountCents } of this.movements) {
      figures.set(`${kind} count`, (figures.get(`${kind} count`) ?? 0) + 1);
      figures.set(`${kind} cents`, (figures.get(`${kind} cents`) ?? 0) + amountCents);
    }
    return figures;
  }
}
