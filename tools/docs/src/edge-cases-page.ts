import { fileURLToPath } from 'node:url';
import { type EdgeCaseTest, edgeCaseTests } from './edge-case-tests.js';
import { type Coverage, EDGE_CASES } from './edge-cases.js';
import { table } from './markdown.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const testsOf = (tests: readonly EdgeCaseTest[], edgeCase: number): string =>
  tests
    .filter((test) => test.edgeCase === edgeCase)
    .map(({ file, name }) => `[${name}](../${file})`)
    .join('<br>');

function coverageOf(coverage: Coverage, tests: string): string {
  if (coverage.by === 'TESTS') return tests;
  const reason = `Later: ${coverage.reason}.`;
  return tests === '' ? reason : `${reason}<br>${tests}`;
}

/** Every edge case, what is done about it, and the tests that are named after it. */
export const edgeCasesPage = (tests: readonly EdgeCaseTest[] = edgeCaseTests(ROOT)): string =>
  `# Edge cases

<!-- Made from tools/docs/src/edge-cases.ts and the names of the tests by tools/docs (\`npm run docs\`): change those, not this page. -->

What goes wrong at tills, between tills and head office, and on paper, and what happens then. A test that covers a case ends
its name with the case's number, \`(edge case 13)\`; that every case has one, or a reason for having none, is tested too.

${table(
  ['', 'what happens', 'what Encaisse does', 'covered by'],
  Object.entries(EDGE_CASES).map(([number, { happens, answer, coverage }]) => [
    number,
    happens,
    answer,
    coverageOf(coverage, testsOf(tests, Number(number))),
  ]),
)}
`;
