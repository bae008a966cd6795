import { openPageChannel, type PageChannel } from '../../browser/index.ts'
import { refuse } from '../../trace/index.ts'
import { nextStep, previousStep, useLesson } from '../lessons/lesson-state.ts'
import { showRefusal } from '../store/last-refusal.ts'
import { usePreferences } from '../store/preferences.ts'
import { type FromPresenter, type PresentedStep, presentedStep, type ToPresenter } from './presented-step.ts'

/** Of this page, because several pages may show a walkthrough at once. */
const key = Math.random().toString(36).slice(2, 10)

let channel: PageChannel<ToPresenter> | null = null

/** The channel on which the page with this key presents. */
export const presenterChannel = (key: string): string => `presenter/${key}`

/** Opens the presenter's window, which shows the notes and the next step and can go on and back. */
export function openPresenter(): void {
  if (channel === null) {
    channel = openPageChannel<ToPresenter, FromPresenter>(presenterChannel(key), ({ type }) => {
      if (type === 'next') nextStep()
      else if (type === 'back') previousStep()
      else present()
    })
    useLesson.subscribe(present)
    // The presenter's window would show the last step for ever.
    window.addEventListener('pagehide', () => send(null))
    usePreferences.subscribe(({ locale }, before) => {
      if (locale !== before.locale) present()
    })
  }
  const opened = window.open(
    `${location.pathname}?presenter=${key}`,
    'actorium-presenter',
    'popup,width=620,height=760',
  )
  showRefusal(opened === null ? refuse('window-blocked') : null)
}

function present(): void {
  const { player, state } = useLesson.getState()
  send(
    player === null || state === null
      ? null
      : presentedStep(player.walkthrough, state, { goBack: player.canGoBack, goNext: player.canGoNext }),
  )
}

const send = (step: PresentedStep | null): void =>
  channel?.send({ type: 'step', locale: usePreferences.getState().locale, step })
