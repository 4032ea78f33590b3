/** What a call that hangs off another is asked, answers and leaves in the document: rows of a table of tests. */

import type { DescribeKey, JsonValue } from '../describe/document.ts'
import type { RecordedAnswer } from './recorded-session.ts'

export type Output = Readonly<Record<string, unknown>>

export interface FanOut {
  readonly parents: Readonly<Record<string, RecordedAnswer>>
  /** `ec2 SearchTransitGatewayRoutes` */
  readonly call: string
  readonly answer: Output | ((input: Output) => Output)
  readonly inputs: readonly Output[]
  readonly key: DescribeKey
  /** What the document then holds of the key: for each element, the members named here. */
  readonly holds: readonly Readonly<Record<string, JsonValue>>[]
  readonly region?: 'global'
}
