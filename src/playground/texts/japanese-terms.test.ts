import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** The Japanese term for each concept, and words that must not be used for it. */
const terms: readonly (readonly [term: string, rejected: RegExp])[] = [
  ['再開', /続行/],
  ['応答', /返事|返答/],
  ['引き渡し', /ハンドオーバー/],
  ['インカーネーション', /世代|代目/],
  ['シングルトンマネージャー', /管理役/],
  ['シングルトンプロキシー', /シングルトン代理/],
  ['レセプショニスト', /クライアントから receptionist|receptionist に/],
  ['スーパービジョン', /監督|監視の戦略/],
  ['規則', /ルール/],
  ['スローする', /投げ/],
  ['生成する', /子(アクター)?を作/],
  ['リカバリー', /リカバリ(?!ー)/],
  ['操作', /アクション/],
  ['配送中', /配達/],
  // The name of the tab.
  ['詳細', /インスペクター/],
]

const linesWithJapanese = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter(file => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .flatMap(file =>
    readFileSync(`src/${file}`, 'utf8')
      .split('\n')
      .filter(line => /[ぁ-んァ-ヶ一-龠]/.test(line))
      .map(line => `${file}: ${line.trim()}`),
  )

test.each(terms)('the Japanese texts say %s and no other word for it', (term, rejected) => {
  expect(linesWithJapanese.filter(line => rejected.test(line))).toEqual([])
  expect(linesWithJapanese.some(line => line.includes(term.replace(/する$/, '')))).toBe(true)
})
