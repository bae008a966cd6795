import type { Exercise, Walkthrough } from '../lessons/index.ts'
import { stepAt } from '../lessons/lesson-fault.ts'
import { isExercise, lineOf, parseLessonFile } from '../lessons/lesson-file.ts'
import { proveExercise } from '../lessons/prove-exercise.ts'
import { proveWalkthrough } from '../lessons/prove-walkthrough.ts'
import { problemsIn, type Trial } from '../lessons/trial.ts'
import { untranslatedIn } from '../lessons/untranslated.ts'
import type { Language } from '../narration/index.ts'
import { participantsOf } from '../scenarios/participants-of.ts'
import { isRefused, sentenceIn } from '../trace/index.ts'
import { placeOf } from '../trace/walk-plain.ts'
import { ExerciseSimulation } from './exercise-simulation.ts'

/** A lesson in a file, with the facts that were proven about it. */
export interface CheckedLesson {
  /** Null for a file that holds no valid lesson. */
  readonly lesson: Walkthrough | Exercise | null
  /** Empty when the file is faulty, so that nothing was tried. */
  readonly trials: readonly Trial[]
  /** Everything that is wrong, in the chosen language; empty for a lesson that is proved. */
  readonly problems: readonly string[]
}

/**
 * Checks the form of a lesson, then proves it by real runs in this thread.
 * @param file its name, for the sentences
 */
export async function checkLesson(text: string, file: string, language: Language): Promise<CheckedLesson> {
  const lesson = parseLessonFile(text, file, participantsOf)
  if (isRefused(lesson)) return { lesson: null, trials: [], problems: [sentenceIn(lesson, language)] }
  const untranslatedTexts = untranslated(lesson, text, file, language)
  if (untranslatedTexts.length > 0) return { lesson, trials: [], problems: untranslatedTexts }
  const run = new ExerciseSimulation()
  const proof = isExercise(lesson) ? proveExercise(lesson, run) : proveWalkthrough(lesson, run)
  const trials = await proof.finally(() => run.close())
  return { lesson, trials, problems: problemsIn(trials).map(each => each[language]) }
}

/** The texts of a lesson that are not translated, each with its line. A page plays such a lesson. */
function untranslated(
  lesson: Walkthrough | Exercise,
  text: string,
  file: string,
  language: Language,
): readonly string[] {
  const at = (steps: readonly (string | number)[], en: string, ja: string): string => {
    const line = lineOf(text, steps)
    const step = stepAt(lesson, steps)
    if (language === 'en') return `${file}, line ${line}${step === null ? '' : `, step [${step}]`}: ${en}`
    return `${file}の${line}行目${step === null ? '' : `、ステップ[${step}]`}:${ja}`
  }
  return untranslatedIn(lesson).map(({ steps, language: wrong }) => {
    const place = `\`${placeOf(steps)}\``
    return wrong === 'ja'
      ? at(
          steps,
          `${place} is not in Japanese; translate it.`,
          `${place}が日本語ではありません。翻訳してください。`,
        )
      : at(
          steps,
          `${place} is not in English; translate it.`,
          `${place}が英語ではありません。翻訳してください。`,
        )
  })
}
