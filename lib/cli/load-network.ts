/** From the paths on the command line to the inventory, with progress on the log. */

import type { ImportResult } from '../describe/document.ts'
import { AppError } from '../errors/app-error.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { DEFAULT_IMPORT_LIMITS } from '../sources/cli/import-limits.ts'
import { readFiles } from '../sources/cli/read-files.ts'
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

async function importPaths(paths: readonly string[], io: CliIo): Promise<ImportResult> {
  if (paths.length === 0) {
    throw new AppError('usage', 'Name at least one file or folder to read, or give --sample.', {
      remedy: 'For example: npx portolan analyze ./my-describe-output',
    })
  }
  const result = await readFiles(walkPaths([...paths]), { limits: DEFAULT_IMPORT_LIMITS, onProgress: progressLine(io) })
  for (const note of [...result.notes, ...result.files.flatMap((file) => file.notes)]) {
    if (note.level !== 'info') io.log(`${noteLine(note)}\n`)
  }
  if (!result.documents.some((document) => [...document.elements.values()].some((list) => list.length > 0))) {
    throw new AppError('import-no-resources', 'Nothing in these files describes an AWS network.', {
      remedy: 'Give it the JSON of `aws ec2 describe-vpcs`, `describe-subnets` and the other calls in docs/collect.sh.',
    })
  }
  return result
}

function noteLine(note: ImportResult['notes'][number]): string {
  const place = [note.file, note.pointer].filter((part) => part !== null && part !== '').join('#')
  return [`${note.level}: ${place === '' ? '' : `${place}: `}${note.message}`, note.remedy].filter(Boolean).join(' ')
}

/** Rewrites one line on a terminal; silent elsewhere, so that CI logs stay short. */
function progressLine(io: CliIo): (progress: { readonly filesDone: number; readonly resources: number }) => void {
  if (!io.logIsTerminal) return () => undefined
  return ({ filesDone, resources }) => io.log(`\r${filesDone} files read, ${resources} resources`)
}
