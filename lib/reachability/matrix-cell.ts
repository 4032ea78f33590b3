/** What a matrix is asked about, and what it says. */

import type { NumberSet } from '../net/interval-set.ts'
import type { Family } from '../net/prefix.ts'

/** Interfaces that are asked about as one. An interface may be in several groups. */
export interface MatrixGroup {
  readonly id: string
  readonly label: string
  readonly interfaceIds: readonly string[]
}

/** The row of the internet, and its column. */
export const INTERNET_ROW = 'internet'

/** Some interface of `from` reaches some interface of `to`, or some public address, on these ports. Ports of one verdict are told once. */
export interface MatrixCell {
  /** The id of a group, or `internet`; not both ends are the internet. */
  readonly from: string
  readonly to: string
  /** IANA number; `any` for every protocol that is told in no cell of its own, and from the internet only. */
  readonly protocol: number | 'any'
  readonly ports: NumberSet
  readonly verdict: 'reachable' | 'unknown'
  /** A few pairs, each as it can be asked: interface ids, or `internet`. */
  readonly examples: readonly MatrixExample[]
}

export interface MatrixExample {
  readonly from: string
  readonly to: string
  readonly family: Family
  /** The first port; null where the protocol has none. */
  readonly port: number | null
}
