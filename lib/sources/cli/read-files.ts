/** The way in for files: any mixture of AWS CLI output, folders and archives becomes describe documents. */

import type { FileReport, ImportNote, ImportResult } from '../../describe/document.ts'
import { DocumentBuilder } from '../../describe/document-builder.ts'
import { PARENT_FIELD } from '../../describe/wrapper-keys.ts'
import { AccountFolders, IDENTITY_BYTES_MAX, isIdentityFile } from './account-folders.ts'
import { ArchiveReader } from './archive-reader.ts'
import type { FileIntake, ImportIntake } from './file-intake.ts'
import { ImportBudget } from './import-budget.ts'
import type { InputFile, ReadOptions } from './input-file.ts'
import { NoteBook } from './note-book.ts'
import { ParentIndex } from './parent-index.ts'
import { readAll } from './peeked-stream.ts'
import { ProgressMeter } from './progress-meter.ts'

/**
 * Reads everything and merges it by account, region and resource id. What is wrong with a file becomes a note of that
 * file; nothing a file holds makes this throw.
 * @throws the signal's reason when aborted
 */
export async function readFiles(inputs: AsyncIterable<InputFile>, options: ReadOptions): Promise<ImportResult> {
  const builder = new DocumentBuilder()
  const read = await readInto(builder, inputs, options)
  const documents = builder.finish()
  return { documents, ...withBuilderNotes(read, builder.notes()) }
}

/** Reports of a reading whose documents are still in the builder. */
export type ReadReport = Pick<ImportResult, 'files' | 'notes'>

/** The same, for a caller that takes the documents from the builder piece by piece. */
export async function readInto(
  builder: DocumentBuilder,
  inputs: AsyncIterable<InputFile>,
  options: ReadOptions,
): Promise<ReadReport> {
  const shared: ImportIntake = { builder, parents: new ParentIndex(), limits: options.limits, resources: 0 }
  const notes = new NoteBook(null, options.limits.notesPerCode)
  const files = await collect(inputs, options)
  const meter = new ProgressMeter(files, options, () => shared.resources)
  const accounts = await learnAccounts(files)
  const reader = new ArchiveReader({ shared, accounts, meter, budget: new ImportBudget(options.limits), notes })
  for (const file of files) {
    options.signal?.throwIfAborted()
    meter.start(file.path)
    await reader.readInput(file)
    meter.done()
  }
  options.signal?.throwIfAborted()
  meter.merging()
  shared.parents.settle((key) => PARENT_FIELD[key] ?? '')
  noteImport(notes, reader.intakes)
  return { files: reader.intakes.map((intake) => intake.report([])), notes: notes.list() }
}

/** Notes the builder made while merging, put beside the file each is about. */
export function withBuilderNotes(read: ReadReport, builderNotes: readonly ImportNote[]): ReadReport {
  const byFile = Map.groupBy(builderNotes, ({ file }) => file)
  const files = read.files.map((report): FileReport => {
    const more = byFile.get(report.file) ?? []
    byFile.delete(report.file)
    return more.length === 0 ? report : { ...report, notes: [...report.notes, ...more] }
  })
  return { files, notes: [...read.notes, ...[...byFile.values()].flat()] }
}

async function collect(
  inputs: AsyncIterable<InputFile>,
  { limits, signal }: ReadOptions,
): Promise<readonly InputFile[]> {
  const files: InputFile[] = []
  for await (const file of inputs) {
    signal?.throwIfAborted()
    files.push(file)
    // One more than allowed is kept, so that the reader meets it and says so.
    if (files.length > limits.entries) break
  }
  return files
}

/** Identity files are small and are read first: they tell the account of their folder. */
async function learnAccounts(files: readonly InputFile[]): Promise<AccountFolders> {
  const accounts = new AccountFolders()
  for (const file of files) {
    if (!isIdentityFile(file.path)) continue
    const bytes = await readAll(file.open(), IDENTITY_BYTES_MAX).catch(() => null)
    if (bytes) accounts.learn(file.path, bytes.toString('utf8'))
  }
  return accounts
}

function noteImport(notes: NoteBook, intakes: readonly FileIntake[]): void {
  if (intakes.length === 0) {
    notes.add({
      level: 'error',
      code: 'import-empty',
      message: 'There is no file in this import.',
      remedy: 'Choose files, a folder or an archive of AWS CLI output.',
    })
  } else if (!intakes.some((intake) => intake.understood)) {
    notes.add({
      level: 'error',
      code: 'import-no-resources',
      message: 'Nothing in these files describes an AWS network.',
      remedy: 'Run docs/collect.sh in CloudShell and import the archive it leaves.',
    })
  }
}
