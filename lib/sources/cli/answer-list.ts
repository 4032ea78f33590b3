/** The list of one key of an answer, taken element by element. */

import type { PartialKey } from '../../describe/document.ts'
import { isRawObject, ownValue, type RawObject } from '../../describe/project-value.ts'
import { SCHEMA } from '../../describe/schema.ts'
import { isDescribeKey, PARENT_FIELD } from '../../describe/wrapper-keys.ts'
import type { AnswerKey } from './answer-key.ts'
import type { FileIntake, Place } from './file-intake.ts'

/** What a list needs of the answer it stands in. */
export interface ListOwner {
  readonly intake: FileIntake
  /** Runs `take` once account and region are settled. `bytes` is what waiting costs. */
  whenPlaced(take: (place: Place) => void, bytes: number): void
  /** Runs once every member of the answer is known. */
  atEnd(run: () => void): void
  /** A scalar member of the answer, as far as it was read. */
  scalar(name: string): unknown
}

export interface ListIdentity {
  /** As the file spells it. */
  readonly name: string
  readonly pointer: string
  readonly answer: AnswerKey
}

/** Rows are handed over in pieces of this many: the builder unites them. */
const ROWS_MAX = 5_000

export class AnswerList {
  readonly #owner: ListOwner
  readonly #identity: ListIdentity
  #rows: unknown[] = []
  #rowCount = 0
  #taken = 0
  #foreign: string | null = null

  constructor(owner: ListOwner, identity: ListIdentity) {
    this.#owner = owner
    this.#identity = identity
  }

  take(element: unknown, index: number | string, bytes: number): void {
    const { answer } = this.#identity
    const pointer = `${this.#identity.pointer}/${index}`
    if (answer.kind === 'elements') this.#takeElement(answer.key, element, { pointer, bytes })
    else if (answer.kind === 'rows') this.#takeRow(answer, element, { pointer, bytes })
  }

  lost(index: number | string, reason: string): void {
    this.#owner.intake.note({
      level: 'error',
      code:
        reason === 'too-deep' ? 'import-too-deep' : reason === 'too-large' ? 'import-too-large' : 'import-bad-element',
      message: `${LOSS[reason] ?? LOSS['bad']} It was left out; the rest of the file was read.`,
      remedy: 'Collect this file again; AWS prints no such element.',
      pointer: `${this.#identity.pointer}/${index}`,
    })
    this.cut({ reason: 'unreadable-elements', detail: `Element ${index} of ${this.#identity.name} could not be read.` })
  }

  cut(partial: PartialKey): void {
    const { answer } = this.#identity
    this.#owner.intake.markPartial()
    if (answer.kind !== 'elements') return
    this.#owner.whenPlaced((place) => this.#owner.intake.cut(answer.key, place, partial), 0)
  }

  end(): void {
    const { answer, name } = this.#identity
    // The parent and `AdditionalRoutesAvailable` may stand behind the rows.
    if (answer.kind === 'rows') this.#owner.atEnd(() => this.#flushRows(answer))
    if (this.#foreign !== null && this.#taken === 0) this.#owner.intake.ignore(name)
    else if (answer.kind === 'elements') {
      this.#owner.whenPlaced((place) => this.#owner.intake.collected(answer.key, place), 0)
    }
    if (this.#foreign === null || this.#taken === 0) return
    this.#owner.intake.note({
      level: 'error',
      code: 'import-bad-element',
      message: `Elements of ${name} have nothing of what AWS prints there; they were left out.`,
      remedy: 'Check that only one kind of resource is in this list.',
      pointer: this.#foreign,
    })
  }

  #takeElement(
    key: string,
    raw: unknown,
    { pointer, bytes }: { readonly pointer: string; readonly bytes: number },
  ): void {
    const element = adaptElement(key, raw)
    if (isForeign(key, element)) {
      this.#foreign ??= pointer
      return
    }
    this.#taken += 1
    this.#owner.whenPlaced((place) => this.#owner.intake.add({ key, element, pointer, place }), bytes)
  }

  #takeRow(
    answer: AnswerKey & { kind: 'rows' },
    row: unknown,
    { pointer, bytes }: { readonly pointer: string; readonly bytes: number },
  ): void {
    const owned = isRawObject(row) ? ownParent(answer.key, row) : null
    if (!isRawObject(row)) this.lost(pointer.slice(this.#identity.pointer.length + 1), 'bad')
    else if (owned !== null) this.#takeElement(owned.key, owned.element, { pointer, bytes })
    else this.#rows.push(row)
    if (this.#rows.length >= ROWS_MAX) this.#flushRows(answer)
  }

  #flushRows(answer: AnswerKey & { kind: 'rows' }): void {
    if (this.#rows.length === 0 && (this.#rowCount > 0 || this.#taken > 0)) return
    const rows = this.#rows.splice(0)
    this.#rowCount += rows.length
    this.#owner.whenPlaced(
      (place) => handOverRows({ owner: this.#owner, identity: this.#identity, answer, rows, place }),
      0,
    )
  }
}

const LOSS: Readonly<Record<string, string>> = {
  'too-deep': 'This element nests deeper than the limit.',
  'too-large': 'This element is larger than the limit.',
  bad: 'This element is not valid JSON.',
}

interface RowBatch {
  readonly owner: ListOwner
  readonly identity: ListIdentity
  readonly answer: AnswerKey & { kind: 'rows' }
  readonly rows: readonly unknown[]
  readonly place: Place
}

function handOverRows({ owner, identity, answer, rows, place }: RowBatch): void {
  const { intake } = owner
  const { idField, id, byName } = answer.parent
  const inFile = owner.scalar(idField)
  const parent = typeof inFile === 'string' ? inFile : intake.hints.parent
  const more = owner.scalar('AdditionalRoutesAvailable')
  const element: Record<string, unknown> = {
    [answer.field]: rows,
    ...(more === undefined ? {} : { AdditionalRoutesAvailable: more }),
  }
  const entry = { key: answer.key, pointer: identity.pointer, place }
  if (parent !== null && id.test(parent)) intake.add({ ...entry, element: { [idField]: parent, ...element } })
  else if (parent !== null && byName && parent !== '') intake.attachByName(parent, { ...entry, element })
  else noteOrphans(intake, identity, answer)
  if (more === true || more === 'true') noteMoreRoutes(intake, identity)
}

function noteOrphans(intake: FileIntake, { name, pointer }: ListIdentity, answer: AnswerKey & { kind: 'rows' }): void {
  intake.understood = true
  intake.note({
    level: 'warning',
    code: 'import-dangling-reference',
    message: `${name} does not say which ${answer.parent.idField} it belongs to, neither in the file nor in its name.`,
    remedy: `Put the id behind the call in the file name, e.g. ${EXAMPLES[answer.key] ?? 'elbv2-describe-target-health_<ARN>.json'}.`,
    pointer,
  })
}

const EXAMPLES: Readonly<Record<string, string>> = {
  Routes: 'ec2-search-transit-gateway-routes_tgw-rtb-0123456789abcdef0.json',
  Associations: 'ec2-get-transit-gateway-route-table-associations_tgw-rtb-0123456789abcdef0.json',
  TransitGatewayRouteTablePropagations:
    'ec2-get-transit-gateway-route-table-propagations_tgw-rtb-0123456789abcdef0.json',
  Entries: 'ec2-get-managed-prefix-list-entries_pl-0123456789abcdef0.json',
}

function noteMoreRoutes(intake: FileIntake, { pointer }: ListIdentity): void {
  intake.markPartial()
  intake.note({
    level: 'warning',
    code: 'import-partial',
    message: 'AWS cut this route table at 1,000 routes (AdditionalRoutesAvailable).',
    remedy: 'Search again with narrower filters and add those files; the routes are put together.',
    pointer,
  })
}

/** A row that names its parent itself: Batfish's wrappers, and Client VPN routes, which share the word `Routes`. */
function ownParent(key: string, row: RawObject): { readonly key: string; readonly element: RawObject } | null {
  const clientVpn = ownValue(row, 'ClientVpnEndpointId')
  if (key === 'Routes' && typeof clientVpn === 'string') {
    return { key: 'ClientVpnEndpoints', element: { ClientVpnEndpointId: clientVpn, Routes: [row] } }
  }
  const field = PARENT_FIELD[key] ?? ''
  return typeof ownValue(row, field) === 'string' ? { key, element: row } : null
}

/** Spellings of calls that list names and ARNs only. */
function adaptElement(key: string, element: unknown): unknown {
  if (!isRawObject(element)) return element
  if (key === 'directConnectGatewayAssociations') return lowerFirst(element)
  const singular = key === 'FirewallPolicies' ? 'FirewallPolicy' : key === 'RuleGroups' ? 'RuleGroup' : null
  const arn = ownValue(element, 'Arn')
  if (singular === null || typeof arn !== 'string') return element
  return { ...element, [`${singular}Name`]: ownValue(element, 'Name'), [`${singular}Arn`]: arn }
}

function lowerFirst(element: RawObject): RawObject {
  const lower = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)
  const deep = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(deep)
    if (!isRawObject(value)) return value
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [lower(name), deep(member)]))
  }
  return Object.fromEntries(Object.entries(element).map(([name, member]) => [lower(name), deep(member)]))
}

/** Another service's list of the same name: not one field in common with what this product knows under it. */
function isForeign(key: string, element: unknown): boolean {
  if (typeof element === 'string') return !isDescribeKey(key)
  if (!isRawObject(element)) return false
  if (key === 'Clusters' || key === 'clusters') return !CLUSTER_FIELDS.some((name) => Object.hasOwn(element, name))
  if (key === 'Findings') return !Object.hasOwn(element, 'ProductArn')
  if (!isDescribeKey(key)) return false
  const names = Object.keys(element)
  const { id, shape, anyCase } = SCHEMA[key]
  if (names.length < 2) return false
  const spelling = (name: string) => (anyCase ? name.charAt(0).toLowerCase() + name.slice(1) : name)
  const spelled = new Set(names.map(spelling))
  const isNamed = id.every((alternatives) => alternatives.some((name) => spelled.has(name)))
  return !isNamed && !shape.fields.some(({ name }) => !GENERIC.has(name) && spelled.has(name))
}

const CLUSTER_FIELDS = [
  'ClusterIdentifier',
  'ClusterEndpoint',
  'clusterArn',
  'clusterName',
  'resourcesVpcConfig',
  'ARN',
  'arn',
]
/** Fields that half of all AWS answers have. */
const GENERIC: ReadonlySet<string> = new Set([
  'State',
  'Status',
  'Type',
  'Name',
  'Description',
  'Id',
  'Attributes',
  'Region',
])
