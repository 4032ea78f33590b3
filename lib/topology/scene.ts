/** What is drawn: the folded graph with a place for everything. Same snapshot and options, same bytes. */

import type { LineKind, TopologyNode } from './graph.ts'

/** How much of a container is shown. */
export type Level = 'chip' | 'cards' | 'full'

export interface SceneOptions {
  /** Containers set by hand; the rest follow the size of the network. */
  readonly levels: ReadonlyMap<string, Level>
  /** Resources that must be drawn on their own, and so never folded or inside a closed container. */
  readonly reveal: ReadonlySet<string>
  /** Only this container and what it reaches; null for everything. */
  readonly scope: string | null
}

export interface SceneNode extends TopologyNode {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** How many equal resources it stands for; 1 when it is not folded. */
  readonly count: number
  /** What a closed container holds, by code: `EC2 ×12`. Empty when it is open. */
  readonly contents: readonly { readonly code: string; readonly count: number }[]
  /** Null for what is not a container. */
  readonly level: Level | null
}

export interface ScenePoint {
  readonly x: number
  readonly y: number
}

export interface SceneLine {
  readonly id: string
  readonly kind: LineKind
  readonly from: string
  readonly to: string
  readonly label: string
  readonly blackhole: boolean
  /** How many lines of the graph run along this one. */
  readonly count: number
  readonly resourceIds: readonly string[]
  /** Orthogonal route in scene coordinates, first and last on the borders of its ends. */
  readonly points: readonly ScenePoint[]
  /** Drawn at rest; the others appear when an end is selected. */
  readonly atRest: boolean
}

export interface Scene {
  readonly width: number
  readonly height: number
  /** Parents come before their children. */
  readonly nodes: readonly SceneNode[]
  readonly lines: readonly SceneLine[]
  readonly counts: {
    /** Resources in the graph, drawn or folded. */
    readonly resources: number
    readonly drawn: number
    readonly folded: number
    readonly vpcs: number
    readonly subnets: number
  }
}
