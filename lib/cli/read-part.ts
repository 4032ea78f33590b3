/** The small files a command takes as YAML or JSON: settings, waivers, a baseline. */

import { parse as parseYaml } from 'yaml'
import { AppError } from '../errors/app-error.ts'
import { readTextFile } from './read-text-file.ts'

/** Null without the option. @throws AppError `usage` when the file cannot be read or is not what the option takes */
export async function readPart<T>(
  option: string,
  path: string | undefined,
  parse: (input: unknown) => T,
): Promise<T | null> {
  if (path === undefined) return null
  const text = await readTextFile(option, path)
  try {
    return parse(parseJsonOrYaml(text))
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('usage', `${path} is not valid YAML.`, { file: path, cause })
  }
}

/** An analysis is JSON of many megabytes, for which the reader of YAML takes minutes. */
function parseJsonOrYaml(text: string): unknown {
  if (!/^\uFEFF?\s*[[{]/.test(text)) return parseYaml(text, { maxAliasCount: 0 })
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return parseYaml(text, { maxAliasCount: 0 })
  }
}
