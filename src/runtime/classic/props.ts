import type { LocalActorSystem } from '../actor/index.ts'
import { type Cell, CellBehavior } from '../actor/internal.ts'
import { Actor } from './actor.ts'
import { ClassicCell } from './classic-cell.ts'
import type { AutoReceived } from './messages.ts'

/** How a classic actor is made, at its start and at each restart. Goes wherever a behavior can be spawned. */
export class ClassicProps<M> extends CellBehavior<M | AutoReceived> {
  readonly create: () => Actor<M>

  constructor(create: () => Actor<M>) {
    super()
    this.create = create
  }

  override makeCell(
    system: LocalActorSystem,
    parent: Cell,
    name: string,
    uid: number,
    handlingMs: number,
  ): Cell {
    return new ClassicCell(system, parent, name, uid, handlingMs, this.create)
  }

  override toString(): string {
    return 'Props, which can only be spawned'
  }
}

/** `Props(MyActor, its arguments)`, or `Props(() => new MyActor(…))`. */
export function Props<M, A extends readonly unknown[]>(
  actor: new (...args: A) => Actor<M>,
  ...args: A
): ClassicProps<M>
export function Props<M>(create: () => Actor<M>): ClassicProps<M>
export function Props<M, A extends readonly unknown[]>(
  how: (new (...args: A) => Actor<M>) | (() => Actor<M>),
  ...args: A
): ClassicProps<M> {
  return new ClassicProps(isActorClass(how) ? () => new how(...args) : how)
}

const isActorClass = <M, A extends readonly unknown[]>(
  how: (new (...args: A) => Actor<M>) | (() => Actor<M>),
): how is new (
  ...args: A
) => Actor<M> => how.prototype instanceof Actor
