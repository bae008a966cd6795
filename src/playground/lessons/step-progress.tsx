import { useFormatter, useTranslations } from 'use-intl'
import type { PlayerState, WalkthroughPlayer } from '../../lessons/index.ts'
import { useText } from '../ui/use-text.ts'
import { chaptersOf } from './chapters.ts'

/** The place in the walkthrough, and the list of its steps: choosing one catches up with its beginning. */
export function StepProgress({
  player,
  state: { index, status },
}: {
  readonly player: WalkthroughPlayer
  readonly state: PlayerState
}) {
  const t = useTranslations('lesson')
  const format = useFormatter()
  const text = useText()
  const { steps } = player.walkthrough
  const chapters = chaptersOf(steps)
  const chapter = chapters.findLast(({ first }) => first <= index)
  const ended = status === 'reached' || status === 'missed' || status === 'refused'
  const of = format.number(steps.length)
  const option = (place: number) => (
    <option key={place} value={place}>
      {place === index
        ? t('progress', { step: format.number(place + 1), of })
        : t('step', { step: format.number(place + 1) })}
    </option>
  )
  return (
    <div className="lesson-progress" data-step={index} data-status={status}>
      {chapter?.title !== undefined && <span className="lesson-chapter">{text(chapter.title)}</span>}
      <select
        className="lesson-jump tabular"
        aria-label={t('catchUp')}
        title={t('catchUp')}
        value={index}
        onChange={event => void player.goTo(Number(event.target.value))}
      >
        {chapters.map(({ title, first, count }) => {
          const places = Array.from({ length: count }, (_, i) => first + i)
          if (title === undefined) return places.map(option)
          return (
            <optgroup key={first} label={text(title)}>
              {places.map(option)}
            </optgroup>
          )
        })}
      </select>
      <progress value={index + (ended ? 1 : 0.5)} max={steps.length} aria-label={t('title')} />
    </div>
  )
}
