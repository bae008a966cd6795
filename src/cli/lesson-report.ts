import { isExercise } from '../lessons/lesson-file.ts'
import type { Trial } from '../lessons/trial.ts'
import type { Language } from '../narration/index.ts'
import type { CheckedLesson } from './check-lesson.ts'

const mark = ({ problems, untried }: Trial): string => (problems.length > 0 ? '✗' : untried ? '–' : '✓')

/** The columns of a terminal that a text takes: Japanese letters are twice as wide. */
const columnsOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (/[\u3000-\u9fff\uff00-\uff60]/.test(letter) ? 2 : 1), 0)

/** The trials as lines of a table. */
function tableOf(trials: readonly Trial[], language: Language): string {
  const widest = Math.max(...trials.map(({ part }) => columnsOf(part[language])))
  return trials
    .map(trial => {
      const part = trial.part[language]
      const gap = ' '.repeat(widest - columnsOf(part) + 2)
      return `  ${mark(trial)} ${part}${gap}${trial.claim[language]}`
    })
    .join('\n')
}

const words = {
  en: {
    walkthrough: 'walkthrough',
    exercise: 'exercise',
    proved: (count: number) => `Proved: ${count} of ${count}.`,
    failed: (count: number, all: number) => `Not proved: ${count} of ${all} failed.`,
    untried: (count: number) => ` Not tried: ${count}, marked –.`,
  },
  ja: {
    walkthrough: 'ガイド',
    exercise: '演習',
    proved: (count: number) => `すべて確かめました(${count}件)。`,
    failed: (count: number, all: number) => `${all}件中${count}件が確かめられませんでした。`,
    untried: (count: number) => `「–」の${count}件は試していません。`,
  },
} as const

/** The lesson, what was tried, and the result; empty for a file that holds no lesson. */
export function reportOf({ lesson, trials }: CheckedLesson, language: Language): string {
  if (lesson === null) return ''
  const say = words[language]
  const kind = isExercise(lesson) ? say.exercise : say.walkthrough
  const title = `${lesson.id} (${kind}): ${lesson.title[language]}`
  if (trials.length === 0) return title
  const tried = trials.filter(({ untried }) => !untried)
  const failed = tried.filter(({ problems }) => problems.length > 0).length
  const skipped = trials.length - tried.length
  const result = failed === 0 ? say.proved(tried.length) : say.failed(failed, tried.length)
  return `${title}\n${tableOf(trials, language)}\n${result}${skipped === 0 ? '' : say.untried(skipped)}`
}
