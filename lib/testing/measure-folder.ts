/** One folder of foreign files taken the whole way, from disk to the picture, and what came of it. */

import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { evaluate } from '../findings/evaluate.ts'
import { DEFAULT_SETTINGS } from '../findings/settings.ts'
import { countResources } from '../inventory/count-resources.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { DEFAULT_IMPORT_LIMITS } from '../sources/cli/import-limits.ts'
import { readFiles } from '../sources/cli/read-files.ts'
import { walkPaths } from '../sources/cli/walk.ts'
import { buildGraph } from '../topology/build-graph.ts'
import { buildScene } from '../topology/build-scene.ts'
import { drawSvg } from '../topology/draw-svg.ts'

export interface FolderMeasure {
  readonly name: string
  readonly files: number
  readonly resources: number
  readonly gaps: number
  /** Findings that fail. */
  readonly findings: number
  readonly notEvaluated: number
  /** Length of the drawing, in characters. */
  readonly svg: number
}

/** Every folder in a folder of samples, and every Batfish snapshot in them, by name. */
export function sampleFolders(root: string): readonly string[] {
  const top = foldersIn(root)
  const snapshots = top.flatMap((folder) => snapshotsIn(folder))
  return [...new Set([...top, ...snapshots])]
}

function foldersIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .toSorted()
}

/** A snapshot is a folder that holds `aws_configs`. Source: Batfish documentation, "Packaging snapshots". */
function snapshotsIn(folder: string): readonly string[] {
  const below = foldersIn(folder)
  const own = below.some((each) => basename(each) === 'aws_configs') ? [folder] : []
  return [...own, ...below.filter((each) => basename(each) !== 'aws_configs').flatMap(snapshotsIn)]
}

/** Throws whatever any step throws: a folder of anything must not make one. */
export async function measureFolder(path: string, name = basename(path)): Promise<FolderMeasure> {
  const imported = await readFiles(walkPaths([path]), { limits: DEFAULT_IMPORT_LIMITS })
  const inventory = readDescribe(imported.documents)
  const { summary } = evaluate(inventory, DEFAULT_SETTINGS)
  const svg = drawSvg(buildScene(buildGraph(inventory)), { theme: 'light', title: name, footer: '' })
  return {
    name,
    files: imported.files.length,
    resources: Object.values(countResources(inventory)).reduce((sum, count) => sum + count, 0),
    gaps: inventory.gaps.length,
    findings: summary.failed,
    notEvaluated: summary.notEvaluated,
    svg: svg.length,
  }
}

/** `batfish/…/test-subnet`: the top and the last two parts of a long path. */
function shortPath(path: string): string {
  const parts = path.split('/')
  return parts.length > 4 ? [parts[0], '…', ...parts.slice(-2)].join('/') : path
}

/** A Markdown table, one row a folder. */
export function measureTable(measures: readonly FolderMeasure[]): string {
  const rows = measures.map(({ name, files, resources, gaps, findings, notEvaluated }) =>
    [shortPath(name), files, resources, gaps, findings, notEvaluated].join(' | '),
  )
  return [
    '| Folder | Files | Resources | Gaps | Findings | Not evaluated |',
    '|---|---:|---:|---:|---:|---:|',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n')
}
