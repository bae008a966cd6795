import type { Exercise } from '../exercise.ts'
import { childrenOfARestart } from './children-of-a-restart.ts'
import { earsOfAWatcher } from './ears-of-a-watcher.ts'
import { failedMessage } from './failed-message.ts'
import { lostInThePause } from './lost-in-the-pause.ts'
import { orderOfLayers } from './order-of-layers.ts'
import { readerComesBack } from './reader-comes-back.ts'
import { replyToWhom } from './reply-to-whom.ts'
import { staleRead } from './stale-read.ts'
import { timersAfterARestart } from './timers-after-a-restart.ts'
import { typedAndClassic } from './typed-and-classic.ts'
import { unhandledTerminated } from './unhandled-terminated.ts'
import { writerMoves } from './writer-moves.ts'

/** In the order of their ladders. */
export const exercises: readonly Exercise[] = [
  failedMessage,
  typedAndClassic,
  childrenOfARestart,
  orderOfLayers,
  earsOfAWatcher,
  unhandledTerminated,
  lostInThePause,
  timersAfterARestart,
  replyToWhom,
  staleRead,
  readerComesBack,
  writerMoves,
]

export const exerciseOf = (id: string): Exercise | null =>
  exercises.find(exercise => exercise.id === id) ?? null
