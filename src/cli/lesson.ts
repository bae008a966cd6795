import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { readCommandLine, refuse } from '../../tools/command-line.mjs'
import { exerciseOf, walkthroughOf } from '../lessons/index.ts'
import type { Language } from '../narration/index.ts'
import { checkLesson } from './check-lesson.ts'
import { reportOf } from './lesson-report.ts'
import { lessonStarts } from './lesson-starts.ts'

const usage = `Begins and proves lessons in JSON files: walkthroughs and exercises.

  npm run lesson -- new <id> [--exercise | --prediction]
  npm run lesson -- check <file.json>… [--lang en|ja]

  new           writes <id>.json, a small lesson that is proved already, for you to change
  --exercise    an exercise with a goal, in place of a walkthrough
  --prediction  an exercise with a prediction, in place of a walkthrough

  check         checks the file, then proves the lesson by real runs in this thread. A walkthrough plays to its end,
                and the run confirms its predictions. An exercise is solved by its solution, not by its start or by
                doing nothing, and each wrong answer is refuted. Exit code 0: proved, 1: not proved
  --lang        language of the output; default en`

function begin(id: string, kind: keyof typeof lessonStarts): void {
  if (!/^[a-z0-9-]+$/.test(id))
    refuse(`An id has lower-case letters, digits and hyphens only, but is [${id}]. Choose another one.`)
  if (walkthroughOf(id) !== null || exerciseOf(id) !== null)
    refuse(`[${id}] is the id of a lesson of the playground. Choose another one.`)
  const file = `${id}.json`
  if (existsSync(file)) refuse(`The file [${file}] exists already. Choose another id, or remove it.`)
  writeFileSync(file, `${JSON.stringify(lessonStarts[kind](id), null, 2)}\n`)
  console.log(
    `${file} is a small lesson that works. Change it, then prove it: npm run lesson -- check ${file}`,
  )
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return refuse(`There is no file [${file}].`)
  }
}

/** Prints what is proved about the lesson of a file. Returns whether everything is. */
async function check(file: string, language: Language): Promise<boolean> {
  const checked = await checkLesson(textOf(file), file, language)
  const report = reportOf(checked, language)
  if (report !== '') console.log(report)
  for (const problem of checked.problems) console.error(problem)
  return checked.problems.length === 0
}

const { values, positionals } = readCommandLine({
  usage,
  positionals: true,
  options: {
    exercise: { type: 'boolean', default: false },
    prediction: { type: 'boolean', default: false },
    lang: { type: 'string', default: 'en' },
  },
})
const [command, ...names] = positionals
const { lang } = values
if (lang !== 'en' && lang !== 'ja') refuse(`--lang must be en or ja, but is [${lang}].`)
if (values.exercise && values.prediction) refuse('Choose --exercise or --prediction, not both.')
const [first] = names
if (command === 'new') {
  if (first === undefined || names.length > 1) refuse(`Give the new lesson one id.\n\n${usage}`)
  begin(first, values.exercise ? 'exercise' : values.prediction ? 'prediction' : 'walkthrough')
} else if (command === 'check') {
  if (first === undefined) refuse(`Name the file of a lesson.\n\n${usage}`)
  let proved = true
  for (const file of names) proved = (await check(file, lang)) && proved
  process.exitCode = proved ? 0 : 1
} else
  refuse(`The command is new or check${command === undefined ? '' : `, but is [${command}]`}.\n\n${usage}`)
