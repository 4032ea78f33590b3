/** Who can talk to whom on what, as the matrix shows it. */

export interface MatrixGroup {
  /** What the question is asked of when a cell is opened: an id, or `internet`. */
  readonly id: string
  readonly label: string
  /** CIDR, id tail, VPC: the mono line. */
  readonly detail: string
  /** Interfaces in it; null for the internet. */
  readonly interfaces: number | null
}

export interface MatrixCell {
  /** Index into `groups`. */
  readonly from: number
  readonly to: number
  readonly verdict: 'reachable' | 'unknown'
  /** `tcp/443`, `all traffic`; never empty. */
  readonly ports: readonly string[]
  /** The question that stands for the cell: two interfaces of the groups, one protocol and port between them. */
  readonly example: {
    readonly from: string
    readonly to: string
    readonly protocol: string
    readonly port: number | null
    readonly family: 4 | 6 | null
  }
}

export interface MatrixAnswer {
  readonly by: string
  /** Sources and targets in one order, the internet first. */
  readonly groups: readonly MatrixGroup[]
  readonly cells: readonly MatrixCell[]
  /** Groups there are in all; more than are shown when the matrix was cut. */
  readonly groupsInAll: number
  /** Tag keys to choose from. */
  readonly tagKeys: readonly string[]
}
