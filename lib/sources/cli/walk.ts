/** Files and folders on disk as inputs of an import. */

import { createReadStream, type Stats } from 'node:fs'
import { lstat, opendir, realpath, stat } from 'node:fs/promises'
import { basename, join, resolve, sep } from 'node:path'
import { AppError } from '../../errors/app-error.ts'
import { isHousekeeping } from './entry-path.ts'
import type { InputFile } from './input-file.ts'

/**
 * Every file below the paths, in the order of their names. A file's `path` begins with the name of what was given, so
 * that `./estate` yields `estate/111122223333/eu-west-1/vpcs.json`. Links to folders are not followed. What cannot be
 * read as a file (a pipe would be waited for without end) or leads out of the folder given is yielded as a file that
 * fails, so that the import notes it.
 * @throws AppError `import-not-readable` for a path that does not exist or may not be read
 */
export async function* walkPaths(paths: readonly string[]): AsyncGenerator<InputFile> {
  for (const path of paths) yield* walkPath(path)
}

async function* walkPath(path: string): AsyncGenerator<InputFile> {
  const absolute = resolve(path)
  const found = await stat(absolute).catch((cause: unknown) => {
    throw notReadable(path, cause)
  })
  const name = basename(absolute)
  if (found.isDirectory()) yield* walkFolder(absolute, name)
  else if (found.isFile()) yield inputFile(absolute, name, found.size)
  else yield notAFile(name, kindOf(found))
}

async function* walkFolder(folder: string, name: string): AsyncGenerator<InputFile> {
  const root = await realpath(folder)
  for (const entry of await entriesOf(folder, name)) {
    const path = `${name}/${entry}`
    if (isHousekeeping(path)) continue
    const file = await entryOf({ diskPath: join(folder, entry), path, root })
    if (file !== null) yield file
  }
}

interface FolderEntry {
  readonly diskPath: string
  readonly path: string
  /** The folder given, without links in it. */
  readonly root: string
}

/** Null for a link to a folder that is read anyhow. */
async function entryOf({ diskPath, path, root }: FolderEntry): Promise<InputFile | null> {
  const itself = await lstat(diskPath).catch(() => null)
  if (itself === null) return notAFile(path, 'it is gone')
  if (!itself.isSymbolicLink()) {
    return itself.isFile() ? inputFile(diskPath, path, itself.size) : notAFile(path, kindOf(itself))
  }
  const target = await realpath(diskPath).catch(() => null)
  const found = target === null ? null : await stat(target).catch(() => null)
  if (target === null || found === null) return notAFile(path, 'it is a link to nothing that can be read')
  if (target !== root && !target.startsWith(root.endsWith(sep) ? root : root + sep)) {
    return notAFile(path, 'it is a link that leads out of the folder given')
  }
  if (found.isDirectory()) return null
  return found.isFile() ? inputFile(target, path, found.size) : notAFile(path, kindOf(found))
}

function kindOf(found: Stats): string {
  if (found.isFIFO()) return 'it is a pipe, not a file'
  return found.isSocket() ? 'it is a socket, not a file' : 'it is a device, not a file'
}

/** Relative paths of everything below a folder but links to folders, sorted, with `/` between parts. */
async function entriesOf(folder: string, name: string): Promise<readonly string[]> {
  const found: string[] = []
  const open = ['']
  for (let below = open.pop(); below !== undefined; below = open.pop()) {
    const directory = await opendir(join(folder, below)).catch((cause: unknown) => {
      throw notReadable(join(name, below), cause)
    })
    for await (const entry of directory) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (!entry.isDirectory()) found.push(path)
      else if (!isHousekeeping(`${path}/`)) open.push(path)
    }
  }
  return found.sort()
}

function inputFile(diskPath: string, path: string, bytes: number): InputFile {
  return { path, bytes, diskPath, open: () => createReadStream(diskPath) }
}

/** Fails as soon as it is read; nothing on disk is opened. */
function notAFile(path: string, why: string): InputFile {
  // biome-ignore lint/correctness/useYield: a stream that fails before its first byte
  async function* open(): AsyncGenerator<Uint8Array> {
    throw new Error(why)
  }
  return { path, bytes: 0, open }
}

function notReadable(path: string, cause: unknown): AppError {
  return new AppError('import-not-readable', `${path} cannot be read.`, {
    file: path,
    remedy: 'Check that the path exists and that you may read it.',
    cause,
  })
}
