import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rowsIn } from './rows-in.ts'
import { testTitles } from './titles-in.ts'

/** A test with rows in its title. `passed` is null for a test that was only read. */
export interface RowTest {
  readonly file: string
  readonly title: string
  readonly rows: readonly string[]
  readonly passed: boolean | null
}

/** Every test under a folder with a row in its title, found in the sources of tests and contracts. */
export function findRowTests(folder: string): RowTest[] {
  return sources(folder, /(\.test\.tsx?|-contract\.ts)$/).flatMap(({ file, text }) => {
    if (rowsIn(text).length === 0) return []
    return testTitles(file, text)
      .map(title => ({ file, title, rows: rowsIn(title), passed: null }))
      .filter(({ rows }) => rows.length > 0)
  })
}

/** Test files with rows in their titles, and those that run a contract. */
export function filesWithRows(folder: string): string[] {
  return sources(folder, /\.test\.tsx?$/)
    .filter(({ text }) => rowsIn(text).length > 0 || /-contract\.ts'/.test(text))
    .map(({ file }) => file)
}

/** Test files with actor rows in their titles. */
export function filesWithActorRows(folder: string): string[] {
  return sources(folder, /\.test\.ts$/)
    .filter(({ text }) => rowsIn(text).some(row => row.startsWith('A')))
    .map(({ file }) => file)
}

function sources(folder: string, named: RegExp): { readonly file: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => named.test(name))
    .sort()
    .map(name => join(folder, name))
    .map(file => ({ file, text: readFileSync(file, 'utf8') }))
}
