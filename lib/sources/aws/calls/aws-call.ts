/**
 * One entry of the table of calls: what is asked of AWS, page by page, and what the answer is in a describe document.
 * `callsOf` checks every name in it against the types of the SDK's client: an operation, a page field or a list that
 * AWS does not know is a type error.
 */

import type { DescribeKey } from '../../../describe/document.ts'

/** How an answer is cut. `size` is null where the API has a token and no page size. */
export interface Paging {
  readonly size: string | null
  readonly limit: number
  /** The request's field for the token, and the answer's. */
  readonly token: string
  readonly next: string
}

/**
 * What becomes of an answer.
 * - `rows`: each element of a list enters the document under `key`
 * - `whole`: the answer (or one member of it) is one element; fields of the request are added, where the answer does
 *   not say what it is about
 * - `ids`: nothing enters; the list only tells what to ask next
 */
export type Reading =
  | { readonly kind: 'rows'; readonly list: string; readonly key: string }
  | {
      readonly kind: 'whole'
      readonly key: string
      /** The member that is the element; null for the whole answer. */
      readonly member: string | null
      /** The list that goes on from page to page; null where there is none. */
      readonly list: string | null
      /** Field of the element → field of the request it is taken from. */
      readonly about: Readonly<Record<string, string>>
    }
  | { readonly kind: 'ids'; readonly list: string }

/** Asked once for each of the rows that another call of the service brought. */
export interface PerParent {
  readonly operation: string
  /** The field of a row that names it; null where the row itself is the name. */
  readonly field: string | null
  /** The field of the request the name goes into; null where the answer is about everything (asked once a row). */
  readonly into: string | null
  /** How many names AWS takes in one call, as a list; null for one, alone. */
  readonly batch: number | null
  /** Field of this request → field of the parent's request it is taken from. */
  readonly carry: Readonly<Record<string, string>>
}

/** An answer that is an error and yet a fact: there are none. */
export interface MeansNone {
  readonly code: string
  /** The message must say so too where the code has several meanings. */
  readonly says: RegExp
}

export interface AwsCall {
  /** The CLI's name of the service, the API's of the operation. */
  readonly service: string
  readonly operation: string
  /** `region`: in every Region. `account`: once an account. */
  readonly scope: 'region' | 'account'
  /** The one Region that answers, and the only partition that has it; null for any. */
  readonly at: { readonly region: string; readonly partition: string } | null
  readonly input: Readonly<Record<string, unknown>>
  readonly paging: Paging | null
  readonly reading: Reading
  /** The keys it fills itself: absent when it is refused, collected when it is answered. */
  readonly fills: readonly DescribeKey[]
  /** The keys whose elements it completes. */
  readonly completes: readonly DescribeKey[]
  readonly per: PerParent | null
  readonly meansNone: MeansNone | null
  /** Asked before everything else and again after it. */
  readonly twice: boolean
}

type OperationOf<Module> = {
  [Name in keyof Module & string]: Name extends `${infer Operation}Command` ? Operation : never
}[keyof Module & string]

type CommandOf<Module, Operation extends string> = Module[`${Operation}Command` & keyof Module]

type InputOf<Command> = Command extends new (...input: infer Given) => unknown ? Only<Given> : never
/** Of `[] | [Input]` the input; distributes over the union. */
type Only<Given> = Given extends readonly [infer Input] ? Input : never

type OutputOf<Command> = Command extends abstract new (
  ...input: never
) => { resolveMiddleware: infer Resolve }
  ? Resolve extends (...given: never) => (...given: never) => Promise<{ output: infer Output }>
    ? Output
    : never
  : never

type Name<Shape> = keyof Shape & string

interface CallText<Input, Output> {
  /** `[size field, its greatest value, token field, the answer's token field if it is another]` */
  readonly page?: readonly [Name<Input> | null, number, Name<Input>, Name<Output>?]
  readonly input?: Partial<Input>
  readonly scope?: 'account'
  readonly at?: { readonly region: string; readonly partition: string }
  /** The list in the answer. */
  readonly list?: Name<Output>
  /** The builder's key; for rows the name of the list where it is not given. Null: the list only tells what to ask next. */
  readonly key?: string | null
  readonly whole?: { readonly member?: Name<Output>; readonly about?: Readonly<Record<string, Name<Input>>> }
  readonly fills?: DescribeKey | readonly DescribeKey[]
  readonly completes?: DescribeKey | readonly DescribeKey[]
  readonly per?: {
    readonly operation: string
    readonly field?: string
    readonly into?: Name<Input>
    readonly batch?: number
    readonly carry?: Readonly<Partial<Record<Name<Input>, string>>>
  }
  readonly meansNone?: MeansNone
  readonly twice?: true
}

/** `callsOf<typeof import('@aws-sdk/client-ec2')>('ec2')` makes entries of that service. */
export function callsOf<Module>(service: string) {
  return <Operation extends OperationOf<Module>>(
    operation: Operation,
    text: CallText<InputOf<CommandOf<Module, Operation>>, OutputOf<CommandOf<Module, Operation>>>,
  ): AwsCall => ({
    service,
    operation,
    scope: text.scope ?? 'region',
    at: text.at ?? null,
    input: { ...text.input },
    paging: pagingOf(text.page),
    reading: readingOf(text),
    fills: [text.fills ?? []].flat(),
    completes: [text.completes ?? []].flat(),
    per: perOf(text.per),
    meansNone: text.meansNone ?? null,
    twice: text.twice ?? false,
  })
}

function pagingOf(page: readonly [string | null, number, string, string?] | undefined): Paging | null {
  if (!page) return null
  const [size, limit, token, next] = page
  return { size, limit, token, next: next ?? token }
}

interface ReadingText {
  readonly list?: string
  readonly key?: string | null
  readonly whole?: { readonly member?: string; readonly about?: Readonly<Record<string, string>> }
}

function readingOf({ list, key, whole }: ReadingText): Reading {
  if (whole) {
    const { member = null, about = {} } = whole
    return { kind: 'whole', key: key ?? list ?? '', member, list: list ?? null, about }
  }
  if (key === null) return { kind: 'ids', list: list ?? '' }
  return { kind: 'rows', list: list ?? '', key: key ?? list ?? '' }
}

interface PerText {
  readonly operation: string
  readonly field?: string
  readonly into?: string
  readonly batch?: number
  readonly carry?: Readonly<Partial<Record<string, string>>>
}

function perOf(per: PerText | undefined): PerParent | null {
  if (!per) return null
  const carry = Object.entries(per.carry ?? {}).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return {
    operation: per.operation,
    field: per.field ?? null,
    into: per.into ?? null,
    batch: per.batch ?? null,
    carry: Object.fromEntries(carry),
  }
}
