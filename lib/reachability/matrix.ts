/**
 * Who can talk to whom on what, between groups of interfaces and the internet. Sparse: it starts from what each destination admits, asks
 * one pair of every two classes, and tells only what gets through or may.
 */

import type { Family } from '../net/prefix.ts'
import { ALL_PORTS } from '../net/traffic.ts'
import { admittedPorts, candidatePorts } from './candidate-ports.ts'
import { endpointClasses } from './endpoint-classes.ts'
import { exposure } from './exposure.ts'
import type { MatrixCell, MatrixGroup } from './matrix-cell.ts'
import { CellDraft, isTold } from './matrix-cells.ts'
import { addOutward } from './matrix-outward.ts'
import type { Network } from './network.ts'
import { pairProtocols, trafficOf } from './pair-traffic.ts'
import { type PairOfClasses, pairsWorthAsking } from './pairs-worth-asking.ts'

/** The cells where something gets through or may, in the order of the groups. Both families count. */
export function matrix(network: Network, groups: readonly MatrixGroup[]): readonly MatrixCell[] {
  const draft = new CellDraft(groups)
  const asked = groupedInterfaces(network, groups)
  for (const family of FAMILIES) {
    const classes = endpointClasses(network, family, asked)
    for (const each of pairsWorthAsking(network, { senders: classes, receivers: classes })) {
      addPair(network, draft, each)
    }
    addOutward(network, draft, classes)
  }
  for (const row of exposure(network)) draft.addExposure(row)
  return draft.cells()
}

const FAMILIES: readonly Family[] = [4, 6]

function groupedInterfaces({ inventory }: Network, groups: readonly MatrixGroup[]) {
  const ids = [...new Set(groups.flatMap(({ interfaceIds }) => interfaceIds))].toSorted()
  return ids.flatMap((id) => inventory.networkInterfaces.get(id) ?? [])
}

/** One pair of members answers for all; a class of one has nobody of its own to talk to. */
function addPair(network: Network, draft: CellDraft, { from, to, pair, settled }: PairOfClasses): void {
  const place = draft.placeOf({ from, to })
  for (const protocol of pairProtocols(network, pair)) {
    const most = settled ? admittedPorts(network, pair.to.networkInterface, protocol) : ALL_PORTS
    if (most.length === 0 || isTold(place, protocol, most)) continue
    const ports = candidatePorts(network, pair, protocol)
    if (ports.length === 0 || isTold(place, protocol, ports)) continue
    for (const traffic of trafficOf(network, pair, { protocol, ports })) {
      if (traffic.verdict !== 'blocked') draft.addTraffic(place, pair, traffic)
    }
  }
}
