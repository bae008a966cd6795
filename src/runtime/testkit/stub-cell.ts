import type { ActorRef } from '../actor/api/actor-ref.ts'
import type { Behavior } from '../actor/api/behavior.ts'
import { type AnyBehavior, unhandled } from '../actor/behavior/behavior-values.ts'
import { BehaviorCell } from '../actor/kernel/behavior-cell.ts'
import { CellBehavior } from '../actor/kernel/custom-behavior.ts'
import { MappedMail } from '../actor/kernel/mapped-mail.ts'
import type { Origin } from '../actor/kernel/origin.ts'
import type { Cell, KernelSystem } from '../actor/kernel/ports.ts'
import type { LocalActorSystem } from '../actor/system/local-actor-system.ts'
import { RecordingContext } from './recording-context.ts'

/**
 * An actor with a {@link RecordingContext}. It handles only the messages that the test passes to {@link give};
 * messages that actors send to it are put in {@link inbox}.
 */
export class StubCell extends BehaviorCell {
  override readonly context: RecordingContext
  readonly inbox: unknown[] = []
  /** The value that the last handler returned, `same` and `unhandled` included. */
  returned: AnyBehavior | null = null
  /** Spawned children by name; a reused name gives the last child. */
  readonly spawned = new Map<string, StubCell>()

  constructor(system: KernelSystem, parent: Cell, name: string, uid: number, initial: AnyBehavior) {
    super(system, parent, name, uid, initial, 0)
    this.context = new RecordingContext(this, message => this.put(message), stubbed)
    if (parent instanceof StubCell) parent.spawned.set(name, this)
  }

  override enqueue(item: unknown, _origin: Origin | null): void {
    if (item instanceof MappedMail) this.putMapped(item)
    else this.put(item)
  }

  /** Puts a message in the inbox; a mapping function that returned null or undefined skips its message. */
  private put(message: unknown): void {
    if (message !== null && message !== undefined) this.inbox.push(message)
    else this.context.log.warn(`[${this.path}] skipped a message because its mapping returned [${message}].`)
  }

  private putMapped({ message, map }: MappedMail): void {
    const mapped = map(message)
    if (mapped === unhandled) this.system.unhandled(this, message)
    else this.put(mapped)
  }

  /** Enqueues a message for the next turn. */
  give(message: unknown): void {
    super.enqueue(message, null)
  }

  override interpret(behavior: AnyBehavior, message: unknown): AnyBehavior {
    this.returned = super.interpret(behavior, message)
    return this.returned
  }
}

/** Runs the inner behavior in a {@link StubCell}. */
export class StubbedBehavior<T> extends CellBehavior<T> {
  private readonly inner: Behavior<T>

  constructor(inner: Behavior<T>) {
    super()
    this.inner = inner
  }

  makeCell(system: KernelSystem, parent: Cell, name: string, uid: number): StubCell {
    return new StubCell(system, parent, name, uid, this.inner)
  }
}

/**
 * Returns an invalid behavior unchanged, so that the kernel rejects it; a {@link CellBehavior} makes its own cell.
 */
function stubbed<U>(behavior: Behavior<U>): Behavior<U> {
  const unchanged = behavior === null || behavior === undefined || behavior instanceof CellBehavior
  return unchanged ? behavior : new StubbedBehavior(behavior)
}

/** The cell of an actor spawned as a {@link StubbedBehavior}; null for any other ref. */
export function stubCellOf(system: LocalActorSystem, ref: ActorRef<never>): StubCell | null {
  const cell = system.findCell(ref.path)
  return cell instanceof StubCell ? cell : null
}
