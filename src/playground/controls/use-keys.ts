import { useEffect } from 'react'
import { stopFollowing, useFollowing } from '../follow/following.ts'
import { goTo, leave, toggle } from '../layout/places.ts'
import { nextStep, previousStep, useLesson } from '../lessons/lesson-state.ts'
import { goToNow, goToStart, redoAct, setSpeed, step, togglePlay, undoAct } from '../store/acts.ts'
import { useFilm } from '../store/film-mode.ts'
import { prefer, usePreferences } from '../store/preferences.ts'
import { useRun } from '../store/run-store.ts'
import { openDialog, select, useFocus } from '../store/selection.ts'
import { askAboutSelection, leaveWhy } from '../why/asking.ts'
import { type Command, commandFor } from './key-map.ts'
import { faster, slower } from './speed.ts'

const speed = () => useRun.getState().clock.speed

const isInLesson = (): boolean => useLesson.getState().player !== null

const goToChapter = async (direction: 'next' | 'previous'): Promise<void> =>
  (await import('../film/play-film.ts')).goToChapter(direction)

const commands: Readonly<Record<Command, () => void>> = {
  play: () => void togglePlay(),
  step: () => void step('forward'),
  'step-back': () => void step('back'),
  start: goToStart,
  now: goToNow,
  faster: () => void setSpeed(faster(speed())),
  slower: () => void setSpeed(slower(speed())),
  'real-speed': () => void setSpeed(1),
  send: () => goTo('send'),
  inspect: () => goTo('inspect'),
  events: () => toggle('events'),
  log: () => toggle('log'),
  text: () => toggle('text'),
  lesson: () => toggle('lesson'),
  'lesson-next': () => (isInLesson() ? nextStep() : void goToChapter('next')),
  'lesson-back': () => (isInLesson() ? previousStep() : void goToChapter('previous')),
  share: () => openDialog('share'),
  'new-run': () => openDialog('new-run'),
  'dead-letters': () => {
    select({ type: 'dead-letters' })
    goTo('inspect')
  },
  undo: () => void undoAct(),
  redo: () => void redoAct(),
  branches: () => openDialog('branches'),
  why: askAboutSelection,
  keys: () => openDialog('keys'),
  close: () => {
    if (useFocus.getState().dialog !== null || leaveWhy()) return
    if (useFollowing.getState().name === null) leave()
    else stopFollowing()
  },
}

/** Opens a tab below the canvas, or closes it if it is open. */
export function toggleBottomTab(bottomTab: 'events' | 'log' | 'text'): void {
  const now = usePreferences.getState()
  prefer({ bottomTab, bottomOpen: !(now.bottomOpen && now.bottomTab === bottomTab) })
}

/** Runs the commands of the page's keys. */
export function useKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : document.body
      // A widget that has used the key prevents its default.
      if (event.defaultPrevented || target.closest('dialog') !== null) return
      const command = commandFor({
        code: event.code,
        key: event.key,
        alt: event.altKey,
        ctrl: event.ctrlKey,
        meta: event.metaKey,
        shift: event.shiftKey,
        repeat: event.repeat,
        typing: target.matches(
          'input:not([type="range"], [type="checkbox"]), textarea, select, [contenteditable]',
        ),
        onControl:
          target.closest('button, a, input, select, summary, [role="tab"], [role="option"]') !== null,
      })
      if (command === null) return
      const isPage = command === 'lesson-next' || command === 'lesson-back'
      if (isPage && !isInLesson() && !useFilm.getState().open) return
      event.preventDefault()
      commands[command]()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
