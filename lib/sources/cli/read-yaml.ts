/**
 * YAML as `--output yaml` and `--output yaml-stream` print it. The file is parsed whole, so its size, its depth and
 * its use of anchors are judged first. Digits stay text: `012345678901` is an account, not a number in base eight.
 */

import { parseAllDocuments, type ScalarTag, Schema } from 'yaml'
import type { FileIntake } from './file-intake.ts'
import { findForbiddenKey } from './parse-element.ts'
import { readAll } from './peeked-stream.ts'
import type { TopValues } from './top-values.ts'

/** `Vpcs:` at the start of a line, also behind `- ` (yaml-stream) and after `---`. */
const YAML_LINE = /^(?:---\s*)?(?:- )?["']?[A-Za-z_][\w.-]{0,100}["']?:(?:\s|$)/m

export function looksLikeYaml(head: string): boolean {
  return YAML_LINE.test(head) && !/^\s*[{[<]/.test(head)
}

const TEXT_TAG: ScalarTag = { tag: 'tag:yaml.org,2002:str', default: true, resolve: (text) => text }

function scalarTag(tag: string, test: RegExp, resolve: (text: string) => unknown): ScalarTag {
  return { tag: `tag:yaml.org,2002:${tag}`, default: true, test, resolve }
}

/** JSON's own scalars and nothing else; a number keeps its digits unless a double holds them and no zero leads. */
const SCHEMA = new Schema({
  schema: 'failsafe',
  customTags: (tags) => [
    ...tags.filter((tag) => typeof tag === 'object' && tag.tag !== TEXT_TAG.tag),
    scalarTag('null', /^(?:~|null|Null|NULL)?$/, () => null),
    scalarTag('bool', /^(?:true|True|TRUE|false|False|FALSE)$/, (text) => text.toLowerCase() === 'true'),
    scalarTag('int', /^-?(?:0|[1-9]\d{0,9})$/, Number),
    scalarTag('float', /^-?(?:0|[1-9]\d{0,9})\.\d{1,9}$/, Number),
    TEXT_TAG,
  ],
})

export async function readYaml(stream: AsyncIterable<Uint8Array>, intake: FileIntake, top: TopValues): Promise<void> {
  const { limits } = intake
  const bytes = await readAll(stream, limits.yamlBytes)
  if (bytes === null) {
    intake.note({
      level: 'error',
      code: 'import-too-large',
      message: `A YAML file is read whole, and this one is larger than ${Math.round(limits.yamlBytes / 1024 / 1024)} MB.`,
      remedy: 'Run the command with --output json: JSON is read in pieces.',
    })
    return
  }
  const text = bytes.toString('utf8')
  if (yamlDepth(text, limits.depth) > limits.depth) return noteTooDeep(intake)
  readDocuments(text, intake, top)
}

function readDocuments(text: string, intake: FileIntake, top: TopValues): void {
  try {
    const documents = parseAllDocuments(text, { schema: SCHEMA, strict: false, uniqueKeys: false, logLevel: 'silent' })
    const list = Array.isArray(documents) ? documents : []
    list.forEach((document, index) => {
      const [error] = document.errors
      if (error) {
        noteYamlError(intake, error.message)
        return
      }
      const value: unknown = document.toJS({ maxAliasCount: intake.limits.yamlAliases })
      takeDocument({ value, pointer: index === 0 ? '' : `/${index}`, intake, top })
    })
  } catch (error) {
    if (error instanceof RangeError) noteTooDeep(intake)
    else noteYamlError(intake, error instanceof Error ? error.message : String(error))
  }
}

interface YamlDocument {
  readonly value: unknown
  readonly pointer: string
  readonly intake: FileIntake
  readonly top: TopValues
}

function takeDocument({ value, pointer, intake, top }: YamlDocument): void {
  const key = findForbiddenKey(value)
  if (key === null) {
    // yaml-stream prints a list whose items are the pages.
    top.take(value, pointer, 0)
    return
  }
  intake.understood = true
  intake.note({
    level: 'error',
    code: 'import-forbidden-key',
    message: `This document has a key "${key}", which no AWS answer has and which can harm programs. It was left out.`,
    remedy: 'Find out who wrote this file before you use it anywhere.',
    pointer,
  })
}

/** Nesting at most: brackets outside of quotes, indentation, and `- - -` on one line. Stops above `limit`. */
function yamlDepth(text: string, limit: number): number {
  let deepest = 0
  for (const line of lines(text)) {
    const lead = /^[ -]{0,4096}/.exec(line)?.[0] ?? ''
    const dashes = lead.split('- ').length - 1
    const indent = lead.replaceAll('-', '').length
    deepest = Math.max(deepest, dashes, Math.ceil(indent / 2))
    if (deepest > limit) return deepest
  }
  return Math.max(deepest, flowDepth(text, limit))
}

function* lines(text: string): Generator<string> {
  let from = 0
  while (from < text.length) {
    const end = text.indexOf('\n', from)
    yield text.slice(from, end < 0 ? text.length : end)
    from = end < 0 ? text.length : end + 1
  }
}

/** Brackets in quoted texts are counted too: too deep is said too early rather than too late. */
function flowDepth(text: string, limit: number): number {
  let depth = 0
  let deepest = 0
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === '[' || bracket === '{' ? depth + 1 : Math.max(0, depth - 1)
    deepest = Math.max(deepest, depth)
    if (deepest > limit) return deepest
  }
  return deepest
}

function noteTooDeep(intake: FileIntake): void {
  intake.markPartial()
  intake.note({
    level: 'error',
    code: 'import-too-deep',
    message: `This YAML nests deeper than ${intake.limits.depth} levels; AWS answers stay below 12. It was not read.`,
    remedy: 'Run the command with --output json.',
  })
}

function noteYamlError(intake: FileIntake, message: string): void {
  intake.markPartial()
  const isAlias = /alias/i.test(message)
  intake.note({
    level: 'error',
    code: isAlias ? 'import-archive-bomb' : 'import-not-json',
    message: isAlias
      ? `This YAML repeats itself through anchors more than ${intake.limits.yamlAliases} times; the AWS CLI writes none.`
      : `This is not valid YAML (${(message.split('\n')[0] ?? '').replace(/:$/, '').slice(0, 200)}).`,
    remedy: 'Run the command with --output json.',
  })
}
