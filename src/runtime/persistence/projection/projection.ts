import { type Behavior, Behaviors, SupervisorStrategy } from '../../actor/index.ts'
import type { Delivery } from './delivery.ts'
import type {
  AtLeastOnceOptions,
  EachOptions,
  ExactlyOnceOptions,
  GroupedOptions,
  ProjectionMessage,
  ProjectionOptions,
} from './projection-options.ts'
import { ProjectionRun } from './projection-run.ts'

/**
 * Projections: actors that handle the events of a query one after the other, and store how far they are. A failed
 * projection restarts with backoff, from the stored offset.
 */
export const Projection = {
  /**
   * Changes and offset are one transaction, so every event counts once in the read model, whatever fails. Effects of the
   * handler outside of its changes can happen again.
   *
   * @example
   * context.spawn(
   *   Projection.exactlyOnce({
   *     projectionId: { name: 'orders', key: 'all' },
   *     source: { by: 'tag', tag: 'order' },
   *     journal: Persistence.get(context.system).journal,
   *     handler: () => [{ type: 'add', table: 'totals', key: 'orders', amount: 1 }],
   *   }),
   *   'orders',
   * )
   */
  exactlyOnce: ({ handler, ...options }: ExactlyOnceOptions): Behavior<ProjectionMessage> =>
    projection(options, { ...oneByOne, saves: 'with', handle: envelopes => envelopes.flatMap(handler) }),

  /** As `exactlyOnce`, in groups of events: fewer transactions, each with the changes of a group. */
  groupedExactlyOnce: ({
    handler,
    groupAfterEnvelopes = 20,
    groupAfterMs = 500,
    ...options
  }: GroupedOptions): Behavior<ProjectionMessage> =>
    projection(options, {
      ...oneByOne,
      saves: 'with',
      groupSize: groupAfterEnvelopes,
      groupAfterMs,
      handle: handler,
    }),

  /** The offset is saved after the handler, so that a failure lets it handle some events again. */
  atLeastOnce: ({
    handler,
    saveOffsetAfterEnvelopes = 100,
    saveOffsetAfterMs = 500,
    ...options
  }: AtLeastOnceOptions): Behavior<ProjectionMessage> =>
    projection(options, {
      ...each(handler),
      saves: 'after',
      saveAfterEnvelopes: saveOffsetAfterEnvelopes,
      saveAfterMs: saveOffsetAfterMs,
    }),

  /** The offset is saved before the handler, so that a failure loses an event. */
  atMostOnce: ({ handler, ...options }: EachOptions): Behavior<ProjectionMessage> =>
    projection(options, { ...each(handler), saves: 'before' }),
}

const oneByOne = { groupSize: 1, groupAfterMs: 0, saveAfterEnvelopes: 1, saveAfterMs: 0 }

const each = (handler: EachOptions['handler']): Omit<Delivery, 'saves'> => ({
  ...oneByOne,
  handle: envelopes => {
    for (const envelope of envelopes) handler(envelope)
    return []
  },
})

function projection(options: ProjectionOptions, delivery: Delivery): Behavior<ProjectionMessage> {
  const {
    minBackoffMs = 3000,
    maxBackoffMs = 30_000,
    randomFactor = 0.2,
    maxRestarts = -1,
  } = options.restartBackoff ?? {}
  const running = Behaviors.withTimers<ProjectionMessage>(timers =>
    Behaviors.setup(context => {
      const run = new ProjectionRun(context, timers, options, delivery)
      run.start()
      return Behaviors.receiveMessage<ProjectionMessage>(message => run.handle(message)).receiveSignal(
        (_, signal) => {
          if (signal.type === 'PreRestart' || signal.type === 'PostStop') run.stop()
          return Behaviors.same
        },
      )
    }),
  )
  if (maxRestarts === 0) return running
  const backoff = { minBackoffMs, maxBackoffMs, randomFactor, maxRestarts }
  return Behaviors.supervise(running).onFailure(SupervisorStrategy.restartWithBackoff(backoff))
}
