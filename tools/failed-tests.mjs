// The failed tests of a whole `npm test`, for the end of its log.
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** Of an error, without empty ones: the matcher, what it expected and received, and where. */
const mostErrorLines = 8
const mostLineLength = 240

/**
 * @typedef {object} FailedTest
 * @property {string} file relative to the project
 * @property {string} title with the titles of the blocks around it
 * @property {string} error empty when the runner reports none
 */

/**
 * The failed tests of a report by vitest's reporter `json`. A file that failed before its first test counts as one.
 * @returns {FailedTest[]}
 */
export function failedUnitTests(report, folder = process.cwd()) {
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(folder, name)
    const failed = assertionResults
      .filter(test => test.status === 'failed')
      .map(test => ({
        file,
        title: [...test.ancestorTitles, test.title].join(' › '),
        error: test.failureMessages.join('\n'),
      }))
    return failed.length === 0 && status === 'failed'
      ? [{ file, title: 'the file could not run', error: message }]
      : failed
  })
}

/**
 * The failed tests of a report by Playwright's reporter `json`, and its errors outside of tests.
 * @returns {FailedTest[]}
 */
export function failedBrowserTests(report) {
  const inSuite = (suite, blocks) => [
    ...(suite.specs ?? [])
      .filter(spec => !spec.ok)
      .map(spec => ({
        file: `e2e/${spec.file}:${spec.line}`,
        title: [...blocks, spec.title].join(' › '),
        error: spec.tests.flatMap(test => test.results.flatMap(messagesOf)).join('\n'),
      })),
    ...(suite.suites ?? []).flatMap(block => inSuite(block, [...blocks, block.title])),
  ]
  return [
    // The outermost suites are the files.
    ...report.suites.flatMap(file => inSuite(file, [])),
    ...report.errors.map(({ message }) => ({ file: 'e2e', title: 'outside of the tests', error: message })),
  ]
}

const messagesOf = ({ status, errors }) =>
  status === 'passed' ? [] : errors.map(({ message }) => message ?? 'An error without a message')

/** A failed test as it is printed: where, and below it the first lines of its error. */
export function describeFailedTest(project, { file, title, error }) {
  const lines = stripVTControlCharacters(error)
    .split('\n')
    .filter(line => line.trim() !== '')
  const shown = lines
    .slice(0, mostErrorLines)
    .map(line => (line.length > mostLineLength ? `${line.slice(0, mostLineLength)}…` : line))
  if (lines.length > shown.length) shown.push('…')
  return [`✗ [${project}] ${file} › ${title}`, ...shown.map(line => `    ${line}`)].join('\n')
}
