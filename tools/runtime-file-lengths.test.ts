import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const most = 250

test(`no file of the runtime except tests has more than ${most} lines`, () => {
  const files = readdirSync('src/runtime', { recursive: true, encoding: 'utf8' }).filter(
    file => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  )
  expect(files.length).toBeGreaterThan(200)
  const long = files.flatMap(file => {
    const lines = readFileSync(join('src/runtime', file), 'utf8').trimEnd().split('\n').length
    return lines > most ? [`${file}: ${lines} lines`] : []
  })
  expect(long).toEqual([])
})
