/** YAML that people write by hand, settings and waivers: strict, without aliases, and with words for what is wrong. */

import { parse } from 'yaml'
import { AppError } from '../errors/app-error.ts'

/**
 * One document. An alias lets a page of text unfold to gigabytes, and no settings need one: they are refused. A tag that
 * nobody knows leaves the value as the text it is, and whoever reads it says what it had to be.
 * @param file as the user named it
 * @throws AppError `usage` with the line, the column and the reason
 */
export function parseDecisionsYaml(text: string, file: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0, logLevel: 'error' })
  } catch (cause) {
    throw new AppError('usage', `${file} is not valid YAML: ${reasonOf(cause)}.`, { file, cause })
  }
}

function reasonOf(cause: unknown): string {
  const [first = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n')
  if (first.startsWith('Maximum call stack')) return 'it is nested too deep'
  if (first.startsWith('Alias resolution')) return 'it has aliases (*name), which are not read here'
  return first.replace(/[:.\s]+$/, '')
}
