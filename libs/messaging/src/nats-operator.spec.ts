import * as contracts from '@encaisse/contracts';
import { SERVICE_PERMISSIONS } from './nats-operator.js';

/** Every request and question that the contracts know, whichever group it stands in. */
const subjects = Object.values(contracts)
  .flatMap((exported) => (typeof exported === 'object' && exported !== null ? Object.values(exported) : []))
  .flatMap((contract: unknown) =>
    typeof contract === 'object' && contract !== null && 'subject' in contract
      ? [String(contract.subject)]
      : [],
  )
  .filter((subject) => /^encaisse\.(?:cmd|qry)\./u.test(subject));

const isHeard = (by: 'register-service' | 'sync-service' | 'supervision-service', subject: string): boolean =>
  SERVICE_PERMISSIONS[by].sub.some(
    (allowed) => allowed.endsWith('.>') && subject.startsWith(allowed.slice(0, -1)),
  );

describe('what services may hear', () => {
  it.each([...new Set(subjects)].sort())('%s is heard by one of them', (subject) => {
    const heardBy = (['register-service', 'sync-service', 'supervision-service'] as const).filter((name) =>
      isHeard(name, subject),
    );
    expect(heardBy).toHaveLength(1);
  });

  it('is asked of all contracts', () => {
    expect(subjects.length).toBeGreaterThan(60);
  });
});
