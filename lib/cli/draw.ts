/** `portolan draw PATH… --format svg`: the picture, the whole of it, with legend and what is not known. */

import { exposureByResource, worstByResource } from '../findings/badges.ts'
import { evaluate } from '../findings/evaluate.ts'
import { DEFAULT_SETTINGS } from '../findings/settings.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { exposureOf } from '../reports/answer-exposure.ts'
import { completenessLine } from '../reports/completeness.ts'
import { pictureLens } from '../reports/picture-lens.ts'
import { buildGraph } from '../topology/build-graph.ts'
import { buildScene } from '../topology/build-scene.ts'
import { drawSvg } from '../topology/draw-svg.ts'
import { type CliIo, EXIT, type ExitCode, oneOf, readArguments } from './command.ts'
import { writeOutput } from './convert.ts'
import { loadNetwork } from './load-network.ts'

const OPTIONS = {
  format: { type: 'string', default: 'svg' },
  lens: { type: 'string', default: 'placement' },
  theme: { type: 'string', default: 'light' },
  scope: { type: 'string' },
  output: { type: 'string', short: 'o' },
  sample: { type: 'boolean', default: false },
} as const

export async function draw(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const { values, positionals } = readArguments(argv, OPTIONS)
  oneOf('--format', values.format, ['svg'])
  const lens = oneOf('--lens', values.lens, ['placement', 'exposure'])
  const theme = oneOf('--theme', values.theme, ['light', 'dark'])
  const { inventory } = await loadNetwork({ paths: positionals, sample: values.sample }, io)
  const options = { levels: new Map(), reveal: new Set<string>(), scope: values.scope ?? null }
  const scene = buildScene(buildGraph(inventory), options)
  const svg = drawSvg(scene, {
    theme,
    title: values.sample ? 'Sample estate' : positionals.join(', '),
    footer: completenessLine(inventory, scene),
    ...(lens === 'exposure' ? pictureLens(exposureOf(inventory, DEFAULT_SETTINGS)) : findingMarks(inventory)),
  })
  if (values.output === undefined || values.output === '-') io.out(svg)
  else {
    await writeOutput(values.output, svg)
    io.log(`Drew ${scene.counts.resources} resources to ${values.output}.\n`)
  }
  return EXIT.pass
}

function findingMarks(inventory: Inventory) {
  const { findings } = evaluate(inventory, DEFAULT_SETTINGS)
  return {
    badges: new Map([...worstByResource(findings)].map(([id, { worst }]) => [id, worst])),
    exposure: exposureByResource(findings),
  }
}
