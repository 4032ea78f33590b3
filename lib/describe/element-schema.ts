/** What the allow-list says of one key. */

import { type ObjectShape, shape } from './shape.ts'

export interface ElementSchema {
  /**
   * Fields that together name the element. `A|B` takes the first that is there: an ARN is unique in the world,
   * a bare name only within its account and region. An empty list: there is one a region.
   */
  readonly id: readonly (readonly string[])[]
  /** `world`: the id is unique in its region, whoever sees it. `account`: two accounts may each have one of that id. */
  readonly unique: 'world' | 'account'
  /** Fields that hold an ARN of the element itself; account and region can be read from it. */
  readonly arn: readonly string[]
  /** Every field that is kept, besides `Tags`. */
  readonly shape: ObjectShape
  /** Fields met as `virtualInterfaceId` and as `VirtualInterfaceId`. */
  readonly anyCase: boolean
  /** Lists that arrive in pieces, from calls of their own: pieces are put together instead of compared. */
  readonly gathered: ReadonlySet<string>
  /** Belongs to no region: `global` where nothing names one. */
  readonly global: boolean
}

interface ElementSchemaText {
  readonly id: readonly string[]
  readonly fields: string
  readonly unique?: 'account'
  readonly arn?: readonly string[]
  readonly anyCase?: true
  readonly gathered?: readonly string[]
  readonly global?: true
}

export function elementSchema(text: ElementSchemaText): ElementSchema {
  return {
    id: text.id.map((alternatives) => alternatives.split('|')),
    unique: text.unique ?? 'world',
    arn: text.arn ?? [],
    shape: shape(text.fields),
    anyCase: text.anyCase ?? false,
    gathered: new Set(text.gathered ?? []),
    global: text.global ?? false,
  }
}
