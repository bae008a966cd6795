import { caught } from '../base/error-text.ts'
import { same, unhandled } from '../behavior/behavior-values.ts'
import { labelOf } from '../observe/message-trace.ts'
import type { Cell } from './cell.ts'
import { handleFailure } from './cell-failure.ts'
import { signal } from './cell-signal.ts'
import { InternalMail, type Origin } from './mail.ts'

/** What came from outside, as a reply, and is made a message of the actor when its turn comes. */
export class MappedMail extends InternalMail {
  /** What gives `unhandled` is not for this actor. */
  readonly map: (value: unknown) => unknown

  constructor(message: unknown, map: (value: unknown) => unknown) {
    super(message, null)
    this.map = map
  }

  override open(cell: Cell, origin: Origin | null): void {
    const { message } = this
    cell.system.tracing?.delivery(cell, message, origin)
    let mapped: unknown
    try {
      mapped = this.map(message)
    } catch (thrown) {
      mappingFailed(cell, caught(thrown), message)
      return
    }
    if (mapped === unhandled) cell.system.unhandled(cell, message)
    else if (mapped !== null && mapped !== undefined) cell.handle(mapped)
    else cell.context.log.warn(`Nothing was made of [${labelOf(message)}], which is skipped.`)
  }
}

/** A signal says so, and its not being handled is a failure. */
function mappingFailed(cell: Cell, cause: Error, message: unknown): void {
  try {
    const next = signal(cell, { type: 'MessageAdaptionFailure', cause }, null)
    if (next !== same) cell.become(next, message)
  } catch (again) {
    handleFailure(cell, again, labelOf(message))
  }
}
