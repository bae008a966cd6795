import type { Page } from '@playwright/test'
import { exerciseOf, walkthroughOf } from '../src/lessons/index.ts'
import { plainNarration } from '../src/lessons/narration-markup.ts'
import { allEn } from '../src/playground/texts/all-en.ts'
import { exerciseTexts } from '../src/playground/texts/exercise-texts.ts'
import { ja } from '../src/playground/texts/ja.ts'
import { cqrsCard } from '../src/scenarios/cqrs/card.ts'
import { expect, test } from './browser.ts'
import { ScreenReader } from './screen-reader.ts'

test.use({ sharedPage: true })

type Locale = 'en' | 'ja'
const words = { en: allEn, ja } as const
const exercises = (locale: Locale) => ['region', exerciseTexts.title[locale]] as const

/** Opens the page in this language, without the address of a lesson. */
async function open(page: Page, locale: Locale): Promise<ScreenReader> {
  await page.goto('?seed=7')
  const reader = await ScreenReader.on(page)
  const other = locale === 'en' ? 'ja' : 'en'
  await expect
    .poll(async () => (await reader.all(['button', /^(日本語で表示|Show in English)$/])).length)
    .toBe(1)
  if ((await reader.all(['button', words[other].bar.language])).length > 0)
    await reader.activate(['button', words[other].bar.language])
  await reader.find(['button', words[locale].bar.language])
  await reader.listen()
  return reader
}

/** Opens the exercises and begins one. */
async function begin(reader: ScreenReader, locale: Locale, id: string): Promise<void> {
  const { title } = exerciseOf(id)!
  if ((await reader.all(exercises(locale))).length === 0)
    await reader.activate(['button', words[locale].bar.exercises])
  const back = ['button', exerciseTexts.back[locale]] as const
  if ((await reader.all(back)).length > 0) await reader.activate(back)
  await reader.activate(['button', new RegExp(`^${title[locale]}`)], exercises(locale))
  await reader.find(['heading', title[locale]])
}

for (const locale of ['en', 'ja'] as const) {
  const t = words[locale]

  test(`a person who sees nothing predicts a run and reaches a goal (${locale})`, async ({ page }) => {
    const reader = await open(page, locale)

    await test.step('a prediction', async () => {
      await begin(reader, locale, 'reply-to-whom')
      const exercise = exerciseOf('reply-to-whom')!
      if (exercise.type !== 'prediction' || exercise.question.type !== 'choice')
        throw new Error(exercise.type)
      await reader.reads(exercises(locale), exercise.situation[locale])
      const { ask, choices, answer, why } = exercise.question
      const right = choices.find(({ id }) => id === answer)!.words[locale]
      await reader.goTo(['radio', right], ['group', ask[locale]])
      await reader.press('Space')
      expect((await reader.find(['radio', right])).states).toContain('checked')
      await reader.activate(['button', exerciseTexts.predict[locale]])
      await reader.hears(exerciseTexts.right[locale])
      await reader.reads(exercises(locale), why[locale])
    })

    await test.step('a goal', async () => {
      await begin(reader, locale, 'stale-read')
      const exercise = exerciseOf('stale-read')!
      if (exercise.type !== 'goal') throw new Error(exercise.type)
      await reader.reads(exercises(locale), exercise.goal[locale])
      await reader.reads(exercises(locale), exercise.lamps[0]!.yet[locale])
      // Time waits, as for every reader who needs longer than a second.
      const time = ['toolbar', t.transport.label] as const
      await reader.activate(['button', t.transport.pause], time)
      // So slow that a busy machine has read what is stored before the cluster removes the nodes that are cut off.
      await reader.goTo(['slider', t.transport.speed])
      for (const slower of ['ArrowLeft', 'ArrowLeft']) await reader.press(slower)

      await reader.activate(['button', t.canvas.network])
      const dialog = ['dialog', t.network.title] as const
      await reader.goTo(['button', t.network.side.a], ['group', 'node-1'])
      await reader.press('Enter')
      for (const id of ['node-3', 'node-4']) {
        await reader.goTo(['button', t.network.side.b], ['group', id])
        await reader.press('Enter')
      }
      await reader.activate(['button', t.network.cutSides], dialog)
      await reader.press('Escape')

      const form = ['form', cqrsCard.commands[0]!.title[locale]] as const
      const [key, value] = cqrsCard.commands[0]!.fields
      await reader.fill(['textbox', key!.label[locale]], 'hoge', form)
      await reader.fill(['textbox', value!.label[locale]], 'new', form)
      await reader.press('Enter')
      await reader.activate(['button', t.transport.play], time)
      await reader.reads(exercises(locale), exercise.lamps[0]!.met[locale])
      // The same button, which still has the focus: nodes that are cut off for long are downed.
      await reader.press('Enter')

      await reader.activate(['button', t.canvas.network])
      await reader.activate(['button', t.network.healAll], dialog)
      await reader.press('Escape')
      const query = ['form', cqrsCard.commands[1]!.title[locale]] as const
      await reader.fill(['textbox', cqrsCard.commands[1]!.fields[0]!.label[locale]], 'hoge', query)
      await reader.press('Enter')
      await reader.activate(['button', t.transport.play], time)
      await reader.hears(exerciseTexts.solved[locale])
      await reader.reads(exercises(locale), exercise.why[locale])
    })
    await reader.close()
  })

  test(`a person who sees nothing plays a walkthrough to its end (${locale})`, async ({ page }) => {
    const reader = await open(page, locale)
    const lesson = walkthroughOf('three-silences')!
    const band = ['region', t.lesson.title] as const
    const { states } = await reader.find(['button', t.bar.lesson])
    if (!states.includes('pressed')) await reader.activate(['button', t.bar.lesson])
    await reader.activate(['button', t.learn.all])
    await reader.activate(['button', t.learn.beginLesson.replace('{title}', lesson.title[locale])])
    await reader.reads(band, plainNarration(lesson.steps[0]!.say[locale]))
    await reader.goTo(['slider', t.transport.speed])
    await reader.press('End')

    for (const [index, { say, ask, await: awaited }] of lesson.steps.entries()) {
      await test.step(`step ${index + 1}`, async () => {
        if (index > 0) await reader.activate(['button', t.lesson.next], band)
        await reader.reads(band, plainNarration(say[locale]))
        if (ask?.type === 'choice') {
          const right = ask.choices.find(({ id }) => id === ask.answer)!.words[locale]
          await reader.goTo(['radio', right], band)
          await reader.press('Space')
        }
        if (awaited === undefined) return
        await reader.activate(['button', t.lesson.watch], band)
        await reader.hears(t.lesson.waitingFor.replace('{what}', awaited.waiting[locale]))
        await reader.find(['button', t.lesson.next], band)
        if (ask !== undefined) await reader.reads(band, t.question.right)
      })
    }
    await reader.reads(band, t.lesson.done)
    await reader.press('Alt+0')
    await reader.close()
  })
}
