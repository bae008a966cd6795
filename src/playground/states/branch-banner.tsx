import { useFormatter, useTranslations } from 'use-intl'
import { useLaneWords } from '../branches/use-lane-words.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { undoAct } from '../store/acts.ts'
import { switchTo } from '../store/branching.ts'
import { useLanes } from '../store/lanes.ts'
import { showRefusal } from '../store/last-refusal.ts'
import { cancelReplay, dismissGrown, type Grown, useBranching } from '../store/replays.ts'
import { useSentence } from '../ui/use-sentence.ts'

/** The progress of a replay, and then the branch that grew. */
export default function BranchBanner() {
  const replay = useBranching(({ replay }) => replay)
  const grown = useBranching(({ grown }) => grown)
  const live = useLanes(({ live }) => live)
  if (replay !== null) return <ReplayProgress {...replay} />
  return grown !== null && grown.runId === live ? <GrownBranch key={grown.runId} grown={grown} /> : null
}

function ReplayProgress({
  purpose,
  to,
  share,
}: NonNullable<ReturnType<typeof useBranching.getState>['replay']>) {
  const t = useTranslations('branches')
  const format = useFormatter()
  const time = useTimeFormat(1)
  const percent = (of: number) => format.number(of, { style: 'percent' })
  return (
    <div className="banner">
      <span aria-hidden="true" className="tabular">
        {t(purpose, { time: time(to), share: percent(share) })}
      </span>
      {/* Without the share, which changes too often to be spoken. */}
      <span role="status" className="visually-hidden">
        {t(purpose, { time: time(to), share: '' })}
      </span>
      <progress max={1} value={share} aria-label={t('progress')} />
      <button type="button" className="button" onClick={cancelReplay}>
        {t('stop')}
      </button>
    </div>
  )
}

function GrownBranch({ grown }: { readonly grown: Grown }) {
  const t = useTranslations('branches')
  const time = useTimeFormat(3)
  const sentence = useSentence()
  const words = useLaneWords()
  // Names and deletions change the sentence.
  useLanes(({ lanes }) => lanes)
  const { change, at, refusedActs } = grown
  const parent = words.nameOf(grown.parent)
  const values = { name: words.nameOf(grown.runId), parent, time: time(Math.max(0, at ?? 0)) }
  const text = () => {
    switch (change.type) {
      case 'settings':
        return t('grown.settings', { ...values, settings: words.settings(change) })
      case 'code':
        return t('grown.code', { ...values, files: change.files.join(', ') })
      case 'none':
        return t('grown.none', values)
      default:
        return t(`grown.${change.type}`, { ...values, action: words.action(change.action) })
    }
  }
  return (
    <div className="banner">
      <span role="status">{text()}</span>
      {refusedActs.length > 0 && (
        <div className="refused-acts" role="alert">
          <p>{t('refusedActs', { count: refusedActs.length, parent })}</p>
          <ul>
            {refusedActs.map(({ at, action, refusal }) => (
              <li key={`${at} ${JSON.stringify(action)}`}>
                {t('refusedAct', { time: time(at), action: words.action(action), reason: sentence(refusal) })}
              </li>
            ))}
          </ul>
        </div>
      )}
      {change.type === 'act' && refusedActs.length === 0 && (
        <button type="button" className="button quiet" onClick={() => void undoAct()}>
          {t('undo')}
        </button>
      )}
      <button
        type="button"
        className="button primary"
        onClick={() => void switchTo(grown.parent).then(showRefusal)}
      >
        {t('back', { parent })}
      </button>
      <button type="button" className="button quiet" onClick={dismissGrown}>
        {t('close')}
      </button>
    </div>
  )
}
