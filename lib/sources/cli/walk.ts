/** Files and folders on disk as inputs of an import. */

import { createReadStream } from 'node:fs'
import { opendir, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { AppError } from '../../errors/app-error.ts'
import { isHousekeeping } from './entry-path.ts'
import type { InputFile } from './input-file.ts'

/**
 * Every file below the paths, in the order of their names. A file's `path` begins with the name of what was given, so
 * that `./estate` yields `estate/111122223333/eu-west-1/vpcs.json`. Links to folders are not followed.
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
  else yield inputFile(absolute, name, found.size)
}

async function* walkFolder(folder: string, name: string): AsyncGenerator<InputFile> {
  for (const entry of await entriesOf(folder, name)) {
    const [diskPath, path] = [join(folder, entry), `${name}/${entry}`]
    const found = await stat(diskPath).catch(() => null)
    if (found?.isFile() === true && !isHousekeeping(path)) yield inputFile(diskPath, path, found.size)
  }
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

function notReadable(path: string, cause: unknown): AppError {
  return new AppError('import-not-readable', `${path} cannot be read.`, {
    file: path,
    remedy: 'Check that the path exists and that you may read it.',
    cause,
  })
}
