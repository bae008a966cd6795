import { Download, GitBranch, Search, X } from 'lucide-react'
import { type RefObject, useEffect, useRef } from 'react'
import { useFormatter, useLocale } from 'use-intl'
import type { Counterexample, SearchProgress, SearchReport } from '../../browser/index.ts'
import { type Bilingual, describeAction } from '../../narration/index.ts'
import { breakWords } from '../breaking/break-words.ts'
import {
  breakLamp,
  endSearch,
  keepFound,
  openFound,
  runsOfRound,
  searchLonger,
  useBreaking,
} from '../breaking/breaking.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import type { Lamp } from '../lamps/lamps.ts'
import { useRedSentence } from '../lamps/use-red-sentence.ts'
import { useRun } from '../store/run-store.ts'
import { Modal } from '../ui/modal.tsx'
import { useNames } from '../ui/use-names.ts'
import { useSentence } from '../ui/use-sentence.ts'
import { useText } from '../ui/use-text.ts'
import './break-dialog.css'

const useWords = () => breakWords[useLocale()]

/** The search for the fewest acts that turn a lamp red, and its result. */
export function BreakDialog() {
  const words = useWords()
  const text = useText()
  const { lamp, addsCommands, phase } = useBreaking()
  const main = useRef<HTMLButtonElement>(null)
  useFocusOf(main, phase.type)
  if (lamp === null) return null
  const title = text(lamp.title)
  return (
    <Modal title={words.title(title)} onClose={endSearch}>
      {phase.type === 'searching' && <Searching {...phase} addsCommands={addsCommands} main={main} />}
      <p className="break-result" role="status">
        {phase.type === 'reported' && <ResultSentence report={phase.report} lamp={title} />}
      </p>
      {phase.type === 'reported' && phase.report.found !== null && (
        <Found lamp={lamp} found={phase.report.found} report={phase.report} main={main} />
      )}
      {phase.type === 'reported' && phase.report.found === null && (
        <NotFound report={phase.report} main={main} />
      )}
      {phase.type === 'refused' && <Failed lamp={lamp} refusal={phase.refusal} main={main} />}
    </Modal>
  )
}

type Main = { readonly main: RefObject<HTMLButtonElement | null> }

/** Focuses the main button when the phase changes, because the button that had the focus is gone. */
function useFocusOf(main: RefObject<HTMLButtonElement | null>, phase: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the phase is the reason to run again
  useEffect(() => main.current?.focus(), [main, phase])
}

const stages = ['neighbourhood', 'feedback', 'delays', 'shrinking'] as const

interface SearchingProps extends Main {
  readonly addsCommands: boolean
  readonly progress: SearchProgress | null
  readonly speed: number
  readonly before: number
}

function Searching({ addsCommands, progress, speed, before, main }: SearchingProps) {
  const words = useWords()
  const format = useFormatter()
  const stage = progress?.stage ?? 'neighbourhood'
  const runs = progress?.runs ?? before
  const isShrinking = stage === 'shrinking' && progress !== null && progress.acts !== null
  return (
    <>
      <p>
        {words.explanation}
        {addsCommands && words.addsCommands}
      </p>
      <ol className="break-stages" aria-label={words.stagesLabel}>
        {stages.map(each => (
          <li
            key={each}
            aria-current={each === stage ? 'step' : undefined}
            data-done={stages.indexOf(each) < stages.indexOf(stage) || undefined}
          >
            {words.stages[each]}
          </li>
        ))}
      </ol>
      <progress
        className="break-progress"
        aria-label={words.stages[stage]}
        max={runsOfRound}
        {...(isShrinking ? {} : { value: runs - before })}
      />
      <dl className="break-numbers tabular">
        <div>
          <dt>{words.runs}</dt>
          <dd>{format.number(runs)}</dd>
        </div>
        <div>
          <dt>{words.situations}</dt>
          <dd>{format.number(progress?.situations ?? 0)}</dd>
        </div>
        <div>
          <dt>{words.speed}</dt>
          <dd>{words.speedValue(format.number(Math.round(speed)))}</dd>
        </div>
      </dl>
      <p className="note">{isShrinking ? words.left(format.number(progress.acts!)) : words.ends}</p>
      <div className="modal-actions">
        <button ref={main} type="button" className="button" onClick={endSearch}>
          <X size={15} aria-hidden="true" /> {words.cancel}
        </button>
      </div>
    </>
  )
}

function ResultSentence({ report, lamp }: { readonly report: SearchReport; readonly lamp: string }) {
  const words = useWords()
  const format = useFormatter()
  const { found, runs } = report
  return found === null ? words.none(lamp, format.number(runs)) : words.found(lamp, found.actions.length)
}

interface FoundProps extends Main {
  readonly lamp: Lamp
  readonly found: Counterexample
  readonly report: SearchReport
}

function Found({ lamp, found, report, main }: FoundProps) {
  const words = useWords()
  const locale = useLocale()
  const text = useText()
  const time = useTimeFormat(3)
  const names = useNames()
  const redSentence = useRedSentence()
  const view = useRun(({ throttled }) => throttled)
  const { actions, decision, actsFound } = found
  return (
    <>
      <ol className="break-acts" aria-label={words.acts}>
        {actions.map(({ index, at, action }) => (
          <li key={index}>
            <span className="tabular">{time(at)}</span>
            <span>{describeAction(action, names(view))[locale]}</span>
          </li>
        ))}
        <li data-red>
          <span className="tabular">{time(decision.at)}</span>
          <span>{redSentence({ ...decision, id: lamp.id, events: 0 })}</span>
        </li>
      </ol>
      <p className="note">
        {words.foundDetails({
          runs: report.runs,
          shrinkRuns: report.shrinkRuns,
          before: actsFound,
        })}
      </p>
      <div className="modal-actions">
        <button type="button" className="button" onClick={() => keepFound(lamp, found)}>
          <Download size={15} aria-hidden="true" /> {words.keep}
        </button>
        <button
          ref={main}
          type="button"
          className="button primary"
          title={words.openHelp}
          onClick={() => void openFound(lamp, found, words.branchName(text(lamp.title)))}
        >
          <GitBranch size={15} aria-hidden="true" /> {words.open}
        </button>
      </div>
    </>
  )
}

function NotFound({ report, main }: Main & { readonly report: SearchReport }) {
  const words = useWords()
  const format = useFormatter()
  const { situations, newInLastThird, missing } = report
  return (
    <>
      <p>
        {words.noneSituations(format.number(situations))}
        {newInLastThird === 0 ? words.noneNothingNew : words.noneNew(format.number(newInLastThird))}
      </p>
      {missing.length === 0 ? <p>{words.nothingMissing}</p> : <Missing conditions={missing} />}
      <div className="modal-actions">
        <button type="button" className="button" onClick={endSearch}>
          {words.close}
        </button>
        <button ref={main} type="button" className="button primary" onClick={searchLonger}>
          <Search size={15} aria-hidden="true" /> {words.longer}
        </button>
      </div>
    </>
  )
}

function Missing({ conditions }: { readonly conditions: readonly Bilingual[] }) {
  const words = useWords()
  const format = useFormatter()
  const text = useText()
  return (
    <details className="break-missing">
      <summary>{words.missing(format.number(conditions.length))}</summary>
      <p>{words.missingHelp}</p>
      <ul>
        {conditions.map(name => (
          <li key={name.en}>{text(name)}</li>
        ))}
      </ul>
    </details>
  )
}

interface FailedProps extends Main {
  readonly lamp: Lamp
  readonly refusal: Parameters<ReturnType<typeof useSentence>>[0]
}

function Failed({ lamp, refusal, main }: FailedProps) {
  const words = useWords()
  const sentence = useSentence()
  return (
    <>
      <p role="alert">{sentence(refusal)}</p>
      <div className="modal-actions">
        <button ref={main} type="button" className="button primary" onClick={() => breakLamp(lamp)}>
          <Search size={15} aria-hidden="true" /> {words.again}
        </button>
      </div>
    </>
  )
}
