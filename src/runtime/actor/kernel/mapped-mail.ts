import { caught } from '../base/error-text.ts'
import { labelOf } from '../base/message-text.ts'
import { same, unhandled } from '../behavior/behavior-values.ts'
import { handleFailure } from './cell-failure.ts'
import { deliverSignal } from './cell-signal.ts'
import { InternalMail } from './mail.ts'
import type { Origin } from './origin.ts'
import type { Cell } from './ports.ts'

/** A message of another protocol, as a reply. It is mapped to the actor's own protocol when its turn comes. */
export class MappedMail extends InternalMail {
  /** Returns `unhandled` for a message that the actor has no mapping for. */
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

/** Delivers MessageAdaptionFailure; an actor that does not handle this signal fails. */
function mappingFailed(cell: Cell, cause: Error, message: unknown): void {
  try {
    const next = deliverSignal(cell, { type: 'MessageAdaptionFailure', cause }, null)
    if (next !== same) cell.become(next, message)
  } catch (again) {
    handleFailure(cell, again, labelOf(message))
  }
}
