/** Files from a drop or a picker, with their folders: where a file lies often tells its account and region. */

import type { ImportFile } from '../shell/workspace-api.ts'

/** The part of the browser's `FileSystemEntry` that is read here. */
export interface Entry {
  readonly isFile: boolean
  readonly isDirectory: boolean
  readonly fullPath: string
  file?(found: (file: File) => void, failed: (cause: unknown) => void): void
  createReader?(): { readEntries(found: (entries: readonly Entry[]) => void, failed: (cause: unknown) => void): void }
}

/** What the file manager leaves behind; never anything of AWS's. */
const LITTER = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|__MACOSX(\/|$))/

function readFile(entry: Entry): Promise<File> {
  return new Promise((resolve, reject) => entry.file?.(resolve, reject))
}

/** A directory hands over its entries in batches (Chromium: 100) until an empty one. */
async function readFolder(entry: Entry): Promise<readonly Entry[]> {
  const reader = entry.createReader?.()
  if (reader === undefined) return []
  const all: Entry[] = []
  for (;;) {
    const batch = await new Promise<readonly Entry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (batch.length === 0) return all
    all.push(...batch)
  }
}

/** Every file under the entries, in path order. */
export async function filesOfEntries(entries: readonly Entry[]): Promise<readonly ImportFile[]> {
  const files: ImportFile[] = []
  const waiting = [...entries]
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    const path = entry.fullPath.replace(/^\/+/, '')
    if (LITTER.test(path)) continue
    if (entry.isDirectory) waiting.push(...(await readFolder(entry)))
    else if (entry.isFile) files.push({ path, file: await readFile(entry) })
  }
  return inPathOrder(files)
}

/**
 * What was dropped. The entries must be taken before the first await:
 * the browser empties the transfer as soon as the event is over.
 */
export function filesOfTransfer(transfer: DataTransfer): Promise<readonly ImportFile[]> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file')
  const entries = items.flatMap((item) => item.webkitGetAsEntry?.() ?? [])
  return entries.length > 0 ? filesOfEntries(entries) : Promise.resolve(filesOfList(transfer.files))
}

/** What a file or folder picker returned. */
export function filesOfList(list: Iterable<File>): readonly ImportFile[] {
  const files = [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }))
  return inPathOrder(files.filter(({ path }) => !LITTER.test(path)))
}

function inPathOrder(files: readonly ImportFile[]): readonly ImportFile[] {
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}
