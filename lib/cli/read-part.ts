/** The small files a command takes as YAML or JSON: settings, waivers, a baseline. */

import { parseDecisionsYaml } from '../findings/parse-decisions-yaml.ts'
import { readTextFile } from './read-text-file.ts'

/** Null without the option. @throws AppError `usage` when the file cannot be read or is not what the option takes */
export async function readPart<T>(
  option: string,
  path: string | undefined,
  parse: (input: unknown) => T,
): Promise<T | null> {
  if (path === undefined) return null
  return parse(parseJsonOrYaml(await readTextFile(option, path), path))
}

/** An analysis is JSON of many megabytes, for which the reader of YAML takes minutes. */
function parseJsonOrYaml(text: string, file: string): unknown {
  if (!/^\uFEFF?\s*[[{]/.test(text)) return parseDecisionsYaml(text, file)
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return parseDecisionsYaml(text, file)
  }
}
