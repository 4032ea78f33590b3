/** What stands at the top of a file, or in a list at the top: answers, bare resources, error records, or something else. */

import { isRawObject, ownValue, type RawObject } from '../../describe/project-value.ts'
import { isKnownKey } from '../../describe/wrapper-keys.ts'
import { AnswerScope } from './answer-scope.ts'
import { type BareShape, bareShape } from './bare-shape.ts'
import type { FileIntake, Place } from './file-intake.ts'
import { type OtherFormat, otherFormatOfObject } from './other-format.ts'
import { isErrorRecord, readError } from './read-error.ts'

export class TopValues {
  readonly #intake: FileIntake
  readonly #place: Place
  readonly #renamed = new Map<string, { readonly fields: readonly string[]; readonly pointer: string; count: number }>()
  readonly #trimmed = new Map<string, Set<string>>()
  #other: OtherFormat | null = null
  #nothing = false

  constructor(intake: FileIntake, place: Place) {
    this.#intake = intake
    this.#place = place
  }

  /** Names the tool that wrote the file, once anything in it told. */
  get otherFormat(): OtherFormat | null {
    return this.#other
  }

  /** A complete value at the top (`nesting` 0) or in a list there (1). */
  take(value: unknown, pointer: string, nesting: number): void {
    if (value === null) this.#noteNothing(pointer)
    else if (Array.isArray(value) && nesting === 0) this.#takeList(value, pointer)
    else if (isRawObject(value)) this.#takeObject(value, pointer)
    else this.#takeBare(bareShape(value), value, pointer)
  }

  /** An object too large to hold: it cannot be a bare resource. */
  scope(pointer: string): AnswerScope {
    return new AnswerScope(this.#intake, { pointer, place: this.#place, depth: 0 })
  }

  /** The members of such an object, or of a whole one, are known. */
  scopeEnd(scope: AnswerScope, sample: unknown): void {
    this.#nameFormat(scope)
    if (scope.hasAnswers || isIdentity(scope)) return
    this.#other ??= otherFormatOfObject(scope.names, sample)
  }

  /** An empty list at the top is what `--query` prints when nothing matches. */
  emptyList(pointer: string): void {
    this.#noteNothing(pointer)
  }

  end(): void {
    for (const [command, { fields, pointer, count }] of this.#renamed)
      this.#noteRenamed(command, { fields, pointer, count })
    for (const [key, missing] of this.#trimmed) this.#noteTrimmed(key, [...missing])
    if (this.#nothing) this.#intake.understood = true
  }

  #takeList(values: readonly unknown[], pointer: string): void {
    if (values.length === 0) this.#noteNothing(pointer)
    values.forEach((value, index) => {
      this.take(value, `${pointer}/${index}`, 1)
    })
  }

  #takeObject(value: RawObject, pointer: string): void {
    const inner = ownValue(value, 'data')
    const shape = isAnswer(value) ? null : bareShape(value)
    // Placebo wraps every answer. Source: placebo, `placebo/pill.py`.
    if (isRawObject(inner) && Object.hasOwn(value, 'status_code')) this.#takePlacebo(value, inner, pointer)
    else if (isErrorRecord(value)) this.#takeError(value)
    else if (shape !== null && shape.kind === 'element') this.#takeBare(shape, value, pointer)
    else if (isReservation(value)) this.#add('Reservations', value, pointer)
    else this.#takeAnswer(value, shape, pointer)
  }

  #takeAnswer(value: RawObject, shape: BareShape | null, pointer: string): void {
    // Told first: a template has members named like answers, and none of them is one.
    const other = isAnswer(value) ? null : otherFormatOfObject(new Set(Object.keys(value)), value)
    this.#other ??= other
    if (other !== null) return
    const scope = this.scope(pointer)
    scope.readWhole(value)
    this.scopeEnd(scope, value)
    if (!scope.hasAnswers && this.#other === null) this.#takeBare(shape, value, pointer)
  }

  #takePlacebo(outer: RawObject, inner: RawObject, pointer: string): void {
    const status = ownValue(outer, 'status_code')
    if (typeof status === 'number' && status >= 400 && isRawObject(ownValue(inner, 'Error'))) this.#takeError(inner)
    else this.#takeObject(inner, `${pointer}/data`)
  }

  #takeError(value: RawObject): void {
    const error = readError(ownValue(value, 'Error') ?? value, this.#intake.hints.operation)
    if (error === null) return
    const { account, region } = this.#place
    this.#nameKnown('aws-cli-json')
    this.#intake.fail(error.error, { account: error.account ?? account, region: error.region ?? region })
  }

  #takeBare(shape: BareShape | null, value: unknown, pointer: string): void {
    if (shape === null) return
    if (shape.kind === 'renamed') {
      if (this.#isOtherCall(shape.command)) return
      const known = this.#renamed.get(shape.command)
      if (known) known.count += 1
      else this.#renamed.set(shape.command, { fields: shape.fields, pointer, count: 1 })
      return
    }
    this.#add(shape.key, value, pointer)
    if (shape.missing.length === 0) return
    const missing = this.#trimmed.get(shape.key) ?? new Set()
    this.#trimmed.set(shape.key, new Set([...missing, ...shape.missing]))
  }

  /** The file's name says that another call printed this, so no query renamed anything. */
  #isOtherCall(command: string): boolean {
    const { operation } = this.#intake.hints
    const call = command.split(' ')[2] ?? ''
    return /(?:^|-)(?:describe|list|get|search)-/.test(operation) && !operation.endsWith(call)
  }

  #add(key: string, element: unknown, pointer: string): void {
    this.#nameKnown('aws-cli-json')
    this.#intake.add({ key, element, pointer, place: this.#place })
  }

  #nameFormat(scope: AnswerScope): void {
    const isOurs = scope.names.has('Account') && scope.names.has('Region')
    if (scope.hasAnswers || isIdentity(scope)) this.#nameKnown(isOurs ? 'portolan' : 'aws-cli-json')
    if (isOurs || isIdentity(scope)) this.#intake.understood = true
  }

  #nameKnown(format: string): void {
    if (this.#intake.format === 'unknown') this.#intake.format = format
  }

  #noteNothing(pointer: string): void {
    this.#nothing = true
    this.#intake.note({
      level: 'info',
      code: 'import-collected-nothing',
      message: 'There is nothing in this answer: the call printed null or an empty list.',
      remedy: 'If resources exist, run the call without --query: `null` is also what a misspelt query prints.',
      ...(pointer === '' ? {} : { pointer }),
    })
  }

  #noteRenamed(
    command: string,
    found: { readonly fields: readonly string[]; readonly pointer: string; readonly count: number },
  ): void {
    const names = found.fields.slice(0, 6).join(', ')
    const what = names === '' ? 'values without field names' : `fields AWS does not print (${names})`
    this.#intake.understood = true
    this.#intake.markPartial()
    this.#intake.note({
      level: 'error',
      code: 'import-renamed-keys',
      message: `A query renamed or dropped fields: ${found.count} ${found.count === 1 ? 'row has' : 'rows have'} ${what}, and nobody can tell what they were.`,
      remedy: `Run it without --query: \`${command} > ${fileFor(command)}\`.`,
      pointer: found.pointer,
    })
  }

  #noteTrimmed(key: string, missing: readonly string[]): void {
    const detail = `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing`
    this.#intake.cut(key, this.#place, { reason: 'trimmed-by-query', detail })
    this.#intake.note({
      level: 'warning',
      code: 'import-partial',
      message: `A query trimmed ${key}: ${detail}. What they would tell is unknown.`,
      remedy: 'Run the same command without --query.',
    })
  }
}

/** Does the object itself hold a list AWS prints? Then it is an answer, even with ids beside it. */
function isAnswer(value: RawObject): boolean {
  const lists = Object.entries(value).filter(([, member]) => Array.isArray(member))
  const hasId = Object.entries(value).some(([name, member]) => /(?:Id|Arn)$/.test(name) && typeof member === 'string')
  return !hasId && lists.some(([name]) => isKnownKey(name))
}

function isReservation(value: RawObject): boolean {
  return Array.isArray(ownValue(value, 'Instances')) && typeof ownValue(value, 'ReservationId') === 'string'
}

function isIdentity(scope: AnswerScope): boolean {
  return scope.names.has('Account') && scope.names.has('Arn') && scope.names.has('UserId')
}

function fileFor(command: string): string {
  return `${(command.split(' ')[2] ?? 'answer').replace(/^(?:describe|list|get)-/, '')}.json`
}
