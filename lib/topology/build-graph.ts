/** Inventory to boxes and lines. Every resource that has a place is in exactly one node; nothing is dropped. */

import type { Inventory } from '../inventory/inventory.ts'
import { drawAssociationLines, INTERNET } from './association-lines.ts'
import { type Chart, openChart } from './chart.ts'
import { withCounts } from './count-contents.ts'
import type { TopologyGraph } from './graph.ts'
import { placeAreas } from './place-areas.ts'
import { placeDatabases } from './place-databases.ts'
import { placeGateways } from './place-gateways.ts'
import { placeInstances, placeInterfaces } from './place-instances.ts'
import { placeRail } from './place-rail.ts'
import { placeRest } from './place-rest.ts'
import { placeServices } from './place-services.ts'
import { drawRouteLines } from './route-lines.ts'
import { drawTrafficLines } from './traffic-lines.ts'

/**
 * The graph of a network, sorted by id: the same inventory gives the same bytes, in whatever order it was filled.
 * The order of the steps decides who stands for an interface: an instance before a service, a service before none.
 */
export function buildGraph(inventory: Inventory): TopologyGraph {
  const chart = openChart(inventory)
  placeInternet(chart)
  placeAreas(chart)
  placeGateways(chart)
  placeInstances(chart)
  placeServices(chart)
  placeDatabases(chart)
  placeInterfaces(chart)
  placeRail(chart)
  placeRest(chart)
  drawAssociationLines(chart)
  drawRouteLines(chart)
  drawTrafficLines(chart)
  return withCounts(chart.draft.finish())
}

function placeInternet(chart: Chart): void {
  chart.draft.add({
    id: INTERNET,
    kind: 'internet',
    parentId: null,
    label: 'Internet',
    detail: '0.0.0.0/0 · ::/0',
    resourceIds: [],
  })
}
