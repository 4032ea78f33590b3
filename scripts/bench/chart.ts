/** The chart: from the model to boxes in their places, and to a drawing. */

import { readDescribe } from '../../lib/inventory/read-describe.ts'
import { pageJson } from '../../lib/testing/estate/estate-pages.ts'
import { type EstateSize, estateOfSize } from '../../lib/testing/estate-of-size.ts'
import { buildGraph } from '../../lib/topology/build-graph.ts'
import { buildScene } from '../../lib/topology/build-scene.ts'
import { drawSvg } from '../../lib/topology/draw-svg.ts'
import { median, ms, rounds, timed } from './measure.ts'

/** By resources: a few VPCs, many, and a few so large that they stand open. */
const ESTATES: Readonly<Record<string, EstateSize>> = {
  '1k': { vpcs: 4, subnetsPerVpc: 12, instancesPerSubnet: 21 },
  '10k': { vpcs: 20, subnetsPerVpc: 12, instancesPerSubnet: 42, accounts: 2 },
  '10k open': { vpcs: 4, subnetsPerVpc: 12, instancesPerSubnet: 208 },
  '100k': { vpcs: 100, subnetsPerVpc: 24, instancesPerSubnet: 42, accounts: 10, regions: 2 },
}

export const CHART_HEAD = [
  'Resources',
  'JSON.parse',
  'Build graph',
  'Fold + layout',
  'Fold + layout ÷ parse',
  'Draw SVG',
  'Nodes',
  'Lines',
]

export function chartRows(): readonly (readonly string[])[] {
  return Object.entries(ESTATES).map(([name, size]) => chartRow(name, size))
}

function chartRow(name: string, size: EstateSize): readonly string[] {
  const documents = estateOfSize(size)
  const texts = documents.map(pageJson)
  const inventory = readDescribe(documents)
  const scene = buildScene(buildGraph(inventory))
  const all = rounds(name === '100k' ? 5 : 15, () => {
    const graph = timed(() => buildGraph(inventory))
    return {
      parse: timed(() => texts.map((text): unknown => JSON.parse(text))).ms,
      build: graph.ms,
      place: timed(() => buildScene(graph.value)).ms,
      draw: timed(() => drawSvg(scene, { theme: 'light', title: name, footer: '' })).ms,
    }
  })
  const of = (part: 'parse' | 'build' | 'place' | 'draw') => median(all.map((times) => times[part]))
  const ratio = median(all.map(({ place, parse }) => place / parse))
  const times = [of('parse'), of('build'), of('place')].map(ms)
  return [name, ...times, ratio.toFixed(2), ms(of('draw')), String(scene.nodes.length), String(scene.lines.length)]
}
