/** What a collection has brought so far, beside the file it is for: a killed run goes on from there. */

import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { CellReport, CollectPlan } from '../describe/collection-report.ts'
import { toDescribeJson } from '../describe/describe-json.ts'
import { decodeShard } from '../describe/shard.ts'
import { AppError } from '../errors/app-error.ts'
import { type CollectedCell, cellName } from '../sources/aws/collection.ts'

const PLAN_FILE = 'plan'

export class CollectCheckpoint {
  readonly output: string
  readonly #folder: string
  readonly #settled: Set<string>

  private constructor(output: string, settled: Set<string>) {
    this.output = output
    this.#folder = folderOf(output)
    this.#settled = settled
  }

  /**
   * Begins anew, or where the last run with the same plan was stopped.
   * @throws AppError `usage` when the place cannot be written, or was begun with another plan
   */
  static async open(
    output: string,
    { plan, resume }: { readonly plan: CollectPlan; readonly resume: boolean },
  ): Promise<CollectCheckpoint> {
    const folder = folderOf(output)
    const name = createHash('sha256').update(JSON.stringify(plan)).digest('hex')
    if (!resume) await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
      throw new AppError('usage', `${output} cannot be written.`, { file: output, cause })
    })
    const begun = await readFile(join(folder, PLAN_FILE), 'utf8').catch(() => null)
    if (begun !== null && begun !== name)
      throw new AppError('usage', 'That collection was begun with other options.', {
        remedy: 'Give the same, or no --resume.',
      })
    await writeDurably(join(folder, PLAN_FILE), [name])
    const checkpoint = new CollectCheckpoint(output, new Set())
    for (const cell of await checkpoint.reports()) checkpoint.#settled.add(cellName(cell))
    return checkpoint
  }

  settled(): ReadonlySet<string> {
    return new Set(this.#settled)
  }

  /** When it returns, the cell outlives the process. */
  async keep(cell: CollectedCell): Promise<void> {
    const { account, region } = cell.report
    await writeDurably(join(this.#folder, `${account}_${region}.json`), [JSON.stringify(cell)])
  }

  async reports(): Promise<readonly CellReport[]> {
    const reports: CellReport[] = []
    for await (const { report } of this.#cells()) reports.push(report)
    return reports
  }

  /** Puts the documents together, whole or not at all, and clears up. Tells how many there are. */
  async write(): Promise<number> {
    let documents = 0
    const lines = async function* (cells: AsyncIterable<CollectedCell>): AsyncGenerator<string> {
      for await (const { shard } of cells) {
        if (!shard) continue
        documents += 1
        yield `${JSON.stringify(toDescribeJson(decodeShard(shard.json, { collectedAt: shard.collectedAt })))}\n`
      }
    }
    await writeDurably(this.output, lines(this.#cells()))
    await rm(this.#folder, { recursive: true, force: true })
    return documents
  }

  async *#cells(): AsyncGenerator<CollectedCell> {
    const names = (await readdir(this.#folder)).filter((name) => /^\d{12}_[a-z0-9-]+\.json$/.test(name)).sort()
    for (const name of names) yield JSON.parse(await readFile(join(this.#folder, name), 'utf8')) as CollectedCell
  }
}

function folderOf(output: string): string {
  return join(dirname(output), `.${basename(output)}.collecting`)
}

/** Written beside, synced and renamed: never half a file under the name itself. */
async function writeDurably(path: string, chunks: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const beside = `${path}.tmp`
  const file = await open(beside, 'w', 0o600)
  try {
    for await (const chunk of chunks) await file.writeFile(chunk)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(beside, path)
}
