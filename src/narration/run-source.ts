import type { Plain } from '../trace/plain.ts'
import type { RunFile } from '../trace/run-file.ts'
import type { TraceEvent } from '../trace/trace-event.ts'
import type { Bilingual } from './bilingual.ts'
import { codeLiteral } from './code-literal.ts'
import { type Delivery, deliveriesBefore } from './deliveries.ts'
import { describeAction } from './describe-action.ts'
import { actsOf, callsOf, isExactScript } from './run-steps.ts'

/** A run and its trace. */
export interface PlayedRun {
  readonly file: RunFile
  readonly trace: Iterable<TraceEvent>
}

const aboutRun = ({ header }: RunFile): string => `${header.scenario}, seed ${header.seed}`

const inexact = [
  '// Several actions of the recording share an instant, or a worker died. This code performs the actions one after the',
  '// other, so its trace can differ from the recording.',
]

/** A run as calls of `window.playground`, for the console of the page. */
export const runScript = (file: RunFile): string =>
  [...(isExactScript(file) ? [] : inexact), ...callsOf(file)].map(line => `${line}\n`).join('')

/** A run as the spec file of a Playwright test. `page` is the address of the playground. */
export function playwrightSource(file: RunFile, page: string): string {
  const exact = isExactScript(file) && file.hash !== undefined
  return `import { expect, test } from '@playwright/test'

test(${codeLiteral(aboutRun(file))}, async ({ page }) => {
  // A virtual minute is computed in seconds.
  test.setTimeout(${60_000 + (file.until ?? 0)})
  await page.goto(${codeLiteral(page)})
  await page.waitForFunction(() => 'playground' in window)
  const hash = await page.evaluate(async () => {
    const playground = Reflect.get(window, 'playground')
    await playground.ready
    const accepted = <T>(answer: T): T => {
      if (typeof answer === 'object' && answer !== null && 'refused' in answer) throw new Error(String(answer.refused))
      return answer
    }
${(exact ? [] : inexact).map(line => `    ${line}\n`).join('')}${callsOf(file)
  .map(call => `    accepted(${call})\n`)
  .join('')}    return accepted(await playground.traceHash())
  })
  expect(hash).${exact ? `toBe(${codeLiteral(file.hash ?? '')})` : 'toMatch(/^[0-9a-f]{64}$/)'}
})
`
}

/**
 * A run as a TypeScript file for `src/lessons/walkthroughs`: a step for each action, which awaits the last message
 * that was handled before the next action. Its texts name the actions and are for the author to replace.
 */
export function walkthroughSource({ file, trace }: PlayedRun): string {
  const { scenario, seed, settings } = file.header
  const acts = actsOf(file)
  const deliveries = deliveriesBefore([...acts.map(({ at }) => at), (file.until ?? 0) + 1], trace)
  const steps = [
    step('start', { en: 'The cluster starts.', ja: 'クラスターが起動します。' }, null, deliveries[0] ?? null),
    ...acts.map(({ index, action }, i) => {
      const { en, ja } = describeAction(action)
      const done: Delivery = {
        check: { type: 'eventually', what: { event: 'ActionDone', where: { index: i } } },
        at: 0,
        words: `action ${i + 1}`,
      }
      return step(
        `act-${index + 1}`,
        { en: `${en}.`, ja: `${ja}。` },
        action as unknown as Plain,
        deliveries[i + 1] ?? done,
      )
    }),
  ]
  const fields = [
    `id: ${codeLiteral(`${scenario}-${seed}`)}`,
    `scenario: ${codeLiteral(scenario)}`,
    `seed: ${seed}`,
    ...(Object.keys(settings).length === 0 ? [] : [`settings: ${codeLiteral(settings)}`]),
    `title: ${codeLiteral({ en: `A run of ${aboutRun(file)}`, ja: `実行(${scenario}、シード${seed})` })}`,
    `about: ${codeLiteral({ en: 'Say here in one sentence what the walkthrough shows.', ja: 'ウォークスルーの内容を1文で書いてください。' })}`,
    `minutes: ${Math.max(1, Math.ceil(steps.length * minutesPerStep))}`,
    `steps: [\n${steps.join('')}  ]`,
  ]
  return `import type { Walkthrough } from '../lesson.ts'

export const walkthrough: Walkthrough = {
${fields.map(field => `  ${field},\n`).join('')}}
`
}

/** The time in which a participant reads a step and watches it, for the author to replace. */
const minutesPerStep = 0.5

function step(id: string, say: Bilingual, action: Plain | null, awaited: Delivery | null): string {
  const fields = [
    `id: ${codeLiteral(id)}`,
    `say: ${codeLiteral({ en: `${say.en} Say here what to watch.`, ja: `${say.ja}ここに見どころを書いてください。` })}`,
    ...(action === null ? [] : [`actions: [${codeLiteral(action)}]`]),
    ...(awaited === null ? [] : [`await: ${awaitedSource(awaited)}`]),
  ]
  return `    {\n${fields.map(field => `      ${field},\n`).join('')}    },\n`
}

/** The message may come later than in the recording, because the step begins where the one before it rests. */
const patienceMs = 30_000

const awaitedSource = ({ check, at, words }: Delivery): string =>
  codeLiteral({
    waiting: { en: `the instant of the recording (${words})`, ja: `記録の時点になる(${words})` },
    check: check as unknown as Plain,
    withinMs: at + patienceMs,
  })
