/** One piece of YAML to plain data, with JSON's scalars and nothing else. */

import { parseAllDocuments, type ScalarTag, Schema } from 'yaml'

export interface YamlTrouble {
  readonly kind: 'too-deep' | 'aliases' | 'syntax'
  readonly message: string
}

export interface ParsedYaml {
  /** Of the documents without an error. */
  readonly values: readonly unknown[]
  readonly trouble: YamlTrouble | null
}

const TEXT_TAG: ScalarTag = { tag: 'tag:yaml.org,2002:str', default: true, resolve: (text) => text }

function scalarTag(tag: string, test: RegExp, resolve: (text: string) => unknown): ScalarTag {
  return { tag: `tag:yaml.org,2002:${tag}`, default: true, test, resolve }
}

/** A number keeps its digits as text unless a double holds them and no zero leads. */
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

/** Never throws. `aliasesMax` bounds what anchors may multiply. */
export function parseYaml(text: string, aliasesMax: number): ParsedYaml {
  const values: unknown[] = []
  try {
    const documents = parseAllDocuments(text, { schema: SCHEMA, strict: false, uniqueKeys: false, logLevel: 'silent' })
    for (const document of Array.isArray(documents) ? documents : []) {
      const [error] = document.errors
      if (error) return { values, trouble: troubleOf(error.message) }
      values.push(document.toJS({ maxAliasCount: aliasesMax }))
    }
    return { values, trouble: null }
  } catch (error) {
    if (error instanceof RangeError) return { values, trouble: { kind: 'too-deep', message: '' } }
    return { values, trouble: troubleOf(error instanceof Error ? error.message : String(error)) }
  }
}

function troubleOf(message: string): YamlTrouble {
  if (/alias/i.test(message)) return { kind: 'aliases', message: '' }
  return { kind: 'syntax', message: (message.split('\n')[0] ?? '').replace(/:$/, '').slice(0, 200) }
}

/** Nesting at most: brackets, indentation, and `- - -` on one line. Stops above `limit`; rather too early than too late. */
export function yamlDepth(text: string, limit: number): number {
  let deepest = 0
  for (const [lead] of text.matchAll(/^[ -]{2,4096}/gm)) {
    const dashes = lead.split('- ').length - 1
    const indent = lead.replaceAll('-', '').length
    deepest = Math.max(deepest, dashes, Math.ceil(indent / 2))
    if (deepest > limit) return deepest
  }
  return Math.max(deepest, flowDepth(text, limit))
}

/** Brackets in quoted texts are counted too. */
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
