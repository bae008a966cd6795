import { stopFollowing, useFollowing } from '../follow/following.ts'
import { goTo, leave, toggle } from '../layout/places.ts'
import { nextStep, previousStep, useLesson } from '../lessons/lesson-state.ts'
import { goToNow, goToStart, redoAct, setSpeed, step, togglePlay, undoAct } from '../store/acts.ts'
import { useRun } from '../store/run-store.ts'
import { openDialog, select, useFocus } from '../store/selection.ts'
import { askAboutSelection, leaveWhy } from '../why/asking.ts'
import type { Command } from './key-map.ts'
import { faster, slower } from './speed.ts'

const speed = () => useRun.getState().clock.speed

export const isInLesson = (): boolean => useLesson.getState().player !== null

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
  members: () => toggle('members'),
  journal: () => toggle('journal'),
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
  palette: () => openDialog('palette'),
  keys: () => openDialog('keys'),
  close: () => {
    if (useFocus.getState().dialog !== null || leaveWhy()) return
    if (useFollowing.getState().name === null) leave()
    else stopFollowing()
  },
}

/** Runs a command that has a key, as its key does. */
export const runCommand = (command: Command): void => commands[command]()
