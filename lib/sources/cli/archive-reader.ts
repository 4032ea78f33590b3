/** Opens what is packed, as deep as the limits allow, and hands every file in it to the text reader. */

import { type AccountFolders, IDENTITY_BYTES_MAX, isIdentityFile } from './account-folders.ts'
import { archiveNote } from './archive-note.ts'
import { gunzip, isGzip, isTar, type TarEntry, tarEntries } from './archive-tar.ts'
import { readZipDirectory, type ZipArchive, type ZipEntry } from './archive-zip.ts'
import { entryPath } from './entry-path.ts'
import { FileIntake, type ImportIntake } from './file-intake.ts'
import { BudgetExceeded, type ImportBudget } from './import-budget.ts'
import type { InputFile } from './input-file.ts'
import type { NoteBook } from './note-book.ts'
import { pathHints } from './path-hints.ts'
import { peek, readAll } from './peeked-stream.ts'
import type { ProgressMeter } from './progress-meter.ts'
import { HEAD_BYTES, readText } from './read-text.ts'

export interface ArchiveReaderParts {
  readonly shared: ImportIntake
  readonly accounts: AccountFolders
  readonly meter: ProgressMeter
  readonly budget: ImportBudget
  /** Notes on the import as a whole. */
  readonly notes: NoteBook
}

/** Something to read: a file of the user, or a file in an archive of theirs. */
interface Source {
  readonly path: string
  readonly stream: AsyncIterable<Uint8Array>
  /** Archives around it. */
  readonly depth: number
  /** The user's own file, which may be opened again or read in place. */
  readonly input: InputFile | null
}

export class ArchiveReader {
  readonly intakes: FileIntake[] = []
  readonly #parts: ArchiveReaderParts
  readonly #names = new Set<string>()

  constructor(parts: ArchiveReaderParts) {
    this.#parts = parts
  }

  async readInput(input: InputFile): Promise<void> {
    const { meter } = this.#parts
    await this.#read({ path: input.path.replaceAll('\\', '/'), stream: meter.through(input.open()), depth: 0, input })
  }

  /** Reads one source; whatever goes wrong with it becomes its note, except the end of the budget and of patience. */
  async #read(source: Source): Promise<void> {
    if (this.#parts.budget.isSpent) return
    const state: { intake: FileIntake | null } = { intake: null }
    const intakeOf = () => {
      state.intake ??= this.#intake(source.path)
      return state.intake
    }
    try {
      this.#parts.budget.entry()
      await this.#open(source, intakeOf)
    } catch (error) {
      this.#parts.meter.advance(0)
      this.#noteFailure(error, intakeOf(), source.depth)
    }
    // A file that was not read still has the size it was given with.
    if (state.intake?.bytes === 0) state.intake.bytes = source.input?.bytes ?? 0
  }

  async #open(source: Source, intakeOf: () => FileIntake): Promise<void> {
    const peeked = await peek(source.stream, HEAD_BYTES)
    try {
      await this.#openPeeked({ ...source, stream: peeked.stream }, peeked.head, intakeOf)
    } finally {
      await peeked.close()
    }
  }

  async #openPeeked(source: Source, head: Uint8Array, intakeOf: () => FileIntake): Promise<void> {
    if (isZip(head)) await this.#readZip(source, intakeOf)
    else if (isGzip(head)) await this.#readGzip(source, intakeOf)
    else if (isTar(head)) await this.#readTar(source, intakeOf)
    else await readText({ head, stream: this.#spending(source.stream) }, intakeOf())
  }

  async *#spending(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream) {
      this.#parts.budget.spend(chunk.length)
      this.#parts.meter.pulse(chunk.length)
      yield chunk
    }
  }

  #isTooDeep(source: Source, intakeOf: () => FileIntake): boolean {
    if (source.depth < this.#parts.shared.limits.archiveDepth) return false
    intakeOf().note(archiveNote('nested'))
    return true
  }

  async #readGzip(source: Source, intakeOf: () => FileIntake): Promise<void> {
    if (this.#isTooDeep(source, intakeOf)) return
    const compressed = new CountedStream(source.stream, this.#parts.shared.limits.archiveBytes)
    const inflated = this.#parts.budget.inflate(gunzip(compressed), () => compressed.bytes)
    const peeked = await peek(inflated, HEAD_BYTES)
    if (isTar(peeked.head)) {
      await this.#readTar({ ...source, stream: peeked.stream }, intakeOf)
      return
    }
    // One file, compressed: it keeps its own name, and what is in it may be packed again.
    const packed = { ...source, stream: peeked.stream, depth: source.depth + 1, input: null }
    try {
      await this.#openPeeked(packed, peeked.head, intakeOf)
    } finally {
      await peeked.close()
    }
  }

  async #readTar(source: Source, intakeOf: () => FileIntake): Promise<void> {
    if (this.#isTooDeep(source, intakeOf)) return
    await this.#learnFromTar(source)
    let entries = 0
    for await (const entry of tarEntries(source.stream)) {
      entries += 1
      const path = this.#entryPath(source, { name: entry.name, isLink: entry.kind === 'link' }, intakeOf)
      if (path === null || entry.kind !== 'file') continue
      await this.#read({ path, stream: entry.stream, depth: source.depth + 1, input: null })
      if (this.#parts.budget.isSpent) break
    }
    if (entries === 0) intakeOf().note(archiveNote('empty'))
  }

  /** A tar has no directory, so the user's own file is leafed through once for identity files. */
  async #learnFromTar({ path, input }: Source): Promise<void> {
    if (input === null || pathHints(path).account !== null) return
    try {
      const again = await peek(input.open(), 2)
      const bytes = new CountedStream(again.stream, this.#parts.shared.limits.archiveBytes)
      const inflated = isGzip(again.head) ? this.#parts.budget.inflate(gunzip(bytes), () => bytes.bytes) : again.stream
      let inflatedBytes = 0
      const bounded = bound(inflated, this.#parts.shared.limits.inflatedBytes, (count) => {
        inflatedBytes += count
        return inflatedBytes
      })
      for await (const entry of tarEntries(bounded)) await this.#learnFrom(path, entry)
    } catch {
      // The reading that follows meets the same damage and notes it.
    }
  }

  async #learnFrom(path: string, entry: Pick<TarEntry, 'name' | 'stream'>): Promise<void> {
    if (!isIdentityFile(entry.name)) return
    const bytes = await readAll(entry.stream, IDENTITY_BYTES_MAX)
    if (bytes) this.#parts.accounts.learn(`${path}/${entry.name}`, bytes.toString('utf8'))
  }

  async #readZip(source: Source, intakeOf: () => FileIntake): Promise<void> {
    if (this.#isTooDeep(source, intakeOf)) return
    const zip = await this.#openZip(source)
    if (zip === null) return intakeOf().note(archiveNote('too-large'))
    try {
      await this.#readZipEntries(source, zip, intakeOf)
    } finally {
      zip.close()
    }
  }

  async #openZip({ stream, input }: Source): Promise<ZipArchive | null> {
    const { archiveBytes, entries } = this.#parts.shared.limits
    if (input?.diskPath !== undefined) {
      if ((input.bytes ?? 0) > archiveBytes) return null
      for await (const _ of stream) break
      return readZipDirectory(input.diskPath, entries)
    }
    const bytes = await readAll(stream, archiveBytes)
    return bytes === null ? null : readZipDirectory(bytes, entries)
  }

  async #readZipEntries(source: Source, zip: ZipArchive, intakeOf: () => FileIntake): Promise<void> {
    if (zip.entries.length === 0) intakeOf().note(archiveNote('empty'))
    if (zip.entries.some(({ name }) => name === '[Content_Types].xml')) {
      intakeOf().format = 'office'
      return intakeOf().note(archiveNote('office'))
    }
    for (const entry of zip.entries) {
      if (isIdentityFile(entry.name) && !entry.isEncrypted && entry.inflatedBytes <= IDENTITY_BYTES_MAX) {
        await this.#learnFrom(source.path, { name: entry.name, stream: entry.open() }).catch(() => undefined)
      }
    }
    for (const entry of zip.entries) {
      if (source.input?.diskPath !== undefined) this.#parts.meter.advance(entry.compressedBytes)
      await this.#readZipEntry(source, entry, intakeOf)
      if (this.#parts.budget.isSpent) break
    }
  }

  async #readZipEntry(source: Source, entry: ZipEntry, intakeOf: () => FileIntake): Promise<void> {
    const path = this.#entryPath(source, entry, intakeOf)
    if (path === null) return
    const { ratio, ratioFloorBytes } = this.#parts.shared.limits
    if (entry.isEncrypted) return this.#intake(path).note(archiveNote('encrypted'))
    if (entry.inflatedBytes > ratioFloorBytes && entry.inflatedBytes > entry.compressedBytes * ratio) {
      return this.#intake(path).note(archiveNote('ratio'))
    }
    const stream = this.#parts.budget.inflate(entry.open(), () => entry.compressedBytes)
    await this.#read({ path, stream, depth: source.depth + 1, input: null })
  }

  /** The path an entry is reported under; null when it is not to be read. */
  #entryPath(
    source: Source,
    entry: { readonly name: string; readonly isLink: boolean },
    intakeOf: () => FileIntake,
  ): string | null {
    const judged = entryPath(entry.name)
    const shown = entry.name.slice(0, 200)
    if (judged.kind === 'refused') intakeOf().note(archiveNote('path', `"${shown}" ${judged.why}`))
    if (judged.kind !== 'file') return null
    const path = `${source.path}/${judged.path}`
    if (entry.isLink) intakeOf().note(archiveNote('path', `"${shown}" is a link`))
    else if (this.#names.has(path)) intakeOf().note(archiveNote('path', `"${shown}" is there twice`))
    else {
      this.#names.add(path)
      return path
    }
    return null
  }

  #intake(path: string): FileIntake {
    const hints = pathHints(path)
    const account = hints.account ?? this.#parts.accounts.accountOf(path)
    const intake = new FileIntake({ file: path, hints: { ...hints, account } }, this.#parts.shared)
    this.intakes.push(intake)
    return intake
  }

  #noteFailure(error: unknown, intake: FileIntake, depth: number): void {
    intake.markPartial()
    const isBudget = error instanceof BudgetExceeded
    const note = archiveNote(
      isBudget ? error.what : 'failed',
      error instanceof Error ? error.message : String(error),
      depth,
    )
    intake.note(note)
    if (this.#parts.budget.isSpent) this.#parts.notes.add(note)
  }
}

/** `PK`, an entry or an empty archive. Source: APPNOTE.TXT, sections 4.3.7 and 4.3.16. */
function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6))
}

/** Counts what passes and ends with an error above the limit of one archive. */
class CountedStream implements AsyncIterable<Uint8Array> {
  bytes = 0
  readonly #source: AsyncIterable<Uint8Array>
  readonly #bytesMax: number

  constructor(source: AsyncIterable<Uint8Array>, bytesMax: number) {
    this.#source = source
    this.#bytesMax = bytesMax
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.#source) {
      this.bytes += chunk.length
      if (this.bytes > this.#bytesMax) throw new BudgetExceeded('archive')
      yield chunk
    }
  }
}

async function* bound(
  source: AsyncIterable<Uint8Array>,
  bytesMax: number,
  count: (bytes: number) => number,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    if (count(chunk.length) > bytesMax) return
    yield chunk
  }
}
