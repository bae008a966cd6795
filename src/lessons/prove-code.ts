import type { Bilingual } from '../narration/index.ts'
import {
  type Check,
  type EditedFile,
  isRefused,
  type Refused,
  type ScriptOutcome,
  type ScriptStep,
  sentenceIn,
  type Verdict,
} from '../trace/index.ts'
import { applyEdits, type CodeEdit, changedLineCount } from './code-edits.ts'
import type { CodeExercise, CodeRemark } from './exercise.ts'
import { isLit, lampValue, partsOf, scriptOfTrial } from './exercise-judge.ts'
import type { Trial } from './trial.ts'

/** The run of a trial, without its code and its acts. */
export type CodeRun = Pick<CodeExercise, 'scenario' | 'seed'> & Required<Pick<CodeExercise, 'settings'>>

/** Runs of edited code, for a proof. */
export interface CodePort {
  /** The build's text of a file below `src/scenarios`; null: there is none. */
  sourceOf(file: string): Promise<string | null>
  /** The first problem that keeps code from running, and the name that it is about, if there is one; null: none. */
  problemIn(file: string, text: string): { readonly refusal: Refused; readonly name: string | null } | null
  /** Performs a script from the start of a new run with edited files. */
  tryCode(
    run: CodeRun,
    code: readonly EditedFile[],
    script: readonly ScriptStep[],
  ): Promise<ScriptOutcome | Refused>
}

/** Virtual ms for which a proof waits after the trial of the starting text. */
const idleMs = 60_000
const wait: ScriptStep = {
  type: 'wait',
  check: { type: 'eventually', what: { event: 'ActionDone', where: { 'action.type': '' } } },
  withinMs: idleMs,
}

/**
 * Proves by real runs that a code exercise works: its starting text misses the goal, its solution reaches it within par,
 * and the example of each remark shows the pattern and misses the goal. Returns what was tried.
 */
export async function proveCode(exercise: CodeExercise, port: CodePort): Promise<readonly Trial[]> {
  const proof = new CodeProof(exercise, port)
  await proof.prove()
  return proof.trials
}

/** The result of one attempt. */
interface Attempt {
  /** Words of the lamps that are not lit, at each judgement. */
  readonly unlit: readonly (readonly Bilingual[])[]
  /** Remarks whose pattern occurred. */
  readonly remarks: readonly CodeRemark[]
  /** Number of the first wait that did not come true, from 1; 0: all did. */
  readonly missedWait: number
}

const claims = {
  startMisses: {
    en: `It does not satisfy the goal, also ${idleMs / 1000} s later.`,
    ja: `${idleMs / 1000}秒後にも、目標を満たしていません。`,
  },
  remarkShows: {
    en: 'Its example shows its pattern and misses the goal.',
    ja: '例にそのパターンが現れ、目標は満たされません。',
  },
  solves: (lamps: number): Bilingual => ({
    en: `It lights all lamps (${lamps}) and shows no remark.`,
    ja: `ランプがすべて(${lamps}個)点灯し、状況別ヒントは出ません。`,
  }),
  withinPar: (lines: number, par: number): Bilingual => ({
    en: `Number of changed lines: ${lines}; par is ${par}.`,
    ja: `変わる行は${lines}行で、基準は${par}行です。`,
  }),
} as const

class CodeProof {
  readonly trials: Trial[] = []
  readonly #exercise: CodeExercise
  readonly #port: CodePort
  /** Problems of the trial that is under way. */
  #problems: Bilingual[] = []

  constructor(exercise: CodeExercise, port: CodePort) {
    this.#exercise = exercise
    this.#port = port
  }

  async prove(): Promise<void> {
    const { code, lamps, remarks, par } = this.#exercise
    const starting: Bilingual = { en: 'starting code', ja: '最初のコード' }
    const texts = { original: '', start: null as string | null }
    await this.#try(starting, claims.startMisses, async () => {
      const original = await this.#port.sourceOf(code.file)
      if (original === null) {
        this.#find(`The build has no file [${code.file}].`, `ファイル[${code.file}]はビルドにありません。`)
        return
      }
      texts.original = original
      texts.start = this.#edited(original, code.start ?? [])
      if (texts.start !== null) await this.#proveStart(original, texts.start)
    })
    const { original, start } = texts
    if (start === null) return
    for (const [index, remark] of remarks.entries()) {
      const part: Bilingual = { en: `remark ${index + 1}`, ja: `状況別ヒント${index + 1}` }
      await this.#try(part, claims.remarkShows, () => this.#proveRemark(original, start, remark, part))
    }
    const solution: Bilingual = { en: 'solution', ja: '解答' }
    let solved: string | null = null
    await this.#try(solution, claims.solves(lamps.length), async () => {
      solved = this.#edited(start, code.solution)
      if (solved !== null) await this.#proveSolution(original, solved)
    })
    const lines = solved === null ? 0 : changedLineCount(start, solved)
    await this.#try(solution, claims.withinPar(lines, par), async () => {
      if (lines > par)
        this.#find(
          `The solution changes ${lines} lines; par is ${par}.`,
          `解答で変わる行は${lines}行で、基準の${par}行を超えています。`,
        )
    })
  }

  async #try(part: Bilingual, claim: Bilingual, work: () => Promise<void>): Promise<void> {
    this.#problems = []
    await work()
    this.trials.push({ part, claim, problems: this.#problems })
  }

  async #proveStart(original: string, start: string): Promise<void> {
    const attempt = await this.#attempt(original, start, [wait, this.#judge])
    if (attempt === null) return
    const [atEnd, later] = attempt.unlit
    if (atEnd?.length === 0) this.#find('The start satisfies the goal.', '開始時点で目標を満たしています。')
    if (later?.length === 0)
      this.#find('Doing nothing satisfies the goal.', '何もしなくても目標を満たしてしまいます。')
  }

  async #proveSolution(original: string, solution: string): Promise<void> {
    const attempt = await this.#attempt(original, solution)
    if (attempt === null) return
    if (attempt.missedWait > 0)
      this.#find(
        `With the solution, play ${attempt.missedWait} of the trial does not reach its check.`,
        `解答でも、試行の${attempt.missedWait}番目のチェックが満たされません。`,
      )
    for (const words of attempt.unlit[0] ?? [])
      this.#find(
        `After the solution one lamp is not lit: ${words.en}`,
        `解答の後も点灯しないランプがあります: ${words.ja}`,
      )
    for (const { say } of attempt.remarks)
      this.#find(`The solution shows a remark: ${say.en}`, `解答でも状況別ヒントが出ます: ${say.ja}`)
  }

  async #proveRemark(original: string, start: string, remark: CodeRemark, part: Bilingual): Promise<void> {
    const text = this.#edited(start, remark.example)
    if (text === null) return
    if ('refusedName' in remark.when) {
      const { refusedName } = remark.when
      if (this.#port.problemIn(this.#exercise.code.file, text)?.name !== refusedName)
        this.#find(
          `The example of ${part.en} is not refused for [${refusedName}].`,
          `${part.ja}の例は、[${refusedName}]を理由に拒否されません。`,
        )
      return
    }
    const attempt = await this.#attempt(original, text)
    if (attempt === null) return
    if (!attempt.remarks.includes(remark))
      this.#find(
        `The attempt of ${part.en} does not show its pattern.`,
        `${part.ja}の例に、そのパターンが現れません。`,
      )
    if (attempt.unlit[0]?.length === 0)
      this.#find(`The attempt of ${part.en} satisfies the goal.`, `${part.ja}の例が目標を満たしています。`)
  }

  /** The text after edits; null when one of them does not fit. */
  #edited(text: string, edits: readonly CodeEdit[]): string | null {
    const edited = applyEdits(this.#exercise.code.file, text, edits)
    if (!isRefused(edited)) return edited
    this.#refuse(edited)
    return null
  }

  async #attempt(original: string, text: string, then: readonly ScriptStep[] = []): Promise<Attempt | null> {
    const { scenario, seed, settings = {}, code } = this.#exercise
    const files = text === original ? [] : [{ file: code.file, text }]
    const trial = scriptOfTrial(this.#exercise)
    const script = [...trial, this.#judge, ...then]
    const outcome = await this.#port.tryCode({ scenario, seed, settings }, files, script)
    if (isRefused(outcome)) return this.#refuse(outcome)
    if (outcome.problem !== null) return this.#refuse(outcome.problem)
    const waits = trial.flatMap(({ type }, i) =>
      type === 'wait' ? [outcome.outcomes[i]?.verdicts[0] === 'true'] : [],
    )
    const verdicts = script.flatMap((step, i) =>
      step.type === 'judge' ? [outcome.outcomes[i]?.verdicts ?? []] : [],
    )
    const first = verdicts[0] ?? []
    return {
      unlit: verdicts.map(each => this.#unlit(each)),
      remarks: this.#shownRemarks(first.slice(this.#exercise.lamps.length)),
      missedWait: waits.indexOf(false) + 1,
    }
  }

  #unlit(verdicts: readonly Verdict[]): readonly Bilingual[] {
    return this.#exercise.lamps.flatMap(({ check, yet }, i) =>
      isLit(lampValue(check, verdicts[i] ?? 'open')) ? [] : [yet],
    )
  }

  #shownRemarks(verdicts: readonly Verdict[]): readonly CodeRemark[] {
    const left = [...verdicts]
    return this.#exercise.remarks.filter(remark => {
      const parts = partsOfPattern(remark)
      const own = left.splice(0, parts.length)
      return parts.length > 0 && parts.every((check, i) => isLit(lampValue(check, own[i] ?? 'open')))
    })
  }

  /** The lamps, then the parts of the patterns of the remarks. */
  get #judge(): ScriptStep {
    const { lamps, remarks } = this.#exercise
    return { type: 'judge', checks: [...lamps.map(({ check }) => check), ...remarks.flatMap(partsOfPattern)] }
  }

  #refuse(refusal: Refused): null {
    this.#find(sentenceIn(refusal, 'en'), sentenceIn(refusal, 'ja'))
    return null
  }

  #find(en: string, ja: string): void {
    this.#problems.push({ en, ja })
  }
}

const partsOfPattern = ({ when }: CodeRemark): readonly Check[] =>
  'refusedName' in when ? [] : partsOf(when)
