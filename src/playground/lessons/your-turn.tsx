import { useTranslations } from 'use-intl'
import type { PlayerState, WalkthroughPlayer } from '../../lessons/index.ts'
import { useActControls, useActWords } from './use-act-words.ts'

/** The acts of the shown step for those who perform them with the page's own buttons, and a way back from a detour. */
export function YourTurn({
  player,
  state: { step, done, detour },
}: {
  readonly player: WalkthroughPlayer
  readonly state: PlayerState
}) {
  const t = useTranslations('lesson')
  const words = useActWords()
  const controls = useActControls()
  const { actions = [] } = step
  const asked = actions.map(words)
  if (detour !== null) {
    const what = asked.join(' · ')
    return (
      <p className="lesson-turn" data-detour>
        {detour.type === 'run' ? t('otherRun') : t('detour', { act: words(detour.action) })}
        {actions.length > 0 && ` ${t('expected', { what })}`}{' '}
        <button type="button" className="link-button" onClick={() => void player.goTo(player.state.index)}>
          {t('startOver')}
        </button>
      </p>
    )
  }
  if (actions.length === 0) return null
  return (
    <p className="lesson-turn">
      {actions.every(action => controls(action).length > 0) ? t('yourTurn') : t('watchDoes')}
      {actions.map((action, place) => {
        // The same act may be asked for twice.
        const key = `${place} ${action.type}`
        const isDone = done.includes(place)
        return (
          <span key={key} className="lesson-act" data-done={isDone || undefined}>
            {isDone && <span aria-hidden="true">✓ </span>}
            {asked[place]}
          </span>
        )
      })}
    </p>
  )
}
