import { type ActorRef, type AskTimeoutError, type Behavior, Behaviors } from '../../runtime/index.ts'
import type { Response, Get as ServerGet } from './protocol.ts'

/** What a person sends. The browser adds the reply address and a number of its own. */
export interface Get {
  readonly type: 'Get'
  readonly path: string
}

interface Answered {
  readonly type: 'Answered'
  readonly id: number
  readonly response: Response | AskTimeoutError
}

/** A request and what became of it; the page shows these. */
interface Exchange {
  readonly id: number
  readonly request: string
  readonly answer: string | null
  readonly outcome: 'pending' | 'ok' | 'missing' | 'no-answer'
}

type Tally = Readonly<Record<Response['type'] | 'NoAnswer', number>>

interface Page {
  readonly nextId: number
  readonly exchanges: readonly Exchange[]
  readonly tally: Tally
}

const blank: Page = {
  nextId: 1,
  exchanges: [],
  tally: { Ok: 0, NotFound: 0, BadRequest: 0, InternalServerError: 0, NoAnswer: 0 },
}

/** So many exchanges, with texts so short, that the inspected state is never cut. */
const remembered = 20
const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text)

/** Asks the web server, and does not wait for ever: from outside, a failure is an answer that does not come. */
export const create = (webServer: ActorRef<ServerGet>, answerWithinMs: number): Behavior<Get> =>
  browsing(webServer, answerWithinMs, blank)

const browsing = (
  webServer: ActorRef<ServerGet>,
  answerWithinMs: number,
  page: Page,
): Behavior<Get | Answered> =>
  Behaviors.setup(context => {
    context.inspect(() => ({
      exchanges: page.exchanges.map(exchange => ({ ...exchange })),
      tally: { ...page.tally },
    }))
    return Behaviors.receiveMessage(message => {
      switch (message.type) {
        case 'Get': {
          const { path } = message
          const id = page.nextId
          context.ask<ServerGet, Response>(
            webServer,
            replyTo => ({ type: 'Get', path, replyTo }),
            answerWithinMs,
            response => ({ type: 'Answered', id, response }),
          )
          return browsing(webServer, answerWithinMs, asked(page, path))
        }
        case 'Answered':
          return browsing(webServer, answerWithinMs, settled(page, message))
      }
    })
  })

const asked = (page: Page, path: string): Page => ({
  ...page,
  nextId: page.nextId + 1,
  exchanges: [
    ...page.exchanges,
    { id: page.nextId, request: `GET ${shorten(path)}`, answer: null, outcome: 'pending' as const },
  ].slice(-remembered),
})

function settled(page: Page, { id, response }: Answered): Page {
  const kind = 'code' in response ? 'NoAnswer' : response.type
  const outcome = outcomeOf(response)
  return {
    ...page,
    exchanges: page.exchanges.map(exchange => (exchange.id === id ? { ...exchange, ...outcome } : exchange)),
    tally: { ...page.tally, [kind]: page.tally[kind] + 1 },
  }
}

function outcomeOf(response: Response | AskTimeoutError): Pick<Exchange, 'answer' | 'outcome'> {
  if ('code' in response) return { answer: 'No answer: nobody knows why.', outcome: 'no-answer' }
  switch (response.type) {
    case 'Ok':
      return { answer: `200 OK, ${response.resource.mimeType}`, outcome: 'ok' }
    case 'NotFound':
      return { answer: '404 Not Found', outcome: 'missing' }
    case 'BadRequest':
      return { answer: '400 Bad Request', outcome: 'missing' }
    case 'InternalServerError':
      return { answer: shorten(`500 ${response.error}`), outcome: 'no-answer' }
  }
}
