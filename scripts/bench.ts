/**
 * `npm run bench`: what the budgets of the design promise, measured. Each row is set against `JSON.parse` of the same
 * network in the same run, as a machine's own pace is no business of ours.
 */

import { DESCRIBE_KEYS, type DescribeDocument } from '../lib/describe/document.ts'
import { readDescribe } from '../lib/inventory/read-describe.ts'
import { type EstateSize, estateOfSize } from '../lib/testing/estate-of-size.ts'
import { buildGraph } from '../lib/topology/build-graph.ts'
import { buildScene } from '../lib/topology/build-scene.ts'
import { drawSvg } from '../lib/topology/draw-svg.ts'

const SIZES: readonly (readonly [string, EstateSize])[] = [
  ['1k', { vpcs: 4, subnetsPerVpc: 12, instancesPerSubnet: 21 }],
  ['10k', { vpcs: 20, subnetsPerVpc: 12, instancesPerSubnet: 42, accounts: 2 }],
  ['10k open', { vpcs: 4, subnetsPerVpc: 12, instancesPerSubnet: 208 }],
  ['100k', { vpcs: 100, subnetsPerVpc: 24, instancesPerSubnet: 42, accounts: 10, regions: 2 }],
]

/** Milliseconds of the middle run of several, after one to warm up. */
function median(run: () => unknown, rounds: number): number {
  run()
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    run()
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN
}

function jsonOf(documents: readonly DescribeDocument[]): string {
  return JSON.stringify(
    documents.map(({ account, region, elements }) => ({
      Account: account,
      Region: region,
      ...Object.fromEntries(DESCRIBE_KEYS.flatMap((key) => (elements.has(key) ? [[key, elements.get(key)]] : []))),
    })),
  )
}

console.log('resources   JSON.parse   read model   build graph   fold + layout   ratio   draw SVG   nodes   lines')
for (const [name, size] of SIZES) {
  const documents = estateOfSize(size)
  const json = jsonOf(documents)
  const rounds = name === '100k' ? 5 : 15
  const parse = median(() => JSON.parse(json), rounds)
  const inventory = readDescribe(documents)
  const read = median(() => readDescribe(documents), 3)
  const build = median(() => buildGraph(inventory), rounds)
  const graph = buildGraph(inventory)
  const place = median(() => buildScene(graph), rounds)
  const scene = buildScene(graph)
  const draw = median(() => drawSvg(scene, { theme: 'light', title: name, footer: '' }), rounds)
  const cells = [parse, read, build, place].map((time) => `${time.toFixed(1)} ms`.padStart(13))
  const ratio = (place / parse).toFixed(2).padStart(8)
  console.log(
    `${name.padEnd(9)}${cells.join('')}${ratio}${`${draw.toFixed(1)} ms`.padStart(11)}${String(scene.nodes.length).padStart(8)}${String(scene.lines.length).padStart(8)}`,
  )
}
