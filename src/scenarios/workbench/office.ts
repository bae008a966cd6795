import { type ActorRef, type Behavior, Behaviors } from '../../runtime/index.ts'

export interface Answer {
  readonly type: 'Answer'
  /** The customer who asked the question. */
  readonly for: string
}

/** The reply to a question whose answer was not found. */
export interface Sorry {
  readonly type: 'Sorry'
}

export interface Question {
  readonly type: 'Question'
  readonly from: string
  readonly replyTo: ActorRef<Answer | Sorry>
}

export interface Ask {
  readonly type: 'Ask'
}

export interface LookUp {
  readonly type: 'LookUp'
  readonly from: string
  readonly replyTo: ActorRef<Found>
}

export interface Found {
  readonly type: 'Found'
  readonly for: string
}

export const isFound = (message: unknown): message is Found =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'Found'

interface Done {
  readonly type: 'Done'
  readonly lookUp: LookUp
}

/**
 * Answers each question after some time, and looks up several at once.
 * @param unknown the customer whose questions it never answers
 */
export const archive = (lookUpMs: number, unknown?: string): Behavior<LookUp> =>
  Behaviors.withTimers<LookUp | Done>(timers =>
    Behaviors.receiveMessage(message => {
      switch (message.type) {
        case 'LookUp':
          if (message.from !== unknown)
            timers.startSingleTimer(message.from, { type: 'Done', lookUp: message }, lookUpMs)
          return Behaviors.same
        case 'Done':
          message.lookUp.replyTo.tell({ type: 'Found', for: message.lookUp.from })
          return Behaviors.same
      }
    }),
  )

/** Asks the desk, and notes the owner of each answer. */
export const customer = (name: string, desk: ActorRef<Question>): Behavior<Ask> =>
  Behaviors.setup<Ask | Answer | Sorry>(context => {
    const answers: string[] = []
    context.inspect(() => ({ answers: [...answers] }))
    return Behaviors.receiveMessage(message => {
      switch (message.type) {
        case 'Ask':
          desk.tell({ type: 'Question', from: name, replyTo: context.self })
          return Behaviors.same
        case 'Answer':
          answers.push(message.for)
          return Behaviors.same
        case 'Sorry':
          answers.push('sorry')
          return Behaviors.same
      }
    })
  })
