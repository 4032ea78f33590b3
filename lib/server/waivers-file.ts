/** `waivers.yaml` on disk: what people decided to live with, read again when somebody has changed it. */

import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { AppError } from '../errors/app-error.ts'
import { parseDecisionsYaml } from '../findings/parse-decisions-yaml.ts'
import { parseWaivers } from '../findings/parse-waivers.ts'
import type { Waiver } from '../findings/waivers.ts'
import type { Log } from './log.ts'

export interface WaiversFileOptions {
  readonly path: string
  /** Named by the one who started it: a file that is missing then is an error, not an empty list. */
  readonly isNamed: boolean
  readonly log: Log
}

/** No team has more, and whatever is longer belongs to something else. */
const BYTES_MAX = 1024 * 1024

/**
 * The waivers as they are now. A file that has become wrong is told in the log, and what was in use stays in use: no
 * finding comes back because of a slip of the pen.
 * @throws AppError `usage` when the file cannot be read or is not valid at the start
 */
export function openWaiversFile({ path, isNamed, log }: WaiversFileOptions): () => readonly Waiver[] {
  const file = resolve(path)
  let stamp = stampOf(file)
  if (stamp === null && isNamed) throw new AppError('usage', `There is no waivers file ${path}.`, { file: path })
  let inUse = stamp === null ? NONE : waiversIn(file)
  return () => {
    const now = stampOf(file)
    if (now === stamp) return inUse
    stamp = now
    try {
      inUse = now === null ? NONE : waiversIn(file)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      log({ level: 'warning', event: 'waivers-not-valid', file, message: error.message })
    }
    return inUse
  }
}

const NONE: readonly Waiver[] = []

/** Null where there is no file. */
function stampOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false })
  return found === undefined ? null : `${found.mtimeMs} ${found.size} ${found.ino}`
}

function waiversIn(file: string): readonly Waiver[] {
  try {
    const bytes = readFileSync(file)
    if (bytes.byteLength > BYTES_MAX) throw new AppError('usage', `${file} is larger than waivers are.`, { file })
    return parseWaivers(parseDecisionsYaml(bytes.toString('utf8'), file))
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('usage', `The waivers file ${file} cannot be read.`, { file, cause })
  }
}
