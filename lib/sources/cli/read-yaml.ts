/**
 * YAML as `--output yaml` and `--output yaml-stream` print it, piece by piece. Size, depth and anchors are judged
 * first. Digits stay text: `012345678901` is an account, not a number in base eight.
 */

import { setImmediate } from 'node:timers/promises'
import { isRawObject } from '../../describe/project-value.ts'
import type { AnswerList } from './answer-list.ts'
import type { AnswerScope } from './answer-scope.ts'
import type { FileIntake } from './file-intake.ts'
import { findForbiddenKey } from './parse-element.ts'
import { parseYaml, type YamlTrouble, yamlDepth } from './parse-yaml.ts'
import { readAll } from './peeked-stream.ts'
import { hasAnchors, splitYaml, type YamlPiece } from './split-yaml.ts'
import type { TopValues } from './top-values.ts'

/** `Vpcs:` at the start of a line, also behind `- ` (yaml-stream) and after `---`. */
const YAML_LINE = /^(?:---\s*)?(?:- )?["']?[A-Za-z_][\w.-]{0,100}["']?:(?:\s|$)/m
/** Text with anchors cannot be read in pieces, and reading it whole is dear. */
const WHOLE_BYTES_MAX = 1024 * 1024

export function looksLikeYaml(head: string): boolean {
  return YAML_LINE.test(head) && !/^\s*[{[<]/.test(head)
}

export async function readYaml(stream: AsyncIterable<Uint8Array>, intake: FileIntake, top: TopValues): Promise<void> {
  const { limits } = intake
  const bytes = await readAll(stream, limits.yamlBytes)
  const text = bytes?.toString('utf8') ?? ''
  const mustBeWhole = bytes !== null && hasAnchors(text)
  if (bytes === null || (mustBeWhole && bytes.length > WHOLE_BYTES_MAX)) noteTooLarge(intake)
  else if (yamlDepth(text, limits.depth) > limits.depth) noteTrouble(intake, { kind: 'too-deep', message: '' }, '')
  else if (mustBeWhole) takeWhole(text, intake, top)
  else await new YamlReader(intake, top).read(text)
}

function takeWhole(text: string, intake: FileIntake, top: TopValues): void {
  const parsed = parseYaml(text, intake.limits.yamlAliases)
  parsed.values.forEach((value, index) => {
    const pointer = index === 0 ? '' : `/${index}`
    if (!isForbidden(value, intake, pointer)) top.take(value, pointer, 0)
  })
  if (parsed.trouble) noteTrouble(intake, parsed.trouble, '')
}

class YamlReader {
  readonly #intake: FileIntake
  readonly #top: TopValues
  #documents = 0
  #scope: AnswerScope | null = null
  #members = 0
  #list: { readonly key: string; readonly list: AnswerList } | null = null
  /** Bare members of a document with no list: they may be one bare resource. */
  #bare: Record<string, unknown> | null = {}

  constructor(intake: FileIntake, top: TopValues) {
    this.#intake = intake
    this.#top = top
  }

  async read(text: string): Promise<void> {
    for (const piece of splitYaml(text)) {
      if (piece.kind === 'document') this.#endDocument()
      else {
        await setImmediate()
        this.#takePiece(piece)
      }
    }
    this.#endDocument()
  }

  get #pointer(): string {
    return this.#documents <= 1 ? '' : `/${this.#documents - 1}`
  }

  #takePiece(piece: Exclude<YamlPiece, { readonly kind: 'document' }>): void {
    if (this.#members === 0) this.#documents += 1
    this.#members += 1
    const parsed = parseYaml(piece.text, 0)
    if (parsed.trouble) noteTrouble(this.#intake, parsed.trouble, this.#pointer)
    const [value] = parsed.values
    if (parsed.trouble) this.#losePiece(piece)
    else if (piece.kind === 'items') this.#takeItems(piece, value)
    else this.#takeMembers(value)
  }

  #takeItems(piece: YamlPiece & { kind: 'items' }, value: unknown): void {
    const items: readonly unknown[] = Array.isArray(value) ? value : []
    items.forEach((item, at) => {
      const index = piece.first + at
      const pointer = piece.key === null ? `${this.#pointer}/${index}` : `${this.#pointer}/${piece.key}/${index}`
      if (isForbidden(item, this.#intake, pointer)) return
      if (piece.key === null) this.#top.take(item, pointer, 1)
      else this.#listOf(piece.key)?.take(item, index, piece.text.length / items.length)
    })
    if (piece.key === null) this.#bare = null
  }

  #takeMembers(value: unknown): void {
    if (isForbidden(value, this.#intake, this.#pointer)) return
    this.#endList()
    if (!isRawObject(value)) {
      this.#top.take(value, this.#pointer, 0)
      this.#bare = null
      return
    }
    if (this.#bare !== null) Object.assign(this.#bare, value)
    // A list in the document shows that it is an answer; until then its members wait to be seen together.
    else for (const [name, member] of Object.entries(value)) this.#scope?.member(name, member, 0)
  }

  #listOf(key: string): AnswerList | null {
    this.#openScope()
    if (this.#list?.key === key) return this.#list.list
    this.#endList()
    const list = this.#scope?.list(key) ?? null
    if (list === null) this.#intake.ignore(key)
    else this.#list = { key, list }
    return list
  }

  #openScope(): void {
    if (this.#scope !== null) return
    this.#scope = this.#top.scope(this.#pointer)
    for (const [name, member] of Object.entries(this.#bare ?? {})) this.#scope.member(name, member, 0)
    this.#bare = null
  }

  #losePiece(piece: YamlPiece): void {
    if (piece.kind !== 'items' || piece.key === null) return
    this.#listOf(piece.key)?.cut({
      reason: 'unreadable-elements',
      detail: `Items from ${piece.first} on are not valid YAML.`,
    })
  }

  #endList(): void {
    this.#list?.list.end()
    this.#list = null
  }

  #endDocument(): void {
    this.#endList()
    if (this.#bare !== null && Object.keys(this.#bare).length > 0) this.#top.take(this.#bare, this.#pointer, 0)
    if (this.#scope !== null) {
      this.#scope.end()
      this.#top.scopeEnd(this.#scope, null)
    }
    this.#scope = null
    this.#bare = {}
    this.#members = 0
  }
}

function isForbidden(value: unknown, intake: FileIntake, pointer: string): boolean {
  const key = findForbiddenKey(value)
  if (key === null) return false
  intake.understood = true
  intake.markPartial()
  intake.note({
    level: 'error',
    code: 'import-forbidden-key',
    message: `This element has a key "${key}", which no AWS answer has and which can harm programs. It was left out.`,
    remedy: 'Find out who wrote this file before you use it anywhere.',
    pointer,
  })
  return true
}

function noteTooLarge(intake: FileIntake): void {
  intake.markPartial()
  intake.note({
    level: 'error',
    code: 'import-too-large',
    message: `This YAML is larger than ${Math.round(intake.limits.yamlBytes / 1024 / 1024)} MB, or larger than 1 MB with anchors in it.`,
    remedy: 'Run the command with --output json, which has no such limit.',
  })
}

function noteTrouble(intake: FileIntake, { kind, message }: YamlTrouble, pointer: string): void {
  intake.markPartial()
  const { code, text } = TROUBLES[kind](message, intake)
  intake.note({
    level: 'error',
    code,
    message: text,
    remedy: 'Run the command with --output json.',
    ...(pointer === '' ? {} : { pointer }),
  })
}

const TROUBLES = {
  'too-deep': (_message: string, { limits }: FileIntake) => ({
    code: 'import-too-deep' as const,
    text: `This YAML nests deeper than ${limits.depth} levels; AWS answers stay below 12. It was not read.`,
  }),
  aliases: (_message: string, { limits }: FileIntake) => ({
    code: 'import-archive-bomb' as const,
    text: `This YAML repeats itself through anchors more than ${limits.yamlAliases} times; the AWS CLI writes none.`,
  }),
  syntax: (message: string) => ({ code: 'import-not-json' as const, text: `This is not valid YAML (${message}).` }),
}
