import type { Action, Check, Plain } from '../../trace/index.ts'

/** Acts and checks for exercises on the workbench. */
export const bench = 'bench'

const tell = (actor: string, message: { readonly type: string; readonly [key: string]: Plain }): Action => ({
  type: 'Tell',
  participant: bench,
  actor,
  message,
})

export const add = (number: number): Action => tell('/user/notebook', { type: 'Add', number: String(number) })
export const work = (actor: string, item: 'good' | 'spoilt'): Action => tell(actor, { type: 'Work', item })
export const sell = (price: string): Action => tell('/user/till', { type: 'Sell', price })
export const remind = (about: string): Action => tell('/user/reminders', { type: 'Remind', about })
export const send = (actor: string, type: 'Hire' | 'Retire' | 'Begin' | 'Ask'): Action =>
  tell(actor, { type })

/** The actor's inspected state contains this JSON, now or at some time. */
export const state = (actor: string, contains: string): Check => ({
  type: 'eventually',
  what: { fact: 'state', node: bench, actor, contains },
})

export const happens = (
  event: 'ActorFailed' | 'ActorRestarted' | 'ActorResumed' | 'ActorStopped' | 'ActorStarted',
  actor: string,
  where: { readonly [field: string]: string | number } = {},
): Check => ({ type: 'eventually', what: { event, where: { actor, ...where } } })

export const neverHappens = (
  event: 'ActorFailed' | 'ActorRestarted' | 'ActorStopped' | 'MessageDropped',
  where: { readonly [field: string]: string | number },
): Check => ({ type: 'never', what: { event, where } })

export const all = (...checks: readonly Check[]): Check => ({ type: 'all', checks })

export const any = (...checks: readonly Check[]): Check => ({ type: 'any', checks })
