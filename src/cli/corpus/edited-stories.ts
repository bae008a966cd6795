import { readFileSync } from 'node:fs'
import type { Action } from '../../trace/action.ts'
import { browser } from '../web-server-run.ts'
import type { Story } from './story.ts'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

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

/**
 * Stories with edited code. The corpus has the texts of its own, so that a changed scenario changes no story.
 * Each text is a file of the build at the time of its pinning, with one edit.
 */
export const editedStories: readonly Story[] = [
  {
    // A cache that never hits, and hangs at its third request: once in a loop, after a restart in a recursion.
    name: 'web-server-edited',
    scenario: 'web-server',
    seed: 11,
    code: [{ file: 'web-server/cache.ts', text: read('code/cache.ts.txt') }],
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
    // A reader that answers in capitals.
    code: [{ file: 'cqrs/reader.ts', text: read('code/reader.ts.txt') }],
    steps: [
      [9000, ask({ type: 'Write', key: 'hoge', value: 'fuga' })],
      [10_000, ask({ type: 'Get', key: 'hoge' })],
      [11_000, { type: 'PowerFailure' }],
      [23_000, ask({ type: 'Get', key: 'hoge' })],
    ],
    until: 25_000,
  },
]
