import { type ActorRef, type AskTimeoutError, type Behavior, Behaviors } from '../../runtime/index.ts'
import type { ExchangeData } from '../card.ts'
import {
  afterReply,
  afterRequest,
  type Exchanges,
  inspectedExchanges,
  noAnswer,
  noExchanges,
  shorten,
} from '../exchanges.ts'
import type { Response, Get as ServerGet } from './protocol.ts'

/** A command from the form in the page. The browser adds the reply address and a request number. */
export interface Get {
  readonly type: 'Get'
  readonly path: string
}

interface Answered {
  readonly type: 'Answered'
  readonly id: number
  readonly response: Response | AskTimeoutError
}

/**
 * Sends requests to the web server. Each request has a time-out, because a failure inside the server means that no
 * reply arrives.
 */
export const create = (webServer: ActorRef<ServerGet>, askTimeoutMs: number): Behavior<Get> =>
  browsing(webServer, askTimeoutMs, noExchanges(['Ok', 'NotFound', 'BadRequest', 'InternalServerError']))

const browsing = (
  webServer: ActorRef<ServerGet>,
  askTimeoutMs: number,
  exchanges: Exchanges,
): Behavior<Get | Answered> =>
  Behaviors.setup(context => {
    context.inspect(() => inspectedExchanges(exchanges))
    return Behaviors.receiveMessage(message => {
      switch (message.type) {
        case 'Get': {
          const { path } = message
          const next = afterRequest(exchanges, { type: 'Get', path: shorten(path) })
          context.ask<ServerGet, Response>(
            webServer,
            replyTo => ({ type: 'Get', path, replyTo }),
            askTimeoutMs,
            response => ({ type: 'Answered', id: next.asked, response }),
          )
          return browsing(webServer, askTimeoutMs, next)
        }
        case 'Answered':
          return browsing(
            webServer,
            askTimeoutMs,
            afterReply(exchanges, message.id, replyData(message.response)),
          )
      }
    })
  })

function replyData(response: Response | AskTimeoutError): ExchangeData {
  if ('code' in response) return noAnswer
  switch (response.type) {
    case 'Ok':
      return { type: 'Ok', mimeType: response.resource.mimeType }
    case 'NotFound':
    case 'BadRequest':
      return { type: response.type }
    case 'InternalServerError':
      return { type: response.type, noAnswerFrom: response.noAnswerFrom }
  }
}
