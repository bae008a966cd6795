import type { Level, Point, Size } from './card-sizes.ts'
import type { TreeLayout } from './tree/tree-layout.ts'

export type Breadth = 'wide' | 'narrow'

export interface CardPlan {
  readonly nodes: readonly string[]
  readonly clients: readonly string[]
  readonly databases: readonly string[]
  /** Layouts of the open actor trees, by node. Default: none. */
  readonly trees?: ReadonlyMap<string, TreeLayout>
}

export interface Room {
  readonly breadth: Breadth
  /** The visible size of the canvas, in px; null: unknown. */
  readonly size: Size | null
  readonly presenting: boolean
}

/** Centres of all cards, in the order of their plan, and the sizes of the nodes. */
export interface Arrangement {
  readonly nodes: readonly Point[]
  readonly nodeSizes: readonly Size[]
  readonly clients: readonly Point[]
  readonly databases: readonly Point[]
  readonly bin: Point
}

/**
 * Places the cards of a plan at one level. Null: they do not fit into `available`. With `must` they are placed even if they
 * need more.
 */
export type Arrange = (
  plan: CardPlan,
  room: Room,
  level: Level,
  available: Size,
  must: boolean,
) => Arrangement | null
