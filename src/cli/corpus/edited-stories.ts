import { readFileSync } from 'node:fs'
import type { Action } from '../../trace/action.ts'
import { browser } from '../web-server-run.ts'
import type { Story } from './story.ts'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

/** A file of a scenario in which one place differs. */
function edited(file: string, before: string, after: string) {
  const text = read(`../../scenarios/${file}`)
  if (!text.includes(before)) throw new Error(`[${file}] no longer contains [${before}]: change the story.`)
  return { file, text: text.replace(before, after) }
}

const get = (path: string): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: browser,
  message: { type: 'Get', path },
})

const ask = (message: { readonly type: string; readonly key: string; readonly value?: string }): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: '/user/client',
  message,
})

const firstLine = 'const resource = entries.get(message.path)'

/** Stories with edited code. */
export const editedStories: readonly Story[] = [
  {
    // A cache that never hits, and hangs at its third request: once in a loop, after a restart in a recursion.
    name: 'web-server-edited',
    scenario: 'web-server',
    seed: 11,
    code: [
      edited(
        'web-server/cache.ts',
        firstLine,
        `if (message.path === '/loop') while (true) try { while (true) continue } catch {} finally { continue }
          const depth = (n: number): number => n + depth(n + 1)
          if (message.path === '/depth') try { depth(0) } catch (error) { context.log.info(String(error)) }
          const resource = undefined as Resource | undefined`,
      ),
    ],
    steps: [
      [100, get('/index.html'), get('/index.html')],
      [3000, get('/loop')],
      [5000, { type: 'Start', participant: 'server' }],
      [6000, get('/depth'), get('/index.html')],
    ],
    until: 12_000,
  },
  {
    name: 'web-server-escapes',
    scenario: 'web-server',
    seed: 12,
    code: [{ file: 'web-server/browser.ts', text: read('code/escapes.ts.txt') }],
    steps: [[100, get('/index.html')]],
    until: 5000,
  },
  {
    name: 'cqrs-edited-reader',
    scenario: 'cqrs',
    seed: 13,
    code: [
      edited(
        'cqrs/reader.ts',
        'const value = entryOf(copy.entries, message.key)',
        'const value = entryOf(copy.entries, message.key)?.toUpperCase() ?? null',
      ),
    ],
    steps: [
      [20_000, ask({ type: 'Write', key: 'hoge', value: 'fuga' })],
      [22_000, ask({ type: 'Get', key: 'hoge' })],
      [24_000, { type: 'PowerFailure' }],
      [50_000, ask({ type: 'Get', key: 'hoge' })],
    ],
    until: 55_000,
  },
]
