/** The describe document of a cell while its answers come in. The allow-list is at its door; nothing else is kept. */

import type { CellKey } from '../../describe/collection-report.ts'
import type { DescribeKey } from '../../describe/document.ts'
import { DocumentBuilder } from '../../describe/document-builder.ts'
import { project } from '../../describe/project.ts'
import { SCHEMA } from '../../describe/schema.ts'
import { isDescribeKey } from '../../describe/wrapper-keys.ts'
import type { CallFailure } from './ask-pages.ts'
import { isRefusal, type Tally } from './call-tally.ts'
import { actionOf, commandOf } from './calls/all-calls.ts'
import type { AwsCall } from './calls/aws-call.ts'
import type { CollectedCell } from './collection.ts'
import { isRecord, listOf } from './plain-answer.ts'

type Output = Readonly<Record<string, unknown>>

export class CellDocument {
  readonly #builder = new DocumentBuilder()
  readonly #place: { readonly account: string; readonly region: string; readonly origin: typeof NO_FILE }
  readonly #present = new Set<DescribeKey>()
  /** By key and id. */
  readonly #early = new Map<DescribeKey, Map<string, string>>()

  constructor({ account, region }: CellKey) {
    this.#place = { account, region, origin: NO_FILE }
  }

  /** One page of rows. Those that are `early` enter at the end, and only where nothing newer was told of them. */
  addRows(key: string, rows: readonly unknown[], early = false): void {
    for (const element of rows) {
      if (early) this.#hold(key, element)
      else this.#add(key, element)
    }
  }

  /** An answer that is one element, its pages put together. */
  addWhole(call: AwsCall, pages: readonly Output[], input: Output): void {
    const { reading } = call
    const last = pages.at(-1)
    if (reading.kind !== 'whole' || !last) return
    const { list, member } = reading
    const joined = list === null ? last : { ...last, [list]: pages.flatMap((page) => listOf(page, list)) }
    const element = member === null ? joined : joined[member]
    if (!isRecord(element)) return
    const about = Object.entries(reading.about).map(([to, from]) => [to, input[from]])
    this.#add(reading.key, { ...element, ...Object.fromEntries(about) })
  }

  /** Says of each key whether it is complete, once nothing more will come for it. */
  settle(tallies: readonly Tally[]): void {
    for (const [key, held] of this.#early) for (const json of held.values()) this.#add(key, JSON.parse(json))
    this.#early.clear()
    for (const tally of tallies) this.#tellFailure(tally)
    const fillers = new Map<DescribeKey, Tally[]>()
    for (const tally of tallies) {
      for (const key of tally.call.fills) fillers.set(key, [...(fillers.get(key) ?? []), tally])
    }
    for (const [key, calls] of fillers) this.#settleKey(key, calls)
  }

  finish(collectedAt: string): CollectedCell['shard'] {
    this.#builder.setCollectedAt({ ...this.#place, collectedAt })
    const [shard] = [...this.#builder.finishShards()]
    if (!shard) return null
    const { sha256, elementCount } = shard
    return { sha256, elementCount, json: [...shard.chunks()].join(''), collectedAt }
  }

  /** As text, and past the allow-list: a large estate is held small, and nothing secret waits. */
  #hold(key: string, element: unknown): void {
    if (!isDescribeKey(key)) throw new TypeError(`${key} is read twice and is no key of a document.`)
    const projected = project(key, element)
    // The last round meets it again and counts it.
    if (projected.kind === 'unreadable') return
    const held = this.#early.get(key) ?? new Map<string, string>()
    this.#early.set(key, held.set(projected.id, JSON.stringify(projected.element)))
  }

  #add(key: string, element: unknown): void {
    if (this.#early.size > 0 && isDescribeKey(key)) {
      this.#early.get(key)?.delete(rowId(key, element))
    }
    const { added } = this.#builder.add({ ...this.#place, key, element })
    for (const name of Object.keys(added)) this.#present.add(name as DescribeKey)
  }

  #tellFailure({ call, failure, asked, unanswered }: Tally): void {
    if (!isRefusal(failure)) return
    if (failure.status === 'truncated' || unanswered < asked) {
      for (const key of [...call.fills, ...call.completes])
        this.#cut(key, partialOf(call, failure, { asked, unanswered }))
    }
    if (failure.status === 'truncated') return
    const error = { operation: commandOf(call), code: failure.code, message: failure.message }
    this.#builder.addError({ ...this.#place, error })
  }

  /** Collected when every call that fills it was answered; partial when only some were, absent when none was. */
  #settleKey(key: DescribeKey, calls: readonly Tally[]): void {
    const failed = calls.find(({ failure }) => failure !== null)
    if (!failed?.failure) {
      this.#builder.markCollected({ ...this.#place, key })
      return
    }
    if (this.#present.has(key)) this.#cut(key, partialOf(failed.call, failed.failure, failed))
  }

  #cut(key: DescribeKey, partial: Parameters<DocumentBuilder['markPartial']>[0]['partial']): void {
    this.#builder.markPartial({ ...this.#place, key, partial })
  }
}

/** The id as it stands in a row of AWS; empty where it has none. */
function rowId(key: DescribeKey, row: unknown): string {
  const names = SCHEMA[key].id.map((alternatives) =>
    alternatives.map((name) => (isRecord(row) ? row[name] : undefined)),
  )
  return names.map((values) => values.find((value) => typeof value === 'string' && value !== '') ?? '').join('/')
}

const NO_FILE = { file: '', pointer: '' }

function partialOf(
  call: AwsCall,
  failure: CallFailure,
  counts: { readonly asked: number; readonly unanswered: number },
) {
  const { asked, unanswered } = counts
  const often = call.per === null ? '' : ` for ${unanswered} of ${asked}`
  if (failure.status === 'truncated') {
    const detail = `${commandOf(call)} broke off${often} between two pages (${failure.code})`
    return { reason: 'next-token', detail } as const
  }
  const detail = `${commandOf(call)} was not answered${often} (${failure.code}); it needs ${actionOf(call)}`
  return { reason: 'denied-in-part', detail } as const
}
