import { expect, test } from 'vitest'
import { findCommands } from './find-commands.ts'

const commands = [
  { name: 'Play or pause', group: 'Time', also: '再生・一時停止' },
  { name: 'Kill node-1', group: 'Acts on the cluster', also: '強制終了' },
  { name: 'Kill node-2', group: 'Acts on the cluster', also: '強制終了' },
  { name: 'Theme: dark', group: 'Settings', also: 'テーマ: ダーク' },
  { name: 'Display: large', group: 'Settings' },
] as const

const names = (question: string) => findCommands(commands, question).map(({ name }) => name)

test('an empty question finds every command in its order', () => {
  expect(names('  ')).toEqual(commands.map(({ name }) => name))
})

test('each word of the question is looked for, in any order and case', () => {
  expect(names('NODE-2 kill')).toEqual(['Kill node-2'])
  expect(names('settings dark')).toEqual(['Theme: dark'])
  expect(names('kill node-9')).toEqual([])
})

test('names that begin with the question come before words that do, and those before other places', () => {
  expect(names('pla')).toEqual(['Play or pause', 'Display: large'])
  expect(names('node')).toEqual(['Kill node-1', 'Kill node-2'])
})

test('a command is found by its name in the other language, in full or half width', () => {
  expect(names('強制')).toEqual(['Kill node-1', 'Kill node-2'])
  expect(names('ﾃｰﾏ')).toEqual(['Theme: dark'])
  expect(names('Ｋｉｌｌ')).toEqual(['Kill node-1', 'Kill node-2'])
})

test('a voiced kana is another letter than its plain one', () => {
  expect(findCommands([{ name: 'ガイド', group: '' }], 'カイト')).toEqual([])
  expect(findCommands([{ name: 'ガイド', group: '' }], 'ｶﾞｲﾄﾞ')).toHaveLength(1)
})
