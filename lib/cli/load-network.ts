/** From the paths on the command line to the inventory, with progress on the log. */

import type { DescribeDocument, ImportNote, ImportResult } from '../describe/document.ts'
import { DocumentBuilder } from '../describe/document-builder.ts'
import { decodeShard } from '../describe/shard.ts'
import { AppError } from '../errors/app-error.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { DEFAULT_IMPORT_LIMITS } from '../sources/cli/import-limits.ts'
import type { ImportProgress, ReadOptions } from '../sources/cli/input-file.ts'
import { readFiles, readInto, withBuilderNotes } from '../sources/cli/read-files.ts'
import { walkPaths } from '../sources/cli/walk.ts'
import { sampleDocuments } from '../sources/sample/sample-estate.ts'
import type { CliIo } from './command.ts'

export interface LoadedNetwork {
  readonly imported: ImportResult
  readonly inventory: Inventory
}

export interface LoadRequest {
  readonly paths: readonly string[]
  /** The built-in estate instead of files. */
  readonly sample: boolean
}

/**
 * @throws AppError `usage` without a path, `import-no-resources` when nothing in them is a network
 */
export async function loadNetwork(request: LoadRequest, io: CliIo): Promise<LoadedNetwork> {
  const imported = request.sample ? sampleImport() : await importPaths(request.paths, io)
  return { imported, inventory: readDescribe(imported.documents) }
}

function sampleImport(): ImportResult {
  return { documents: sampleDocuments(), files: [], notes: [] }
}

/**
 * The documents alone, each made when it is called for: many accounts need not stand in memory as objects at once.
 * @throws AppError `usage` without a path, `import-no-resources` when nothing in them is a network
 */
export async function loadDocuments(request: LoadRequest, io: CliIo): Promise<readonly (() => DescribeDocument)[]> {
  if (request.sample) return sampleDocuments().map((document) => () => document)
  requirePaths(request.paths)
  const builder = new DocumentBuilder()
  const read = await withProgress(io, (options) => readInto(builder, walkPaths([...request.paths]), options))
  const shards = [...builder.finishShards()]
  const { files, notes } = withBuilderNotes(read, builder.notes())
  logNotes([...notes, ...files.flatMap((file) => file.notes)], io)
  if (!shards.some(({ elementCount }) => elementCount > 0)) throw noResources()
  return shards.map((shard) => () => decodeShard([...shard.chunks()].join(''), shard))
}

async function importPaths(paths: readonly string[], io: CliIo): Promise<ImportResult> {
  requirePaths(paths)
  const result = await withProgress(io, (options) => readFiles(walkPaths([...paths]), options))
  logNotes([...result.notes, ...result.files.flatMap((file) => file.notes)], io)
  if (!result.documents.some((document) => [...document.elements.values()].some((list) => list.length > 0))) {
    throw noResources()
  }
  return result
}

function requirePaths(paths: readonly string[]): void {
  if (paths.length > 0) return
  throw new AppError('usage', 'Name at least one file or folder to read, or give --sample.', {
    remedy: 'For example: npx portolan analyze ./my-describe-output',
  })
}

function noResources(): AppError {
  return new AppError('import-no-resources', 'Nothing in these files describes an AWS network.', {
    remedy: 'Give it the JSON of `aws ec2 describe-vpcs`, `describe-subnets` and the other calls in docs/collect.sh.',
  })
}

/** More scroll by unread; the first of each kind is what one acts on. */
const NOTES_SHOWN = 20

/** Errors first, then warnings; what is only for information is in the JSON. */
function logNotes(notes: readonly ImportNote[], io: CliIo): void {
  const errors = notes.filter(({ level }) => level === 'error')
  const warnings = notes.filter(({ level }) => level === 'warning')
  for (const note of [...errors, ...warnings].slice(0, NOTES_SHOWN)) io.log(`${noteLine(note)}\n`)
  const left = [
    countOf(errors.length - Math.min(errors.length, NOTES_SHOWN), 'error'),
    countOf(warnings.length - Math.max(0, Math.min(warnings.length, NOTES_SHOWN - errors.length)), 'warning'),
  ].filter((text) => text !== null)
  if (left.length > 0) io.log(`and ${left.join(' and ')} more; analyze --format json lists all.\n`)
}

function countOf(count: number, noun: string): string | null {
  if (count === 0) return null
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** File names come from others: no character of theirs may move the cursor or colour the terminal. */
function noteLine(note: ImportNote): string {
  const place = [note.file, note.pointer].filter((part) => part !== null && part !== '').join('#')
  const line = [`${note.level}: ${place === '' ? '' : `${place}: `}${note.message}`, note.remedy]
  return line
    .filter(Boolean)
    .join(' ')
    .replaceAll(/\p{Cc}/gu, '\u{fffd}')
}

/** Rewrites one line on a terminal and ends it; silent elsewhere, so that CI logs stay short. */
async function withProgress<T>(io: CliIo, read: (options: ReadOptions) => Promise<T>): Promise<T> {
  if (!io.logIsTerminal) return read({ limits: DEFAULT_IMPORT_LIMITS })
  let isTold = false
  const onProgress = ({ filesDone, resources }: ImportProgress) => {
    isTold = true
    io.log(`\r${filesDone} files read, ${resources} resources`)
  }
  try {
    return await read({ limits: DEFAULT_IMPORT_LIMITS, onProgress })
  } finally {
    if (isTold) io.log('\n')
  }
}
