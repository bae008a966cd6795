import type { Play } from '../exercise.ts'
import {
  allNodes,
  allUp,
  connected,
  hasEntry,
  knownToMediators,
  proxy,
  reader,
  topicRead,
  write,
  writeStored,
} from '../walkthroughs/seed-demo-builders.ts'
import { all } from '../walkthroughs/step-builders.ts'

/** A formed cluster in which no request is lost. */
export const formed: Play = {
  actions: [],
  until: all(
    allUp(),
    connected,
    knownToMediators(allNodes, proxy, ['node-1', 'node-2']),
    knownToMediators(allNodes, topicRead, ['node-3', 'node-4']),
    knownToMediators(allNodes, reader, ['node-3', 'node-4']),
  ),
  withinMs: 60_000,
}

/** A formed cluster in which the writer and both readers hold hoge = old. */
export const formedWithEntry: readonly Play[] = [
  formed,
  {
    actions: [write('hoge', 'old')],
    until: all(
      writeStored(1),
      hasEntry('node-3', reader, 'hoge', 'old'),
      hasEntry('node-4', reader, 'hoge', 'old'),
    ),
    withinMs: 10_000,
  },
]

/** The statement by which the writer accepts a write, as its file has it. */
export const writerAccepts = 'return repeated(mediator, command, state) ?? write(mediator, command, context)'

/** The option of the writer that restarts it after a failed write, as its file has it. */
export const writerBackoff = `    // The database may be unavailable for a while. With backoff the writer tries again until the database is back.
    onPersistFailure: SupervisorStrategy.restartWithBackoff({
      minBackoffMs: 1000,
      maxBackoffMs: 10_000,
      randomFactor: 0.1,
    }),
`
