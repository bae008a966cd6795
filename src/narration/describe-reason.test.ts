import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeReason } from './describe-reason.ts'

/** The literal reasons of dead letters in the sources of the runtime. */
const literalReasons = (): readonly string[] =>
  readdirSync('src/runtime', { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map(file => readFileSync(`src/runtime/${file}`, 'utf8'))
    .flatMap(source => [...source.matchAll(/(?:deadLetter|undeliverable)\([^;']*?'([a-z]+ [^'\n]+)'/g)])
    .map(match => match[1]!)

test('every literal reason of the runtime has words in Japanese', () => {
  const reasons = new Set(literalReasons())
  expect(reasons.size).toBeGreaterThanOrEqual(10)
  for (const reason of reasons) expect(describeReason(reason).ja, reason).not.toMatch(/[A-Za-z]/)
})

test.each([
  ['no member has this name', 'この名前のメンバーはいない'],
  ['the mailbox is full at [3] messages', 'メールボックスは[3]件で満杯'],
  ['the stash is full at [1000]', 'スタッシュは[1000]件で満杯'],
  ['the buffer is full at [3]', 'バッファーは[3]件で満杯'],
  ['the stash of a restart is full at [5]', '再起動中のスタッシュは[5]件で満杯'],
  ['No routees in group router for [worker]', 'グループルーター[worker]の転送先がいない'],
  ['Stash is full in group router for [worker]', 'グループルーター[worker]のスタッシュが満杯'],
  [
    'The database accepts only lease requests at /system/lease.',
    'データベースが受け付けるのは[/system/lease]へのリースの要求だけ',
  ],
  [
    'The database accepts only journal requests at /system/journal.',
    'データベースが受け付けるのは[/system/journal]へのジャーナルの要求だけ',
  ],
  [
    'Receptionist [pekko://a@node-1:2551/r] is shutting down',
    'レセプショニスト[pekko://a@node-1:2551/r]が停止する',
  ],
  ['Lost contact with [pekko://a@node-1:2551/r]', '[pekko://a@node-1:2551/r]と連絡が取れない'],
  ['Own words of a scenario.', '[Own words of a scenario.]'],
])('the reason %s has its words in Japanese', (reason, ja) => {
  expect(describeReason(reason)).toEqual({ en: reason, ja })
})
