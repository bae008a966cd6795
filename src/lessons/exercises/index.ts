import type { Exercise } from '../exercise.ts'
import { askedTwice } from './asked-twice.ts'
import { childrenOfARestart } from './children-of-a-restart.ts'
import { corruptState } from './corrupt-state.ts'
import { countedTwice } from './counted-twice.ts'
import { eachTheirAnswer } from './each-their-answer.ts'
import { earsOfAWatcher } from './ears-of-a-watcher.ts'
import { effectAfterCrash } from './effect-after-crash.ts'
import { failedMessage } from './failed-message.ts'
import { failedWrite } from './failed-write.ts'
import { firstSeedAlone } from './first-seed-alone.ts'
import { forgottenSnapshot } from './forgotten-snapshot.ts'
import { fullBuffer } from './full-buffer.ts'
import { fullStash } from './full-stash.ts'
import { gapOfAReader } from './gap-of-a-reader.ts'
import { handlerThatRefuses } from './handler-that-refuses.ts'
import { hastyDowning } from './hasty-downing.ts'
import { heardTwice } from './heard-twice.ts'
import { journalOfOneNode } from './journal-of-one-node.ts'
import { lastCommands } from './last-commands.ts'
import { leaderAndOldest } from './leader-and-oldest.ts'
import { lostInThePause } from './lost-in-the-pause.ts'
import { missedForEver } from './missed-for-ever.ts'
import { muteWriter } from './mute-writer.ts'
import { newcomerWaits } from './newcomer-waits.ts'
import { nobodyTakesOver } from './nobody-takes-over.ts'
import { numberAfterDeletion } from './number-after-deletion.ts'
import { oldBeatsNew } from './old-beats-new.ts'
import { oneWayLink } from './one-way-link.ts'
import { orderOfLayers } from './order-of-layers.ts'
import { promisedTooEarly } from './promised-too-early.ts'
import { publishedTooEarly } from './published-too-early.ts'
import { readerComesBack } from './reader-comes-back.ts'
import { readerThatPersists } from './reader-that-persists.ts'
import { recoveredButEmpty } from './recovered-but-empty.ts'
import { replayDoubles } from './replay-doubles.ts'
import { replyToWhom } from './reply-to-whom.ts'
import { silentOldest } from './silent-oldest.ts'
import { sleepingHandler } from './sleeping-handler.ts'
import { staleRead } from './stale-read.ts'
import { stashInACrash } from './stash-in-a-crash.ts'
import { stateWithoutEvent } from './state-without-event.ts'
import { storedAndGone } from './stored-and-gone.ts'
import { threeWaysOut } from './three-ways-out.ts'
import { timersAfterARestart } from './timers-after-a-restart.ts'
import { tirelessForeman } from './tireless-foreman.ts'
import { twoReminders } from './two-reminders.ts'
import { twoWriters } from './two-writers.ts'
import { typedAndClassic } from './typed-and-classic.ts'
import { unhandledTerminated } from './unhandled-terminated.ts'
import { waitsForEver } from './waits-for-ever.ts'
import { whoRestarts } from './who-restarts.ts'
import { writerMoves } from './writer-moves.ts'

/** In the order of their ladders, on each from easy to hard. */
export const exercises: readonly Exercise[] = [
  failedMessage,
  typedAndClassic,
  lostInThePause,
  corruptState,
  orderOfLayers,
  earsOfAWatcher,
  unhandledTerminated,
  whoRestarts,
  childrenOfARestart,
  tirelessForeman,
  timersAfterARestart,
  replyToWhom,
  twoReminders,
  eachTheirAnswer,
  waitsForEver,
  readerComesBack,
  staleRead,
  writerMoves,
  stateWithoutEvent,
  promisedTooEarly,
  countedTwice,
  effectAfterCrash,
  numberAfterDeletion,
  gapOfAReader,
  fullStash,
  stashInACrash,
  failedWrite,
  handlerThatRefuses,
  askedTwice,
  nobodyTakesOver,
  journalOfOneNode,
  missedForEver,
  heardTwice,
  sleepingHandler,
  recoveredButEmpty,
  oldBeatsNew,
  replayDoubles,
  muteWriter,
  forgottenSnapshot,
  lastCommands,
  readerThatPersists,
  twoWriters,
  storedAndGone,
  leaderAndOldest,
  threeWaysOut,
  silentOldest,
  newcomerWaits,
  firstSeedAlone,
  hastyDowning,
  oneWayLink,
  publishedTooEarly,
  fullBuffer,
]

export const exerciseOf = (id: string): Exercise | null =>
  exercises.find(exercise => exercise.id === id) ?? null
