/** `portolan.yaml` on disk: read, kept in use, and written whole or not at all. */

import { createHash } from 'node:crypto'
import { open, readFile, realpath, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { AppError } from '../errors/app-error.ts'
import { parseDecisionsYaml } from '../findings/parse-decisions-yaml.ts'
import { parseSettings } from '../findings/parse-settings.ts'
import type { Settings } from '../findings/settings.ts'
import { writeSettings } from '../findings/write-settings.ts'
import { DEFAULTS_IN_USE, type SettingsInUse, settingsInUse } from './settings-in-use.ts'

export interface StoredSettings {
  readonly settings: Settings
  /** Of the bytes in the file; `none` where there is no file. */
  readonly version: string
  /** Why the file is not in use; null when it is. The settings are then those in use before. */
  readonly problem: { readonly message: string; readonly pointer: string } | null
}

export interface SettingsFile {
  readonly path: string
  /** What findings are judged by now. */
  current(): SettingsInUse
  /** The file as it is, taken into use when it is right: it may have been changed by hand. */
  read(): Promise<StoredSettings>
  /**
   * Puts the settings in the place of the version named, and into use. What was there is kept in the backups.
   * @throws AppError `settings-changed` when the file has another version by now; nothing is written then
   */
  write(settings: Settings, version: string): Promise<StoredSettings>
}

export interface SettingsFileOptions {
  readonly path: string
  /** Named by the one who started it: a file that is missing then is an error, not a default. */
  readonly isNamed: boolean
  /** The folder that keeps what is replaced. */
  readonly backups: string
}

const NO_FILE = 'none'
/** No team's settings are longer, and whatever is belongs to something else. */
const BYTES_MAX = 1024 * 1024

/** @throws AppError `usage` when the file cannot be read or is not valid: nothing is judged by settings nobody meant */
export async function openSettingsFile({ path, isNamed, backups }: SettingsFileOptions): Promise<SettingsFile> {
  const file = resolve(path)
  let inUse = DEFAULTS_IN_USE
  let queue: Promise<unknown> = Promise.resolve()
  const take = (bytes: Buffer | null): Settings => {
    inUse = bytes === null ? DEFAULTS_IN_USE : settingsInUse(settingsIn(bytes, file))
    return inUse.settings
  }
  /** One at a time: between the check of the version and the change nobody else may write. */
  const alone = <T>(run: () => Promise<T>): Promise<T> => {
    const turn = queue.then(run)
    queue = turn.catch(() => undefined)
    return turn
  }
  const first = await bytesOf(file)
  if (first === null && isNamed) throw new AppError('usage', `There is no settings file ${path}.`, { file: path })
  take(first)
  return {
    path: file,
    current: () => inUse,
    read: () =>
      alone(async () => {
        const bytes = await bytesOf(file)
        try {
          return { settings: take(bytes), version: versionOf(bytes), problem: null }
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          const problem = { message: error.message, pointer: error.place.pointer ?? '' }
          return { settings: inUse.settings, version: versionOf(bytes), problem }
        }
      }),
    write: (settings, version) =>
      alone(async () => {
        const before = await bytesOf(file)
        if (versionOf(before) !== version) throw changedMeanwhile()
        const after = Buffer.from(writeSettings(settings))
        if (before !== null) await putFile(join(backups, `settings-${versionOf(before).slice(0, 16)}.yaml`), before)
        await putFile(file, after)
        return { settings: take(after), version: versionOf(after), problem: null }
      }),
  }
}

async function bytesOf(file: string): Promise<Buffer | null> {
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null
    throw new AppError('usage', `The settings file ${file} cannot be read.`, { file, cause })
  })
  if (bytes === null || bytes.byteLength <= BYTES_MAX) return bytes
  throw new AppError('usage', `${file} is larger than settings are.`, { file })
}

function settingsIn(bytes: Buffer, file: string): Settings {
  try {
    return parseSettings(parseDecisionsYaml(bytes.toString('utf8'), file))
  } catch (cause) {
    const known = cause instanceof AppError ? cause : null
    throw new AppError('usage', known?.message ?? 'The settings file is not valid YAML.', {
      file,
      pointer: known?.place.pointer ?? '',
      remedy: known?.remedy ?? 'Mend it, or print a whole one with `npx portolan settings`.',
      cause,
    })
  }
}

function versionOf(bytes: Buffer | null): string {
  return bytes === null ? NO_FILE : createHash('sha256').update(bytes).digest('hex')
}

/** The new file is on the disk before it takes the old one's name: a crash leaves one of the two, whole. */
async function putFile(path: string, bytes: Buffer): Promise<void> {
  const target = await realpath(path).catch(() => path)
  const next = `${target}.${process.pid}.next`
  try {
    const handle = await open(next, 'w', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(next, target)
    await syncFolder(dirname(target))
  } catch (cause) {
    await rm(next, { force: true })
    throw new AppError('storage-failed', `The settings could not be written to ${path}.`, { file: path, cause })
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function changedMeanwhile(): AppError {
  return new AppError(
    'settings-changed',
    'The settings were changed meanwhile, here or in the file. Yours were not saved.',
    {
      remedy: 'Read what is there now, put your changes on top of it, and save again.',
    },
  )
}
