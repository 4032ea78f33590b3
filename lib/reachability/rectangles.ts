/** Ports × sources as lists of rectangles: what filters admit, and what is left when several stand in line. */

import { intersect, type NumberSet, union } from '../net/interval-set.ts'
import type { AddressSet } from '../net/traffic.ts'
import { hasAddresses, intersectAddresses, NO_ADDRESSES, unionAddresses } from '../net/traffic.ts'
import type { Rectangle } from './path.ts'

export function isEmpty(rectangle: Rectangle): boolean {
  return rectangle.ports.length === 0 || !hasAddresses(rectangle.sources)
}

export function meet(a: Rectangle, b: Rectangle): Rectangle {
  return {
    ports: intersect(a.ports, b.ports),
    sources: intersectAddresses(a.sources, b.sources),
    rules: [...a.rules, ...b.rules],
  }
}

/** Everything that is in both lists, with the rules of both. */
export function meetAll(a: readonly Rectangle[], b: readonly Rectangle[]): readonly Rectangle[] {
  return a.flatMap((left) => b.map((right) => meet(left, right)).filter((both) => !isEmpty(both)))
}

export function portsOf(rectangles: readonly Rectangle[]): NumberSet {
  return rectangles.reduce<NumberSet>((all, { ports }) => union(all, ports), [])
}

export function sourcesOf(rectangles: readonly Rectangle[]): AddressSet {
  return rectangles.reduce((all, { sources }) => unionAddresses(all, sources), NO_ADDRESSES)
}
