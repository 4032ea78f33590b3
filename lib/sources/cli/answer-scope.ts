/**
 * One answer of an AWS call, one describe document, or an object that holds such answers by account and region:
 * its members are taken one after the other, in whatever order they come.
 */

import type { CollectionError } from '../../describe/document.ts'
import { isRawObject, ownValue, type RawObject } from '../../describe/project-value.ts'
import { PARENT_FIELD } from '../../describe/wrapper-keys.ts'
import { type AnswerKey, answerKey, BESIDE, isUnwrapped, keyOfEmptyList, objectKey } from './answer-key.ts'
import { AnswerList, type ListOwner } from './answer-list.ts'
import type { FileIntake, Place } from './file-intake.ts'
import { isAccount, isRegion } from './path-hints.ts'
import { readError } from './read-error.ts'

/** Elements wait for `Account` and `Region` behind them up to this many bytes of their text. */
const WAITING_BYTES_MAX = 4 * 1024 * 1024
/** `{ profile: { account: { region: answer } } }` and one wrapper around it. */
const SCOPE_DEPTH_MAX = 5
const TOKENS: ReadonlySet<string> = new Set([
  'NextToken',
  'nextToken',
  'NextMarker',
  'Marker',
  'next_token',
  'nextForwardToken',
])
const HEAD: ReadonlySet<string> = new Set([
  'Account',
  'Region',
  'CollectedAt',
  'Errors',
  'Partial',
  'AccountId',
  'account',
  'region',
])

export interface ScopeStart {
  readonly pointer: string
  readonly place: Place
  readonly depth: number
}

export class AnswerScope implements ListOwner {
  readonly intake: FileIntake
  readonly #start: ScopeStart
  readonly #scalars = new Map<string, unknown>()
  readonly #objects = new Map<string, RawObject>()
  readonly #listKeys = new Map<string, AnswerKey>()
  readonly #names = new Set<string>()
  #account: string | null
  #region: string | null
  #waiting: ((place: Place) => void)[] = []
  #waitingBytes = 0
  readonly #atEnd: (() => void)[] = []
  #isPlaced = false
  #cut = false
  #nested = 0

  constructor(intake: FileIntake, start: ScopeStart) {
    this.intake = intake
    this.#start = start
    this.#account = start.place.account
    this.#region = start.place.region
  }

  get names(): ReadonlySet<string> {
    return this.#names
  }

  /** How much of this object was answers: its own lists, or objects that hold some. */
  get hasAnswers(): boolean {
    return this.#listKeys.size + this.#nested > 0
  }

  get pointer(): string {
    return this.#start.pointer
  }

  /** A whole object: its head is read first, so that nothing has to wait. */
  readWhole(value: RawObject): void {
    for (const name of HEAD) this.#head(name, ownValue(value, name))
    this.#place()
    for (const [name, member] of Object.entries(value)) this.member(name, member, 0)
    this.end()
  }

  /** One member, complete. */
  member(name: string, value: unknown, bytes: number): void {
    this.#names.add(name)
    if (Array.isArray(value)) {
      if (value.length === 0) this.#emptyList(name)
      const list = this.list(name)
      if (list === null) this.#ignoreList(name, value)
      else {
        value.forEach((element: unknown, index) => {
          list.take(element, index, bytes / value.length)
        })
        list.end()
      }
    } else if (isRawObject(value)) this.#object(name, value)
    else this.#scalar(name, value)
  }

  /** The list of a member, to be taken element by element; null when nothing in it is used. */
  list(name: string): AnswerList | null {
    this.#names.add(name)
    const answer = answerKey(name, this.intake.hints.operation)
    if (answer.kind === 'ignored') return null
    this.#listKeys.set(name, answer)
    return new AnswerList(this, { name, pointer: this.#pointerTo(name), answer })
  }

  /** A member that is an object itself and may hold answers; null when it is nested too deep to be one. */
  nested(name: string): AnswerScope | null {
    if (this.#start.depth >= SCOPE_DEPTH_MAX) return null
    this.#names.add(name)
    const place = {
      account: isAccount(name) ? name : this.#account,
      region: isRegion(name) ? name : this.#region,
    }
    return new AnswerScope(this.intake, { pointer: this.#pointerTo(name), place, depth: this.#start.depth + 1 })
  }

  /** A nested scope is over; names of one that held no answer are not worth reporting. */
  nestedEnd(name: string, nested: AnswerScope): void {
    if (nested.hasAnswers) this.#nested += 1
    else this.#ignore(name)
  }

  whenPlaced(take: (place: Place) => void, bytes: number): void {
    if (this.#isPlaced) {
      take({ account: this.#account, region: this.#region })
      return
    }
    this.#waiting.push(take)
    this.#waitingBytes += bytes
    if (this.#waitingBytes > WAITING_BYTES_MAX) this.#place()
  }

  atEnd(run: () => void): void {
    this.#atEnd.push(run)
  }

  scalar(name: string): unknown {
    return this.#scalars.get(name)
  }

  /** The file ended within this object. */
  truncate(detail: string): void {
    this.#cut = true
    this.#markLists({ reason: 'unreadable-elements', detail })
  }

  end(): void {
    this.#place()
    for (const run of this.#atEnd.splice(0)) run()
    this.#takeObjects()
    this.#takeScalars()
    const token = [...TOKENS].find((name) => isToken(this.#scalars.get(name)))
    if (token !== undefined && this.#listKeys.size > 0) this.#noteToken(token)
    if (this.#cut) this.intake.markPartial()
  }

  #object(name: string, value: RawObject): void {
    const answer = objectKey(name)
    if (answer.kind === 'object' || BESIDE.has(name) || name === 'EnableDnsSupport' || name === 'EnableDnsHostnames') {
      this.#objects.set(name, value)
    } else if (name === 'Error') this.#error(value)
    else if (name === 'Partial') this.#partial(value)
    // Classic load balancers print as an object what the newer ones have as a list.
    else if (name === 'LoadBalancerAttributes') this.#classicAttributes(name, value)
    else if (Object.hasOwn(PARENT_FIELD, name)) this.#ignore(name)
    else if (answerKey(name, '').kind === 'elements') this.#noteShape(name, 'an object')
    else this.#readNested(name, value)
  }

  /** Which load balancer is asked for stands in the path alone. */
  #classicAttributes(name: string, value: RawObject): void {
    const { operation, parent } = this.intake.hints
    if (!/^elb-/.test(operation) || parent === null) {
      this.#ignore(name)
      return
    }
    this.#nested += 1
    this.#add('ClassicLoadBalancerAttributes', { LoadBalancerName: parent, [name]: value }, null)
  }

  #readNested(name: string, value: RawObject): void {
    const nested = mayHoldAnswers(value) ? this.nested(name) : null
    nested?.readWhole(value)
    if (nested === null) this.#ignore(name)
    else this.nestedEnd(name, nested)
  }

  #scalar(name: string, value: unknown): void {
    if (HEAD.has(name) && this.#isPlaced) return
    if (HEAD.has(name)) this.#head(name, value)
    else {
      this.#scalars.set(name, value)
      const isList = answerKey(name, '').kind === 'elements'
      if (isList && value === null) this.whenPlaced((place) => this.#noteNull(name, place), 0)
      else if (isList) this.#noteShape(name, `the ${typeof value} it is`)
    }
  }

  #head(name: string, value: unknown): void {
    if (value === undefined || value === null) return
    const text = typeof value === 'number' ? String(value).padStart(12, '0') : value
    if (name === 'Errors' && Array.isArray(value)) for (const error of value) this.#error(error)
    if (typeof text !== 'string') return
    if (/^account(?:id)?$/i.test(name) && text !== 'unknown') this.#account = text
    if (/^region$/i.test(name) && text !== 'unknown') this.#region = text
    if (name === 'CollectedAt') this.whenPlaced((place) => this.intake.date(text, place), 0)
    if (name === 'Account' || name === 'Region') this.#scalars.set(name, text)
  }

  #error(raw: unknown): void {
    const error = readError(raw, this.intake.hints.operation)
    if (error)
      this.whenPlaced(
        (place) =>
          this.#fail(error.error, { account: error.account ?? place.account, region: error.region ?? place.region }),
        0,
      )
  }

  #fail(error: CollectionError, place: Place): void {
    this.#nested += 1
    this.intake.fail(error, place)
  }

  /** `Partial` of a describe document: what was known to be incomplete when it was written. */
  #partial(value: RawObject): void {
    for (const [key, raw] of Object.entries(value)) {
      const detail = isRawObject(raw) ? ownValue(raw, 'detail') : undefined
      const reason = isRawObject(raw) ? REASONS.find((known) => known === ownValue(raw, 'reason')) : undefined
      const partial = {
        reason: reason ?? 'unreadable-elements',
        detail: typeof detail === 'string' ? detail : '',
      } as const
      this.whenPlaced((place) => this.intake.cut(key, place, partial), 0)
    }
  }

  #emptyList(name: string): void {
    const key = keyOfEmptyList(name, this.intake.hints.operation)
    if (key === null) return
    this.#nested += 1
    this.whenPlaced((place) => this.intake.collected(key, place), 0)
  }

  #ignoreList(name: string, value: readonly unknown[]): void {
    if (name === 'Errors') for (const error of this.#isPlaced ? [] : value) this.#error(error)
    else this.#ignore(name)
  }

  #ignore(name: string): void {
    if (!BESIDE.has(name) && !HEAD.has(name)) this.intake.ignore(name)
  }

  #place(): void {
    if (this.#isPlaced) return
    this.#isPlaced = true
    const place = { account: this.#account, region: this.#region }
    for (const take of this.#waiting.splice(0)) take(place)
  }

  #takeObjects(): void {
    for (const [name, value] of this.#objects) {
      const answer = objectKey(name)
      if (name === 'Source') this.whenPlaced((place) => this.intake.collectedBy(value, place), 0)
      if (answer.kind !== 'object') continue
      const beside = answer.beside.map((other) => [other, this.#objects.get(other) ?? this.#scalars.get(other)])
      const element = isUnwrapped(name) ? value : { [name]: value, ...Object.fromEntries(beside) }
      this.#nested += 1
      this.#add(name, element, name)
    }
  }

  /** Answers that print one resource's fields at the top: `describe-hub`, `describe-vpc-attribute`. */
  #takeScalars(): void {
    const vpc = this.#scalars.get('VpcId')
    const dns = [...this.#objects].filter(([name]) => name.startsWith('EnableDns'))
    if (typeof vpc === 'string' && dns.length > 0)
      this.#add('VpcAttribute', { VpcId: vpc, ...Object.fromEntries(dns) }, null)
    if (typeof this.#scalars.get('HubArn') === 'string') this.#add('Hubs', Object.fromEntries(this.#scalars), null)
  }

  #add(key: string, element: unknown, member: string | null): void {
    const pointer = member === null ? this.#start.pointer : this.#pointerTo(member)
    this.whenPlaced((place) => this.intake.add({ key, element, pointer, place }), 0)
  }

  #noteToken(token: string): void {
    this.#markLists({ reason: 'next-token', detail: `${token} says that AWS had more to tell.` })
    this.intake.note({
      level: 'warning',
      code: 'import-partial',
      message: `${token} in the file says that AWS had more: ${[...this.#listKeys.keys()].join(', ')} is not complete.`,
      remedy: 'Collect again without --max-items and --no-paginate, or add the other pages.',
      pointer: this.#pointerTo(token),
    })
  }

  #markLists(partial: Parameters<FileIntake['cut']>[2]): void {
    for (const answer of this.#listKeys.values()) {
      if (answer.kind === 'elements') this.whenPlaced((place) => this.intake.cut(answer.key, place, partial), 0)
    }
  }

  #noteShape(name: string, was: string): void {
    this.intake.understood = true
    this.intake.note({
      level: 'error',
      code: 'import-bad-element',
      message: `${name} is a list in what AWS prints, not ${was}. It was left out.`,
      remedy: 'Import the answer as the AWS CLI printed it.',
      pointer: this.#pointerTo(name),
    })
    const partial = { reason: 'unreadable-elements', detail: `${name} was not a list.` } as const
    this.whenPlaced((place) => this.intake.cut(name, place, partial), 0)
  }

  #noteNull(name: string, place: Place): void {
    this.intake.collected(name, place)
    this.intake.note({
      level: 'info',
      code: 'import-collected-nothing',
      message: `${name} is null: the call found nothing.`,
      pointer: this.#pointerTo(name),
    })
  }

  #pointerTo(name: string): string {
    return `${this.#start.pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
  }
}

const REASONS = ['next-token', 'trimmed-by-query', 'unreadable-elements', 'denied-in-part'] as const

function isToken(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

/** Does any member, two levels down, look like an answer? Keeps foreign JSON from being searched. */
function mayHoldAnswers(value: RawObject): boolean {
  const names = Object.keys(value)
  return names.some(
    (name) =>
      isAccount(name) ||
      isRegion(name) ||
      answerKey(name, '').kind !== 'ignored' ||
      objectKey(name).kind !== 'ignored' ||
      isRawObject(ownValue(value, name)),
  )
}
