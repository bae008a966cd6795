import { expect, test } from 'vitest'
import { switchText } from '../card.ts'
import { cqrsAsPrintedSettings, defects } from './settings.ts'
import { printedSwitches } from './switches.ts'

const { switches, printed, repaired } = printedSwitches

test('each mistake of the article has a switch, whose printed value is that of the scenario', () => {
  const values = {
    uniqueSequenceNrs: cqrsAsPrintedSettings.uniqueSequenceNrs,
    ...Object.fromEntries(
      defects.map(defect => [`printed.${defect}`, cqrsAsPrintedSettings.printed[defect]]),
    ),
  }
  expect(Object.fromEntries(switches.map(each => [each.path, each.printed]))).toEqual(values)
  for (const each of switches) {
    expect(switchText(printedSwitches, each, each.printed)).toBe(printed)
    expect(switchText(printedSwitches, each, !each.printed)).toBe(repaired)
  }
})

test('the switches have different titles, and words in two languages', () => {
  for (const language of ['en', 'ja'] as const)
    expect(new Set(switches.map(({ title }) => title[language])).size).toBe(switches.length)
  for (const { title, help } of switches)
    for (const { en, ja } of [title, help]) {
      expect(en).not.toBe('')
      expect(ja).toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u)
    }
})
