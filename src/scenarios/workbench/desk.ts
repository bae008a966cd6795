import { type ActorRef, type Behavior, Behaviors } from '../../runtime/index.ts'

interface Answer {
  readonly type: 'Answer'
  /** The customer who asked the question. */
  readonly for: string
}

export interface Question {
  readonly type: 'Question'
  readonly from: string
  readonly replyTo: ActorRef<Answer>
}

export interface Ask {
  readonly type: 'Ask'
}

interface LookUp {
  readonly type: 'LookUp'
  readonly from: string
  readonly replyTo: ActorRef<Found>
}

interface Found {
  readonly type: 'Found'
  readonly for: string
}

const isFound = (message: unknown): message is Found =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'Found'

interface Done {
  readonly type: 'Done'
  readonly lookUp: LookUp
}

/** Answers each question after some time, and looks up several at once. */
export const archive = (lookUpMs: number): Behavior<LookUp> =>
  Behaviors.withTimers<LookUp | Done>(timers =>
    Behaviors.receiveMessage(message => {
      switch (message.type) {
        case 'LookUp':
          timers.startSingleTimer(message.from, { type: 'Done', lookUp: message }, lookUpMs)
          return Behaviors.same
        case 'Done':
          message.lookUp.replyTo.tell({ type: 'Found', for: message.lookUp.from })
          return Behaviors.same
      }
    }),
  )

/**
 * The mistake that the exercise is about: the desk keeps the customer in a variable of the actor. When the answer of the
 * archive arrives, the variable may name another customer.
 */
export const forgetfulDesk = (lookUp: ActorRef<LookUp>): Behavior<Question> =>
  Behaviors.setup<Question | Found>(context => {
    let customer: Question | null = null
    context.inspect(() => ({ customer: customer?.from ?? null }))
    const found = context.messageAdapter(isFound, message => message)
    return Behaviors.receiveMessage(message => {
      switch (message.type) {
        case 'Question':
          customer = message
          lookUp.tell({ type: 'LookUp', from: message.from, replyTo: found })
          return Behaviors.same
        case 'Found':
          customer?.replyTo.tell({ type: 'Answer', for: message.for })
          return Behaviors.same
      }
    })
  })

/** Asks the desk, and notes the owner of each answer. */
export const customer = (name: string, desk: ActorRef<Question>): Behavior<Ask> =>
  Behaviors.setup<Ask | Answer>(context => {
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
      }
    })
  })
