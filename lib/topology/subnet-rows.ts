/** Which row each subnet stands in: by class from public down to isolated, and alike across availability zones. */

import type { SubnetClass } from '../inventory/subnet-class.ts'
import type { Box } from './box.ts'
import { compareNatural } from './sibling-order.ts'

const CLASSES: readonly (SubnetClass | null)[] = [
  'public',
  'private-egress',
  'private-transit',
  'isolated',
  'unknown',
  null,
]

/** For each row, the subnet of each column; undefined where a zone has none there. */
export function subnetRows(columns: readonly (readonly Box[])[]): (Box | undefined)[][] {
  return CLASSES.flatMap((subnetClass) =>
    classRows(columns.map((boxes) => boxes.filter((box) => box.folded.node.subnetClass === subnetClass))),
  )
}

/** Subnets whose names differ only in the zone share a row; where names do not line up, the order does. */
function classRows(columns: readonly (readonly Box[])[]): (Box | undefined)[][] {
  const height = Math.max(0, ...columns.map((boxes) => boxes.length))
  const sorted = columns.map((boxes) => boxes.toSorted(compareBoxes))
  const stems = [...new Set(sorted.flat().map(stemOf))].sort(compareNatural)
  const byStem = stems.map((stem) => sorted.map((boxes) => boxes.filter((box) => stemOf(box) === stem)))
  const aligned = stems.length === height && byStem.every((row) => row.every((boxes) => boxes.length <= 1))
  if (aligned) return byStem.map((row) => row.map((boxes) => boxes[0]))
  return Array.from({ length: height }, (_, row) => sorted.map((boxes) => boxes[row]))
}

function compareBoxes(a: Box, b: Box): number {
  const [left, right] = [a.folded.node, b.folded.node]
  return compareNatural(left.label, right.label) || (left.id < right.id ? -1 : 1)
}

/** `app` of `app-a`, `app-eu-west-1a`, `app-az1`, `App Subnet 2`. */
function stemOf(box: Box): string {
  return box.folded.node.label
    .toLowerCase()
    .replace(/[-_. ]*(?:[a-z]{2}-[a-z]+-\d[a-z]|az-?\d|\d?[a-f]|\d+)$/, '')
    .replace(/[-_. ]+$/, '')
}
