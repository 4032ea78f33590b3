/** Reads one JSON stream into a file's intake: the splitter finds the values, contexts know what they are. */

import { FORBIDDEN_NAMES } from '../../describe/shape.ts'
import type { AnswerList } from './answer-list.ts'
import type { AnswerScope } from './answer-scope.ts'
import type { FileIntake } from './file-intake.ts'
import { type ContainerKind, JsonSplitter, type SplitText, type SplitterSink, type Step } from './json-splitter.ts'
import { type ParsedValue, parseElement } from './parse-element.ts'
import type { TopValues } from './top-values.ts'
import type { LossReason } from './value-scanner.ts'

/** One open container: takes its children as they come. */
interface Context {
  readonly pointer: string
  take(step: Step, value: unknown, text: SplitText): void
  open(step: Step, kind: ContainerKind): Context | null
  lost(step: Step, reason: LossReason): void
  cut(detail: string): void
  end(): void
}

export class JsonReader implements SplitterSink {
  readonly #intake: FileIntake
  readonly #contexts: Context[]
  readonly #splitter: JsonSplitter
  /** Where the stream stopped making sense, in bytes of its UTF-8 form. */
  malformedAt: number | null = null
  values = 0
  #forbiddenKey: string | null = null

  constructor(intake: FileIntake, top: TopValues) {
    this.#intake = intake
    this.#contexts = [rootContext(intake, top)]
    this.#splitter = new JsonSplitter(this, intake.limits)
  }

  /** False once the rest of the file makes no sense. */
  push(chunk: Uint8Array): boolean {
    this.#splitter.push(chunk)
    return !this.#splitter.stopped
  }

  end(): void {
    this.#splitter.end()
    this.#top.end()
  }

  value(step: Step, text: SplitText): boolean {
    let parsed: ParsedValue
    try {
      parsed = parseElement(text.text)
    } catch {
      return false
    }
    this.values += 1
    this.#forbiddenKey = typeof step === 'string' && FORBIDDEN_NAMES.has(step) ? step : parsed.forbiddenKey
    // A whole value is opened next, so that only the element with such a key is lost.
    if (this.#forbiddenKey !== null) return false
    this.#noteRepairs(parsed, text, this.#pointerTo(step))
    this.#top.take(step, parsed.value, text)
    return true
  }

  open(step: Step, kind: ContainerKind): boolean {
    const isForbidden = typeof step === 'string' && FORBIDDEN_NAMES.has(step)
    const context = isForbidden ? null : this.#top.open(step, kind)
    if (context === null) return false
    this.#forbiddenKey = null
    this.#contexts.push(context)
    return true
  }

  close(): void {
    this.#contexts.pop()?.end()
  }

  lost(step: Step, reason: LossReason): void {
    const key = this.#forbiddenKey
    this.#forbiddenKey = null
    if (key === null) this.#top.lost(step, reason)
    else this.#refuse(this.#pointerTo(step), key)
  }

  malformed(offset: number): void {
    this.malformedAt = offset
    const isInside = this.#contexts.length > 1
    if (!isInside && this.values === 0) return
    this.#cutAll(`The file is no JSON after byte ${offset}.`)
    this.#intake.note({
      level: 'error',
      code: 'import-not-json',
      message: `From byte ${offset} on this is not JSON. What came before was kept.`,
      remedy: 'Collect this file again; two programs may have written to it at once.',
      pointer: this.#top.pointer,
    })
  }

  truncated(offset: number): void {
    this.#cutAll(`The file ends at byte ${offset} in the middle of a value.`)
    this.#intake.note({
      level: 'error',
      code: 'import-truncated',
      message: `The file ends at byte ${offset} in the middle of a value. The elements before it were kept.`,
      remedy: 'Collect or copy this file again; its lists are marked as incomplete.',
      pointer: this.#top.pointer,
    })
  }

  #cutAll(detail: string): void {
    this.#intake.markPartial()
    for (const context of this.#contexts) context.cut(detail)
  }

  get #top(): Context {
    const top = this.#contexts.at(-1)
    if (top === undefined) throw new TypeError('The root context is never closed.')
    return top
  }

  #pointerTo(step: Step): string {
    return pointerTo(this.#top.pointer, step, this.#contexts.length === 1)
  }

  #refuse(pointer: string, key: string): void {
    this.#top.cut(`An element with the key ${key} was refused.`)
    this.#intake.understood = true
    this.#intake.note({
      level: 'error',
      code: 'import-forbidden-key',
      message: `This element has a key "${key}", which no AWS answer has and which can harm programs. It was left out.`,
      remedy: 'Find out who wrote this file before you use it anywhere.',
      pointer,
    })
  }

  #noteRepairs(parsed: ParsedValue, text: SplitText, pointer: string): void {
    if (text.replaced || parsed.repaired) {
      this.#intake.note({
        level: 'warning',
        code: 'import-encoding',
        message: parsed.repaired
          ? 'A text holds half of a surrogate pair, which is no character; U+FFFD stands for it now.'
          : 'Some bytes are not UTF-8; U+FFFD stands for them now.',
        remedy: 'Save the file as UTF-8. Names and descriptions may look wrong until then.',
        pointer,
      })
    }
    if (parsed.keptAsText.length === 0) return
    this.#intake.note({
      level: 'warning',
      code: 'import-number-kept-as-text',
      message: `A number does not fit a computer's number (${parsed.keptAsText.slice(0, 3).join(', ')}) and was kept as its digits.`,
      remedy: 'AWS prints account ids and identifiers in quotes; a tool may have rewritten this file.',
      pointer,
    })
  }
}

/** The first value of a file is the document; those behind it are counted. */
function pointerTo(parent: string, step: Step, isRoot: boolean): string {
  if (isRoot) return step === 0 ? '' : `/${step}`
  return `${parent}/${typeof step === 'string' ? step.replaceAll('~', '~0').replaceAll('/', '~1') : step}`
}

function rootContext(intake: FileIntake, top: TopValues): Context {
  return {
    pointer: '',
    take: (step, value) => top.take(value, pointerTo('', step, true), 0),
    open: (step, kind) => {
      const pointer = pointerTo('', step, true)
      return kind === 'list'
        ? topListContext(intake, top, pointer)
        : scopeContext({ intake, scope: top.scope(pointer), end: (scope) => top.scopeEnd(scope, null) })
    },
    lost: (step, reason) => noteLost(intake, pointerTo('', step, true), reason),
    cut: () => undefined,
    end: () => undefined,
  }
}

function topListContext(intake: FileIntake, top: TopValues, pointer: string): Context {
  let count = 0
  return {
    pointer,
    take: (step, value) => {
      count += 1
      top.take(value, `${pointer}/${step}`, 1)
    },
    open: (step, kind) => {
      count += 1
      if (kind === 'list') return null
      return scopeContext({ intake, scope: top.scope(`${pointer}/${step}`), end: (scope) => top.scopeEnd(scope, null) })
    },
    lost: (step, reason) => noteLost(intake, `${pointer}/${step}`, reason),
    cut: () => undefined,
    end: () => {
      if (count === 0) top.emptyList(pointer)
    },
  }
}

interface ScopeContextStart {
  readonly intake: FileIntake
  readonly scope: AnswerScope
  readonly end: (scope: AnswerScope) => void
}

function scopeContext({ intake, scope, end }: ScopeContextStart): Context {
  return {
    pointer: scope.pointer,
    take: (step, value, text) => scope.member(String(step), value, text.bytes),
    open: (step, kind) => {
      const name = String(step)
      // Read whole or not at all: errors belong together.
      if (name === 'Errors' || name === 'Partial') return null
      const pointer = pointerTo(scope.pointer, name, false)
      if (kind === 'list') {
        const list = scope.list(name)
        return list === null ? ignoredContext(intake, name, pointer) : listContext(list, pointer)
      }
      const nested = scope.nested(name)
      if (nested === null) return null
      return scopeContext({ intake, scope: nested, end: (inner) => scope.nestedEnd(name, inner) })
    },
    lost: (step, reason) => noteLost(intake, pointerTo(scope.pointer, step, false), reason),
    cut: (detail) => scope.truncate(detail),
    end: () => {
      scope.end()
      end(scope)
    },
  }
}

function listContext(list: AnswerList, pointer: string): Context {
  return {
    pointer,
    take: (step, value, text) => list.take(value, step, text.bytes),
    open: () => null,
    lost: (step, reason) => list.lost(step, reason),
    cut: (detail) => list.cut({ reason: 'unreadable-elements', detail }),
    end: () => list.end(),
  }
}

/** A list nothing of which is used: passed by without being kept. */
function ignoredContext(intake: FileIntake, name: string, pointer: string): Context {
  return {
    pointer,
    take: () => undefined,
    open: () => null,
    lost: () => undefined,
    cut: () => undefined,
    end: () => intake.ignore(name),
  }
}

function noteLost(intake: FileIntake, pointer: string, reason: LossReason): void {
  intake.markPartial()
  intake.note({
    level: 'error',
    code: LOST_CODES[reason],
    message: `${LOST[reason]} It was left out.`,
    remedy: 'Collect this file again; AWS prints no such value.',
    pointer,
  })
}

const LOST_CODES = {
  'too-deep': 'import-too-deep',
  'too-large': 'import-too-large',
  'key-too-long': 'import-bad-element',
  bad: 'import-not-json',
} as const

const LOST: Readonly<Record<LossReason, string>> = {
  'too-deep': 'This value nests deeper than the limit.',
  'too-large': 'This value is larger than the limit.',
  'key-too-long': 'A key is longer than the limit.',
  bad: 'This value is not valid JSON.',
}
