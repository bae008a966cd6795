import { expect, test } from 'vitest'
import { describeFailedTest, failedBrowserTests, failedUnitTests } from './failed-tests.mjs'

/** Of a report, what the reporter `json` of vitest writes. */
const unitReport = {
  testResults: [
    {
      name: '/project/src/trace/fold.test.ts',
      status: 'failed',
      message: '',
      assertionResults: [
        { ancestorTitles: ['a fold'], title: 'is pure', status: 'passed', failureMessages: [] },
        {
          ancestorTitles: ['a fold'],
          title: 'counts events',
          status: 'failed',
          failureMessages: ['AssertionError: expected 1 to be 2\n    at fold.test.ts:7:3'],
        },
      ],
    },
    {
      name: '/project/src/broken.test.ts',
      status: 'failed',
      message: 'SyntaxError: Unexpected token',
      assertionResults: [],
    },
  ],
}

/** A report by the reporter `json` of Playwright. */
const browserReport = {
  errors: [{ message: 'Error: the server did not start' }],
  suites: [
    {
      title: 'opens.spec.ts',
      specs: [{ title: 'a page opens', ok: true, file: 'opens.spec.ts', line: 3, tests: [] }],
      suites: [
        {
          title: 'on a phone',
          specs: [
            {
              title: 'a page opens',
              ok: false,
              file: 'opens.spec.ts',
              line: 9,
              tests: [
                {
                  results: [
                    { status: 'failed', errors: [{ message: '\u001b[31mError\u001b[39m: no canvas' }] },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
  ],
}

test('failed unit tests are listed with their file, blocks and error, and so is a file that could not run', () => {
  expect(failedUnitTests(unitReport, '/project')).toEqual([
    {
      file: 'src/trace/fold.test.ts',
      title: 'a fold › counts events',
      error: 'AssertionError: expected 1 to be 2\n    at fold.test.ts:7:3',
    },
    {
      file: 'src/broken.test.ts',
      title: 'the file could not run',
      error: 'SyntaxError: Unexpected token',
    },
  ])
})

test('failed browser tests are listed with their line, blocks and error, and so are errors outside of tests', () => {
  expect(failedBrowserTests(browserReport).map(failed => describeFailedTest('browser', failed))).toEqual([
    '✗ [browser] e2e/opens.spec.ts:9 › on a phone › a page opens\n    Error: no canvas',
    '✗ [browser] e2e › outside of the tests\n    Error: the server did not start',
  ])
})

test('of a long error the first eight lines are printed, without empty ones, and a long line is cut', () => {
  const error = Array.from({ length: 12 }, (_, i) => `line ${i + 1}${i === 2 ? '.'.repeat(500) : ''}\n`).join(
    '\n',
  )
  const lines = describeFailedTest('unit', { file: 'a.test.ts', title: 'fails', error }).split('\n')
  expect(lines.slice(0, 2)).toEqual(['✗ [unit] a.test.ts › fails', '    line 1'])
  expect(lines[3]).toBe(`    line 3${'.'.repeat(234)}…`)
  expect(lines.slice(-2)).toEqual(['    line 8', '    …'])
})
