import { Link, ListChecks, Play, Save } from 'lucide-react'
import { useState } from 'react'
import { completeTexts } from '../../lessons/draft/complete-texts.ts'
import { describeCheck } from '../../narration/index.ts'
import { isRefused, maxLinkCharacters, type Refused } from '../../trace/index.ts'
import {
  failedStepText,
  faultText,
  provenText,
  authoringTexts as texts,
  tooLongForLinkText,
} from '../texts/authoring-texts.ts'
import { CopyOutcome } from '../ui/copy-outcome.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { useCopy } from '../ui/use-copy.ts'
import { useSentence } from '../ui/use-sentence.ts'
import { useText } from '../ui/use-text.ts'
import { playFrom, proveAgain, selectStep, useAuthoring, useDraft } from './authoring.ts'
import { firstFailure } from './first-failure.ts'
import { linkToMyLesson } from './lesson-address.ts'
import { runOf } from './prove.ts'
import { saveLesson } from './save-lesson.ts'

/** Plays, proves, saves and shares the lesson, and says what keeps it from that. */
export function LessonTools() {
  const text = useText()
  const sentence = useSentence()
  const draft = useDraft()
  const { shelfId, complaints, proving } = useAuthoring()
  const [problem, setProblem] = useState<Refused | 'too-long' | null>(null)
  const { copied, uncopied, copy } = useCopy<'link'>()
  const lesson = { shelfId, version: 1, savedAt: 0, content: { kind: 'walkthrough', draft } } as const
  const copyLink = async () => {
    const link = linkToMyLesson(lesson)
    setProblem(link === null ? 'too-long' : isRefused(link) ? link : null)
    if (typeof link === 'string') await copy('link', link)
  }
  const goToComplaint = () => {
    const [list, place] = complaints[0]?.keys ?? []
    if (list === 'steps' && typeof place === 'number') selectStep(place)
  }
  return (
    <footer className="authoring-foot">
      <div className="authoring-row">
        <button type="button" className="button primary" onClick={() => setProblem(playFrom(0) ?? null)}>
          <Play size={15} aria-hidden="true" /> {text(texts.play)}
        </button>
        <button type="button" className="button" onClick={() => void proveAgain()}>
          <ListChecks size={15} aria-hidden="true" /> {text(texts.prove)}
        </button>
        <IconButton label={text(texts.save)} onClick={() => setProblem(saveLesson(draft) ?? null)}>
          <Save size={17} aria-hidden="true" />
        </IconButton>
        <IconButton label={text(texts.link)} onClick={() => void copyLink()}>
          <Link size={17} aria-hidden="true" />
        </IconButton>
      </div>
      {complaints.length > 0 ? (
        <p className="authoring-verdict" data-good={false} role="status">
          {text(faultText(complaints[0]!.keys))} {sentence(complaints[0]!.atField)}{' '}
          <button type="button" className="link-button" onClick={goToComplaint}>
            {text(texts.showIt)}
          </button>
        </p>
      ) : proving ? (
        <p className="note" role="status">
          {text(texts.proving)}
        </p>
      ) : (
        <ProofLine />
      )}
      {problem !== null && complaints.length === 0 && (
        <p className="authoring-complaint" role="alert">
          {problem === 'too-long' ? text(tooLongForLinkText(maxLinkCharacters)) : sentence(problem)}
        </p>
      )}
      {problem === null && (copied !== null || uncopied !== null) && (
        <CopyOutcome copied={copied === 'link' ? text(texts.linkCopied) : null} uncopied={uncopied} />
      )}
    </footer>
  )
}

/** The first step that fails and why, or that the lesson reaches its end. */
function ProofLine() {
  const text = useText()
  const sentence = useSentence()
  const draft = useDraft()
  const proof = useAuthoring(({ proof }) => proof)
  if (proof === null || proof.run !== runOf(completeTexts(draft)))
    return <p className="note">{text(texts.saved)}</p>
  if (isRefused(proof.result))
    return (
      <p className="authoring-verdict" data-good={false} role="status">
        {sentence(proof.result)}
      </p>
    )
  const failure = firstFailure(proof.result, draft)
  if (failure === null)
    return (
      <p className="authoring-verdict" data-good role="status">
        <span aria-hidden="true">✓</span> {text(provenText(draft.steps.length))}
      </p>
    )
  const why =
    failure.type === 'refused'
      ? sentence(failure.problem)
      : failure.type === 'missed'
        ? `${text(texts.missed)} ${text(describeCheck(failure.check))}`
        : `${text(failure.type === 'lamp' ? texts.lampDark : texts.claimFails)} ${text(failure.words)}`
  return (
    <p className="authoring-verdict" data-good={false} role="status">
      <span aria-hidden="true">✗</span> {text(failedStepText(failure.place + 1))} {why}{' '}
      <button type="button" className="link-button" onClick={() => selectStep(failure.place)}>
        {text(texts.showIt)}
      </button>
    </p>
  )
}
