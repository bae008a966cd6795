import type { ActorRef } from '../actor/actor-ref.ts'
import type { Behavior } from '../actor/behavior.ts'
import { type AnyBehavior, CellBehavior, unhandled } from '../actor/behavior-values.ts'
import { Cell } from '../actor/cell.ts'
import type { LocalActorSystem } from '../actor/local-actor-system.ts'
import type { Origin } from '../actor/mail.ts'
import { MappedMail } from '../actor/mapped-mail.ts'
import { RecordingContext } from './recording-context.ts'

/**
 * An actor that runs as every other, but whose context writes down what is asked of it, and that handles only
 * what a test gives it: what others tell it, and it itself, comes into an inbox.
 */
export class StubCell extends Cell {
  override readonly context: RecordingContext
  readonly inbox: unknown[] = []
  /** What the last handler returned, as it is. */
  returned: AnyBehavior | null = null
  /** Everybody it spawned, by name; of one name the last. */
  readonly spawned = new Map<string, StubCell>()

  constructor(system: LocalActorSystem, parent: Cell, name: string, uid: number, initial: AnyBehavior) {
    super(system, parent, name, uid, initial, 0)
    this.context = new RecordingContext(this)
    if (parent instanceof StubCell) parent.spawned.set(name, this)
  }

  override enqueue(item: unknown, _origin: Origin | null): void {
    if (item instanceof MappedMail) this.putMapped(item)
    else this.put(item)
  }

  /** Into the inbox. */
  put(message: unknown): void {
    if (message !== null && message !== undefined) this.inbox.push(message)
    else this.context.log.warn(`[${this.path}] made nothing of a message, which is skipped.`)
  }

  private putMapped({ message, map }: MappedMail): void {
    const mapped = map(message)
    if (mapped === unhandled) this.system.unhandled(this, message)
    else this.put(mapped)
  }

  /** A message for its next turn. */
  give(message: unknown): void {
    super.enqueue(message, null)
  }

  override interpret(behavior: AnyBehavior, message: unknown): AnyBehavior {
    this.returned = super.interpret(behavior, message)
    return this.returned
  }
}

/** Makes a {@link StubCell} of what is spawned. */
export class StubbedBehavior<T> extends CellBehavior<T> {
  private readonly inner: Behavior<T>

  constructor(inner: Behavior<T>) {
    super()
    this.inner = inner
  }

  makeCell(system: LocalActorSystem, parent: Cell, name: string, uid: number): StubCell {
    return new StubCell(system, parent, name, uid, this.inner)
  }
}

/** The cell behind a ref that a {@link StubbedBehavior} was spawned with. */
export function stubCellOf(system: LocalActorSystem, ref: ActorRef<never>): StubCell | null {
  const cell = system.findCell(ref.path)
  return cell instanceof StubCell ? cell : null
}
