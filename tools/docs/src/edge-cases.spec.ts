import { fileURLToPath } from 'node:url';
import { type EdgeCaseTest, edgeCaseTests, testsIn } from './edge-case-tests.js';
import { EDGE_CASES, type EdgeCase } from './edge-cases.js';
import { edgeCasesPage } from './edge-cases-page.js';

const tests = edgeCaseTests(fileURLToPath(new URL('../../../', import.meta.url)));

/** What is wrong between a list of cases and the tests that are named after them. */
function contradictions(
  cases: Readonly<Record<number, EdgeCase>>,
  named: readonly EdgeCaseTest[],
): readonly string[] {
  const tested = new Set(named.map(({ edgeCase }) => edgeCase));
  const untested = Object.entries(cases)
    .filter(([number, { coverage }]) => coverage.by === 'TESTS' && !tested.has(Number(number)))
    .map(([number]) => `case ${number} says it is tested, and no test is named after it`);
  const unknown = [...tested]
    .filter((number) => cases[number] === undefined)
    .map((number) => `tests are named after case ${number}, which is not listed`);
  return [...untested, ...unknown];
}

describe('the edge cases', () => {
  it('are 39, each with a test named after it or a reason why it has none', () => {
    expect(Object.keys(EDGE_CASES).map(Number)).toEqual(Array.from({ length: 39 }, (_, index) => index + 1));
    expect(contradictions(EDGE_CASES, tests)).toEqual([]);
  });

  it('are told from the names of tests, one or several in a name, in any quotes', () => {
    const text = [
      "it('loses nothing (edge case 7)', () => {});",
      `test("doesn't (edge case 8)", () => {});`,
      'it(`is both (edge cases 32 and 39)`, () => {});',
      "it.each(rows)('%s is one of many (edge case 9)', () => {});",
      `it.each(rows)(\`is \${what} (edge case 10)\`, () => {});`,
      "describe('inside', () => { it('counts too (edge case 11)', () => {}); });",
      "it('is none of them', () => {});",
    ].join('\n');
    expect(testsIn(text, 'a.spec.ts').map(({ edgeCase, name }) => [edgeCase, name])).toEqual([
      [7, 'loses nothing'],
      [8, "doesn't"],
      [32, 'is both'],
      [39, 'is both'],
      [9, '%s is one of many'],
      [10, `is \${what}`],
      [11, 'counts too'],
    ]);
  });

  it.each([
    "it.skip('is skipped (edge case 7)', () => {});",
    "it.todo('is to come (edge case 7)');",
    "it.skip.each([1])('is skipped each time (edge case 7)', () => {});",
    "xit('is switched off (edge case 7)', () => {});",
    "xtest('is switched off (edge case 7)', () => {});",
    "describe.skip('all of it', () => { it('is skipped (edge case 7)', () => {}); });",
    "xdescribe('all of it', () => { it('is skipped (edge case 7)', () => {}); });",
    "// it('is a comment (edge case 7)', () => {});",
    "describe('is no test (edge case 7)', () => {});",
    "const words = 'is no test (edge case 7)';",
    "it('says more (edge case 7) than its number', () => {});",
  ])('are not told from %s', (text) => {
    expect(testsIn(text, 'a.spec.ts')).toEqual([]);
  });

  it('contradict themselves when a test is missing, or named after a case that is none', () => {
    const one: EdgeCase = { happens: 'It rains.', answer: 'Nothing.', coverage: { by: 'TESTS' } };
    const test = { file: 'a.spec.ts', name: 'is wet' };
    expect(contradictions({ 1: one }, [{ edgeCase: 1, ...test }])).toEqual([]);
    expect(contradictions({ 1: one }, [])).toHaveLength(1);
    expect(contradictions({}, [{ edgeCase: 40, ...test }])).toHaveLength(1);
  });

  it('are a page with a line for each and a link to each of their tests', () => {
    const page = edgeCasesPage(tests);
    for (const [number, { happens }] of Object.entries(EDGE_CASES))
      expect(page).toContain(`| ${number} | ${happens} |`);
    for (const { file, name } of tests) expect(page).toContain(`[${name}](../${file})`);
  });
});
