/** A snapshot thought through once, and the questions it answers. Pure but for the decompression. */

import type { DescribeDocument } from '../describe/document.ts'
import { exposureByResource, worstByResource } from '../findings/badges.ts'
import { CATALOGUE } from '../findings/catalogue.ts'
import { evaluate } from '../findings/evaluate.ts'
import type { Finding } from '../findings/finding.ts'
import { applyWaivers, withMutes } from '../findings/waivers.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { blastRadiusOf } from '../reports/blast-radius.ts'
import { charterCoverage } from '../reports/charter-coverage.ts'
import { completenessLine } from '../reports/completeness.ts'
import type { ExposureLens } from '../reports/exposure-lens.ts'
import { pictureLens } from '../reports/picture-lens.ts'
import { settingsEffect } from '../reports/settings-effect.ts'
import { settingsHints } from '../reports/settings-hints.ts'
import { resourceDetail } from '../snapshots/resource-detail.ts'
import type { ResourceRow } from '../snapshots/snapshot.ts'
import type { StoredShard } from '../snapshots/store.ts'
import { buildGraph } from '../topology/build-graph.ts'
import { buildScene } from '../topology/build-scene.ts'
import { drawSvg } from '../topology/draw-svg.ts'
import type { TopologyGraph } from '../topology/graph.ts'
import { resourceRows } from '../topology/resource-rows.ts'
import type { Scene, SceneOptions } from '../topology/scene.ts'
import type { Question, SceneQuestion, WaiversInUse } from './analysis-question.ts'
import { answerNetwork, lensOf } from './answer-network.ts'
import { listedFindings } from './listed-findings.ts'
import { searchRows } from './search-rows.ts'
import { DEFAULTS_IN_USE, type SettingsInUse } from './settings-in-use.ts'
import { documentOf } from './snapshot-content.ts'

/** What is a function is thought through when it is first asked for: a scene needs no findings, a map no table. */
export interface AnalyzedSnapshot {
  readonly documents: readonly DescribeDocument[]
  readonly inventory: Inventory
  readonly judgedBy: SettingsInUse
  readonly graph: () => TopologyGraph
  readonly evaluation: () => ReturnType<typeof evaluate>
  readonly lens: () => ExposureLens
  readonly rows: () => readonly ResourceRow[]
  /** Canonical JSON it was made of: a measure of the memory it takes. */
  readonly byteLength: number
}

export function analyzeShards(shards: readonly StoredShard[], judgedBy = DEFAULTS_IN_USE): AnalyzedSnapshot {
  const documents = shards.map(documentOf)
  const inventory = readDescribe(documents)
  return {
    documents,
    inventory,
    graph: once(() => buildGraph(inventory)),
    ...judged(inventory, judgedBy),
    rows: once(() => resourceRows(inventory)),
    byteLength: shards.reduce((sum, { ref }) => sum + ref.byteLength, 0),
  }
}

/** The same snapshot under other settings: what is read of it stays, what is thought of it is thought again. */
export function judgeAnew(snapshot: AnalyzedSnapshot, judgedBy: SettingsInUse): AnalyzedSnapshot {
  if (snapshot.judgedBy.hash === judgedBy.hash) return snapshot
  return { ...snapshot, ...judged(snapshot.inventory, judgedBy) }
}

function judged(
  inventory: Inventory,
  judgedBy: SettingsInUse,
): Pick<AnalyzedSnapshot, 'judgedBy' | 'evaluation' | 'lens'> {
  const { settings } = judgedBy
  return {
    judgedBy,
    evaluation: once(() => evaluate(inventory, settings)),
    lens: once(() => lensOf(inventory, settings)),
  }
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** JSON text, or SVG text for a picture; null when the question names a resource that is not there. */
export function answerQuestion(
  snapshot: AnalyzedSnapshot,
  question: Question,
  waived: WaiversInUse | null = null,
): string | null {
  switch (question.kind) {
    case 'view': {
      const { inventory } = snapshot
      const findings = marked(snapshot.evaluation().findings, question, waived)
      const listed = listedFindings(inventory, { findings }, RULE_TITLES)
      const scene = sceneOf(snapshot, question.scene)
      return JSON.stringify({ scene, ...listed, summary: snapshot.evaluation().summary, gaps: inventory.gaps })
    }
    case 'scene':
      return JSON.stringify(sceneOf(snapshot, question.scene))
    case 'resources':
      return JSON.stringify(pageOf(snapshot, question, waived))
    case 'resource':
      return detailOf(snapshot, question)
    case 'finding':
      return textOrNull(
        marked(
          [findingOf(snapshot, question.id)].flatMap((each) => each ?? []),
          question,
          waived,
        )[0],
      )
    case 'blast-radius':
      return radiusOf(snapshot, question.id)
    case 'svg':
      return pictureOf(snapshot, question)
    case 'charter':
      return JSON.stringify(charterCoverage(CATALOGUE, snapshot.evaluation()))
    case 'settings-hints': {
      const { inventory, judgedBy, evaluation } = snapshot
      return JSON.stringify(settingsHints(inventory, judgedBy.settings, evaluation().findings))
    }
    case 'settings-effect': {
      const { inventory, judgedBy } = snapshot
      return JSON.stringify(settingsEffect(inventory, { before: judgedBy.settings, after: question.settings }))
    }
    case 'trace':
    case 'exposure':
    case 'matrix':
    case 'what-if':
      return answerNetwork(snapshot, question)
  }
}

const RULE_TITLES: ReadonlyMap<string, string> = new Map(CATALOGUE.map(({ id, title }) => [id, title]))

/** With the waivers of the team, where they may be seen. */
function marked(
  findings: readonly Finding[],
  { withWaivers = false }: { readonly withWaivers?: boolean },
  waived: WaiversInUse | null,
): readonly Finding[] {
  if (!withWaivers || waived === null) return findings
  return withMutes(findings, applyWaivers(findings, waived.waivers, waived.today))
}

function findingOf({ evaluation }: AnalyzedSnapshot, id: string): Finding | undefined {
  return evaluation().findings.find((finding) => finding.id === id)
}

function textOrNull(answer: object | undefined): string | null {
  return answer === undefined ? null : JSON.stringify(answer)
}

function radiusOf(snapshot: AnalyzedSnapshot, id: string): string | null {
  const finding = findingOf(snapshot, id)
  if (finding === undefined) return null
  return JSON.stringify({ radius: blastRadiusOf(snapshot.inventory, finding, snapshot.judgedBy.settings) })
}

const WHOLE: SceneQuestion = { levels: [], reveal: [], scope: null }

function sceneOf({ graph }: AnalyzedSnapshot, { levels, reveal, scope }: SceneQuestion): Scene {
  const options: SceneOptions = { levels: new Map(levels), reveal: new Set(reveal), scope }
  return buildScene(graph(), options)
}

function pictureOf(snapshot: AnalyzedSnapshot, { theme, lens, title }: Question & { kind: 'svg' }): string {
  const scene = sceneOf(snapshot, WHOLE)
  const head = { theme, title, footer: completenessLine(snapshot.inventory, scene) }
  if (lens === 'exposure') return drawSvg(scene, { ...head, ...pictureLens(snapshot.lens()) })
  const { findings } = snapshot.evaluation()
  return drawSvg(scene, {
    ...head,
    badges: new Map([...worstByResource(findings)].map(([id, { worst }]) => [id, worst])),
    exposure: exposureByResource(findings),
  })
}

function detailOf({ inventory, documents, rows }: AnalyzedSnapshot, question: Question & { kind: 'resource' }) {
  const row = rows().find(({ id }) => id === question.id)
  const detail = row ? resourceDetail({ inventory, documents, row }) : null
  if (!detail) return null
  const source = detail.source && { ...detail.source, file: null, filePointer: null }
  return JSON.stringify(question.withFile ? detail : { ...detail, source })
}

function pageOf(snapshot: AnalyzedSnapshot, question: Question & { kind: 'resources' }, waived: WaiversInUse | null) {
  const { offset, limit, text } = question
  const found = searchRows(snapshot.rows(), text, {
    findings: () => marked(snapshot.evaluation().findings, question, waived),
    vpcs: snapshot.inventory.vpcs,
  })
  return { total: found.length, rows: found.slice(offset, offset + limit) }
}
