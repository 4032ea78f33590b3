/**
 * Reads uploaded files in a thread of its own, so that a large one never holds up a request, and a fatal
 * one ends this thread and nothing else.
 */

import { createReadStream } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { DocumentBuilder } from '../describe/document-builder.ts'
import { AppError, isAppError } from '../errors/app-error.ts'
import type { StoredShard } from '../snapshots/store.ts'
import type { ImportProgress, InputFile } from '../sources/cli/input-file.ts'
import { readInto, withBuilderNotes } from '../sources/cli/read-files.ts'
import type { ImportFailure, ImportMessage, ImportTask, PlainError } from './import-task.ts'
import { errorFields } from './log.ts'
import { compressShard, contentOfShards, isEmpty } from './snapshot-content.ts'

/** Often enough to look alive, rare enough to cost nothing. */
const PROGRESS_EVERY_MS = 100

const task: ImportTask = workerData

try {
  post(await read(task))
} catch (error) {
  post(
    isAppError(error)
      ? { kind: 'failed', failure: { error: plainError(error), files: [], notes: [] } }
      : { kind: 'broken', detail: errorFields(error).stack ?? errorFields(error).message },
  )
}

/** Elements go from the file into the builder and from there into the compressor; no document is ever whole. */
async function read({ files, limits }: ImportTask): Promise<ImportMessage> {
  const builder = new DocumentBuilder()
  const report = await readInto(builder, inputsOf(files), { limits, onProgress: progressNowAndThen() })
  const shards: StoredShard[] = []
  for (const shard of builder.finishShards()) shards.push(await compressShard(shard))
  const content = { ...contentOfShards(shards, 'files'), ...withBuilderNotes(report, builder.notes()) }
  if (isEmpty(content)) return { kind: 'failed', failure: nothingFound(content) }
  return { kind: 'content', content }
}

function progressNowAndThen(): (progress: ImportProgress) => void {
  let toldAt = Number.NEGATIVE_INFINITY
  return (progress) => {
    const at = performance.now()
    if (at - toldAt < PROGRESS_EVERY_MS && progress.phase === 'reading') return
    toldAt = at
    post({ kind: 'progress', progress })
  }
}

async function* inputsOf(files: ImportTask['files']): AsyncIterable<InputFile> {
  for (const { path, diskPath, bytes } of files) yield { path, bytes, diskPath, open: () => createReadStream(diskPath) }
}

function nothingFound({ files, notes }: Pick<ImportFailure, 'files' | 'notes'>): ImportFailure {
  const error = new AppError('import-no-resources', 'Nothing in these files describes an AWS network.', {
    remedy:
      'Give it the JSON of `aws ec2 describe-vpcs`, `describe-subnets` and the other calls of the collector script.',
  })
  return { error: plainError(error), files, notes }
}

function plainError({ code, message, remedy, place }: AppError): PlainError {
  return { code, message, remedy, place }
}

function post(message: ImportMessage): void {
  parentPort?.postMessage(message)
}
