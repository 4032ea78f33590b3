/** What a folded node is called, from the nodes it stands for. */

import type { TopologyNode } from './graph.ts'

const PLURALS: Readonly<Record<string, string>> = {
  account: 'accounts',
  region: 'regions',
  vpc: 'VPCs',
  subnet: 'subnets',
  'external-vpc': 'VPCs',
}

/** The stem their names share, else what they are; the mono line only when it is the same for all. */
export function nameOfFold(nodes: readonly TopologyNode[]): TopologyNode {
  const first = nodes[0]
  if (!first) throw new Error('A fold stands for at least one node.')
  const details = new Set(nodes.map((node) => node.detail))
  const classes = new Set(nodes.map((node) => node.subnetClass))
  const codes = new Set(nodes.map((node) => node.code))
  const { shortLabel: _, ...common } = first
  return {
    ...common,
    code: codes.size === 1 ? first.code : '',
    label: stemOf(nodes) ?? (PLURALS[first.kind] ? `More ${PLURALS[first.kind]}` : `More ${first.code}`),
    detail: details.size === 1 ? first.detail : `${smallest(details)} +${nodes.length - 1}`,
    subnetClass: classes.size === 1 ? first.subnetClass : null,
    fill: null,
    collected: nodes.every((node) => node.collected),
    facts: commonFacts(nodes),
    foldKey: null,
    resourceIds: [],
  }
}

/** The common beginning of all labels without its loose end; null when too short to be a name. */
function stemOf(nodes: readonly TopologyNode[]): string | null {
  let low = nodes[0]?.label ?? ''
  let high = low
  for (const { label } of nodes) {
    if (label < low) low = label
    if (label > high) high = label
  }
  if (low === high) return low
  let length = 0
  while (length < low.length && low[length] === high[length]) length++
  const stem = low.slice(0, length).replace(/[-_./ ]*\d*[-_./ ]*$/, '')
  const isIdPrefix = nodes.every((node) => node.label === node.id)
  return stem.length >= 3 && !isIdPrefix ? stem : null
}

function smallest(texts: ReadonlySet<string>): string {
  let least: string | null = null
  for (const text of texts) if (text !== '' && (least === null || text < least)) least = text
  return least ?? ''
}

function commonFacts(nodes: readonly TopologyNode[]): readonly string[] {
  const [first, ...rest] = nodes
  return first ? first.facts.filter((fact) => rest.every((node) => node.facts.includes(fact))) : []
}
