import type { Check, ParticipantId } from '../../trace/index.ts'
import type { CodeEdit } from '../code-edits.ts'
import type { Play } from '../exercise.ts'
import { allUp, connected, knownToMediators, proxy, topicRead } from '../walkthroughs/seed-demo-builders.ts'
import { all } from '../walkthroughs/step-builders.ts'

/** The mistakes of the article's program, by their names in the settings of `cqrs-as-printed`. */
type Mistake =
  | 'readersShareTheStream'
  | 'replaySendsCommands'
  | 'snapshotIsNeverSaved'
  | 'snapshotIsIgnored'
  | 'deletesItsHistory'
  | 'sleepsInTheHandler'
  | 'readersOnlyListen'
  | 'subscribesBeforeRecovery'
  | 'journalDiesWithItsNode'
  | 'oneUpdateNode'
  | 'stopsByPoisonPill'

/** Settings in which these mistakes are repaired; the others are as printed. */
export const repaired = (...mistakes: readonly Mistake[]) => ({
  printed: Object.fromEntries(mistakes.map(mistake => [mistake, false])),
})

/** All nodes are Up, and no command of the client can be lost. */
export const printedFormed = (
  nodes: readonly ParticipantId[] = ['node-1', 'node-2', 'node-3'],
  updateNodes: readonly ParticipantId[] = ['node-1'],
): Play => ({
  actions: [],
  until: all(allUp(nodes), connected, knownToMediators(nodes, proxy, updateNodes)),
  withinMs: 60_000,
})

/** {@link printedFormed}, and no publication of the writer on node-1 misses a reader. */
export const readersSubscribed: readonly Play[] = [
  printedFormed(),
  {
    actions: [],
    until: knownToMediators(['node-1'], topicRead, ['node-2', 'node-3']),
    withinMs: 20_000,
  },
]

/** The mistakes that are lines of the writer's file. */
type WriterMistake = Exclude<
  Mistake,
  | 'readersShareTheStream'
  | 'readersOnlyListen'
  | 'subscribesBeforeRecovery'
  | 'journalDiesWithItsNode'
  | 'oneUpdateNode'
>

/** Lines of the writer with a switch, as printed and repaired. */
const switches: Readonly<
  Record<WriterMistake, { readonly find: string; readonly printed: string; readonly repaired: string }>
> = {
  snapshotIsNeverSaved: {
    find: `        // As printed nothing is saved, so that no answer ever ends the behavior below.
        if (!this.printed.snapshotIsNeverSaved) this.saveSnapshot(this.state)
`,
    printed: '',
    repaired: `        this.saveSnapshot(this.state)
`,
  },
  snapshotIsIgnored: {
    find: `        if (this.printed.snapshotIsIgnored) {
          // The saved state is a map, so that the printed pattern, a string, never matches.
          if (typeof snapshot !== 'string') return unhandled
          this.log.info('Read node recovery start')
          return
        }
        this.state = { ...snapshot }
`,
    printed: `        if (typeof snapshot !== 'string') return unhandled
        this.log.info('Read node recovery start')
`,
    repaired: `        this.state = { ...snapshot }
`,
  },
  replaySendsCommands: {
    find: `        if (this.printed.replaySendsCommands) this.self.tell(event)
        else update(event, this.state)
`,
    printed: `        this.self.tell(event)
`,
    repaired: `        update(event, this.state)
`,
  },
  sleepsInTheHandler: {
    find: `    if (this.printed.sleepsInTheHandler) this.context.block(5000, 'node')
    // A blocked actor goes on with its next message: what the article does after sleeping is deferred.
`,
    printed: `    // The article sleeps here. A blocked actor goes on with its next message, so the rest is deferred.
    this.context.block(5000, 'node')
`,
    repaired: '',
  },
  deletesItsHistory: {
    find: `      // Repaired, the history stays until a later snapshot is kept beside this one.
      if (this.printed.deletesItsHistory) this.deleteMessages(sequenceNr - 1)
`,
    printed: `      this.deleteMessages(sequenceNr - 1)
`,
    repaired: '',
  },
  stopsByPoisonPill: {
    find: `export const terminationMessage = ({ printed }: CqrsAsPrintedSettings): Command =>
  // A PoisonPill is accepted by every classic actor beside its protocol.
  printed.stopsByPoisonPill ? (PoisonPill as unknown as Command) : { type: 'Stop' }`,
    printed: `export const terminationMessage = (): Command => PoisonPill as unknown as Command`,
    repaired: `export const terminationMessage = (): Command => ({ type: 'Stop' })`,
  },
}

/** Edits that leave the writer's file without switches: with these mistakes, and without all others. */
export const writerWith = (...mistakes: readonly WriterMistake[]): readonly CodeEdit[] => [
  { find: "  private readonly printed: CqrsAsPrintedSettings['printed']\n", put: '' },
  {
    find: `  constructor(printed: CqrsAsPrintedSettings['printed']) {
    super()
    this.printed = printed
`,
    put: `  constructor() {
    super()
`,
  },
  {
    find: `export const create = ({ printed }: CqrsAsPrintedSettings): Behavior<Command> =>
  Props(() => new WriteNodeActor(printed))`,
    put: 'export const create = (): Behavior<Command> => Props(() => new WriteNodeActor())',
  },
  { find: "import type { CqrsAsPrintedSettings } from './settings.ts'\n", put: '' },
  { find: ' Where `printed` is false it does what the article should have done. */', put: ' */' },
  ...Object.entries(switches).map(([mistake, { find, printed, repaired: repair }]) => ({
    find,
    put: mistakes.some(each => each === mistake) ? printed : repair,
  })),
]

/** The journal holds so many events, the newest with this number. */
export const journalHolds = (events: number, highestSequenceNr: number): Check => ({
  type: 'eventually',
  what: { event: 'JournalChanged', where: { events, highestSequenceNr } },
})
