import { expect, test } from 'vitest'
import { readMutationReport } from './mutation-report.ts'

const mutant = (status: string, killedBy: readonly string[], line = 1) => ({
  mutatorName: 'BlockStatement',
  replacement: '{}',
  status,
  killedBy,
  location: { start: { line } },
})

test('a mutant counts once for each row whose tests noticed it', () => {
  const report = {
    files: {
      'a.ts': {
        mutants: [
          mutant('Killed', ['0', '1', '2']),
          mutant('Killed', ['1', '2']),
          mutant('Timeout', []),
          mutant('Survived', [], 7),
          mutant('NoCoverage', [], 8),
          mutant('Ignored', []),
        ],
      },
    },
    testFiles: {
      'a.test.ts': {
        tests: [
          { id: '0', name: 'x [A-001] a' },
          { id: '1', name: 'x [A-002, A-003] b' },
          { id: '2', name: 'x [A-003] c' },
        ],
      },
    },
  }
  const { rows, ...rest } = readMutationReport(JSON.stringify(report))
  expect(rest).toEqual({
    tried: 5,
    noticed: 3,
    unnoticed: ['a.ts:7 BlockStatement → {} (survived)', 'a.ts:8 BlockStatement → {} (not reached)'],
  })
  expect(Object.fromEntries(rows)).toEqual({
    'A-001': { mutants: 1, fewest: 3 },
    'A-002': { mutants: 2, fewest: 2 },
    'A-003': { mutants: 2, fewest: 2 },
  })
})
