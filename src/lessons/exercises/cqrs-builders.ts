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

/** A formed cluster in which the writer and both readers hold hoge = old. */
export const formedWithEntry: readonly Play[] = [
  {
    actions: [],
    until: all(
      allUp(),
      connected,
      knownToMediators(allNodes, proxy, ['node-1', 'node-2']),
      knownToMediators(allNodes, topicRead, ['node-3', 'node-4']),
      knownToMediators(allNodes, reader, ['node-3', 'node-4']),
    ),
    withinMs: 60_000,
  },
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
