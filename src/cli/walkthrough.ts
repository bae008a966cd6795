import { existsSync, readFileSync } from 'node:fs'
import { readCommandLine, refuse } from '../../tools/command-line.mjs'
import { type Step, type Walkthrough, walkthroughOf, walkthroughs } from '../lessons/index.ts'
import { isExercise, parseLessonFile } from '../lessons/lesson-file.ts'
import { plainNarration } from '../lessons/narration-markup.ts'
import { problemsOfStep } from '../lessons/step-problems.ts'
import type { Language } from '../narration/index.ts'
import { participantsOf } from '../scenarios/participants-of.ts'
import { isRefused, type VirtualTime } from '../trace/index.ts'
import { walkthroughInThread } from './walkthrough-in-thread.ts'
import type { StepEnd, WalkthroughStage } from './walkthrough-stage.ts'

const known = walkthroughs.map(({ id }) => id).join(', ')
const usage = `Plays a walkthrough to its end, in a browser, with the page's own buttons.

  npm run walkthrough -- <lesson id or file.json> [--headed] [--video DIR] [--lang en|ja] [--simulate]

  --headed     show the browser; each step takes the time it takes to read it
  --video DIR  film it, at the same pace, into DIR
  --lang       language of the page and of the output; default en
  --simulate   in this thread, without a browser

A lesson of your own, in a JSON file, is checked and plays in this thread.

Lessons: ${known}`

const clock = (at: VirtualTime): string =>
  `${Math.floor(at / 60_000)}:${((at % 60_000) / 1000).toFixed(3).padStart(6, '0')}`

/** One sentence about a failed step; null for a successful one. */
function complaintAbout(step: Step, place: string, end: StepEnd, language: Language): string | null {
  const { problem } = end
  const both = problem === null ? null : { en: problem, ja: problem }
  const [first] = problemsOfStep(step, { ...end, problem: both })
  return first === undefined ? null : `${place} [${step.id}] ${first[language]}`
}

function readLesson(file: string): Walkthrough {
  if (!existsSync(file)) refuse(`There is no file [${file}].`)
  const read = parseLessonFile(readFileSync(file, 'utf8'), file, participantsOf)
  if (isRefused(read)) return refuse(read.refused)
  return isExercise(read)
    ? refuse(`[${file}] is an exercise; prove it with: npm run lesson -- check ${file}`)
    : read
}

/** Plays and prints every step. Returns the sentence of the first failure, or null. */
async function play(walkthrough: Walkthrough, stage: WalkthroughStage, language: Language) {
  const { steps } = walkthrough
  console.log(`${walkthrough.title[language]}\n${walkthrough.about[language]}`)
  for (const [index, step] of steps.entries()) {
    const end = await (index === 0 ? stage.begin() : stage.next())
    console.log(
      `\n${index + 1}/${steps.length}  ${step.id}  ${clock(end.at)}\n  ${plainNarration(step.say[language])}`,
    )
    const complaint = complaintAbout(step, `Step ${index + 1} of ${steps.length}`, end, language)
    if (complaint !== null) return complaint
    if (step.await !== undefined) console.log(`  ✓ ${step.await.waiting[language]}`)
  }
  return null
}

const { values, positionals } = readCommandLine({
  usage,
  positionals: true,
  options: {
    headed: { type: 'boolean', default: false },
    video: { type: 'string' },
    lang: { type: 'string', default: 'en' },
    simulate: { type: 'boolean', default: false },
  },
})
const [id] = positionals
if (id === undefined || positionals.length > 1) refuse(`Name one lesson.\n\n${usage}`)
const fromFile = id.endsWith('.json')
const walkthrough = fromFile ? readLesson(id) : walkthroughOf(id)
if (walkthrough === null) refuse(`There is no lesson [${id}]. There is: ${known}.`)
const { lang } = values
if (lang !== 'en' && lang !== 'ja') refuse(`--lang must be en or ja, but is [${lang}].`)
if (fromFile && (values.headed || values.video !== undefined))
  refuse('A lesson from a file plays in this thread: leave out --headed and --video.')
if (values.simulate && (values.headed || values.video !== undefined)) {
  refuse('--simulate needs no browser: leave out --headed and --video.')
}

async function stageInPage(walkthrough: Walkthrough): Promise<WalkthroughStage | null> {
  // Loaded only here, because the browser's driver takes as long to load as a walkthrough takes to play in this thread.
  const { walkthroughInPage } = await import('./walkthrough-in-page.ts')
  const { headed, video = null } = values
  return walkthroughInPage(walkthrough, { language, headed, video })
}

const language: Language = lang
const stage = values.simulate || fromFile ? walkthroughInThread(walkthrough) : await stageInPage(walkthrough)
// The reason has been printed.
if (stage === null) process.exit(2)
const complaint = await play(walkthrough, stage, lang)
  .catch((error: Error) => `The walkthrough stopped: ${error.message}`)
  .finally(() => stage.close())
if (complaint !== null) console.error(`\n${complaint}`)
process.exit(complaint === null ? 0 : 1)
