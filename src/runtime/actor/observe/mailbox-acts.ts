import type { MessageAction } from '../../../trace/action.ts'
import type { EventId, VirtualTime } from '../../../trace/identifiers.ts'
import { labelOf } from '../base/message-text.ts'
import { CellState } from '../kernel/cell-state.ts'
import { messageIn, senderIn } from '../kernel/mail.ts'
import type { MailboxItem } from '../kernel/mailbox.ts'
import { Origin } from '../kernel/origin.ts'
import type { Cell, KernelSystem } from '../kernel/ports.ts'

/** A message in a mailbox, or taken out of it. */
interface Found {
  readonly cell: Cell
  readonly mail: MailboxItem
}

/** The acts of a person on single messages in the mailboxes of a system, and the messages that these acts hold. */
export class MailboxActs {
  private readonly system: KernelSystem
  private readonly held = new Map<EventId, Found>()

  constructor(system: KernelSystem) {
    this.system = system
  }

  /** Performs an act; false: the message is in no mailbox, or not as the act needs it. `act` is the event of the action. */
  perform(action: MessageAction, act: EventId): boolean {
    const { message } = action
    const held = this.held.get(message)
    const found = held ?? this.find(message)
    if (found === null) return false
    switch (action.type) {
      case 'Hold':
        return held === undefined && this.hold(found, message, act)
      case 'Release':
        return held !== undefined && this.release(message, act, null)
      case 'DeliverNow':
        return this.deliverNext(found, message, act)
      case 'Delay': {
        const until = this.system.now + action.forMs
        this.system.timers.schedule(until, () => {
          if (this.held.get(message) === found) this.release(message, null, 'end of a delay')
        })
        return this.hold(found, message, act, until)
      }
      case 'Drop':
        return this.drop(found, message, act)
      case 'Duplicate':
        return this.duplicate(found, message, act, held !== undefined)
      case 'MoveBefore':
        return this.moveBefore(found, message, action.before, act)
    }
  }

  private hold(found: Found, message: EventId, act: EventId, until?: VirtualTime): true {
    this.takeOut(found, message)
    this.held.set(message, found)
    this.emit(act, {
      type: 'MessageHeld',
      message,
      ...about(found),
      ...(until === undefined ? null : { until }),
    })
    return true
  }

  /** Enqueues a held message. Its actor may have stopped in the meantime. */
  private release(message: EventId, act: EventId | null, rule: string | null): true {
    const held = this.held.get(message)!
    this.held.delete(message)
    const { cell, mail } = held
    if (cell.state === CellState.terminated) {
      const { item, origin } = mail
      this.system.deadLetter(messageIn(item), cell.path, senderIn(item), 'the actor has stopped', origin)
    } else {
      this.system.under(act, rule, () => this.emitRescheduled(held, message))
      cell.enqueue(mail.item, mail.origin)
    }
    return true
  }

  private deliverNext(found: Found, message: EventId, act: EventId): true {
    const { cell, mail } = found
    this.takeOut(found, message)
    const others = cell.mailbox.takeAll()
    cell.mailbox.addAll([mail, ...others])
    if (!cell.queued) this.system.ready(cell)
    const next = others.find(({ origin }) => origin?.sent)?.origin?.cause
    this.system.under(act, null, () => this.emitRescheduled(found, message, next))
    return true
  }

  private drop(found: Found, message: EventId, act: EventId): true {
    this.takeOut(found, message)
    this.emit(message, {
      type: 'MessageDropped',
      ...about(found),
      why: 'dropped by a person',
      because: act,
    })
    return true
  }

  private duplicate(found: Found, message: EventId, act: EventId, isHeld: boolean): true {
    const { cell, mail } = found
    const id = this.emit(act, { type: 'MessageDuplicated', message, ...about(found) })
    const copy: MailboxItem = { item: mail.item, origin: new Origin(id, null, mail.origin!.sent) }
    if (isHeld) this.held.set(id, { cell, mail: copy })
    else {
      const items = cell.mailbox.takeAll()
      cell.mailbox.addAll(items.flatMap(each => (isMessage(each, message) ? [each, copy] : [each])))
    }
    return true
  }

  private moveBefore(found: Found, message: EventId, before: EventId, act: EventId): boolean {
    const { cell, mail } = found
    if (before === message || this.find(before)?.cell !== cell) return false
    this.takeOut(found, message)
    const items = cell.mailbox.takeAll()
    cell.mailbox.addAll(items.flatMap(each => (isMessage(each, before) ? [mail, each] : [each])))
    if (!cell.queued) this.system.ready(cell)
    this.system.under(act, null, () => this.emitRescheduled(found, message, before))
    return true
  }

  private emit(cause: EventId, body: Parameters<NonNullable<KernelSystem['tracer']>['emit']>[0]): EventId {
    let id = cause
    this.system.under(cause, null, () => {
      // Only a traced system has messages with an id.
      id = this.system.tracer!.emit(body)
    })
    return id
  }

  private emitRescheduled(found: Found, message: EventId, before?: EventId | null): void {
    this.system.tracer!.emit({
      type: 'MessageRescheduled',
      message,
      ...about(found),
      dueAt: this.system.now,
      ...(before === undefined || before === null ? null : { before }),
    })
  }

  private takeOut({ cell, mail }: Found, message: EventId): void {
    if (this.held.delete(message)) return
    cell.mailbox.addAll(cell.mailbox.takeAll().filter(({ origin }) => origin !== mail.origin))
  }

  private find(message: EventId): Found | null {
    const { userGuardian, systemGuardian } = this.system
    const cells: Cell[] = [userGuardian, systemGuardian]
    for (let cell = cells.pop(); cell !== undefined; cell = cells.pop()) {
      const items = cell.mailbox.takeAll()
      cell.mailbox.addAll(items)
      const mail = items.find(each => isMessage(each, message))
      if (mail !== undefined) return { cell, mail }
      if (cell.children !== null) cells.push(...cell.children.values())
    }
    return null
  }
}

const isMessage = ({ origin }: MailboxItem, message: EventId): boolean =>
  origin?.sent != null && origin.cause === message

const about = ({ cell, mail }: Found) => ({ to: cell.path, label: labelOf(messageIn(mail.item)) })
