/** What is not known, and what it weakens. A gap never reads as safe. */

import type { DescribeKey } from '../describe/document.ts'

export type GapKind =
  /** A key no file held: not collected, or denied without a trace. */
  | 'not-collected'
  /** A call AWS refused; `code` says how. */
  | 'denied'
  /** A page was cut or a query trimmed it. */
  | 'partial'
  /** A resource names another that is in no document. */
  | 'dangling-reference'
  /** An element or a rule could not be understood. */
  | 'unreadable'
  /** Account or region could not be told. */
  | 'unknown-scope'
  /** Present but not understood by this version. */
  | 'unsupported'

export interface Gap {
  /** Stable: kind, account, region, key and resource; the same gap has the same id after a re-import. */
  readonly id: string
  readonly kind: GapKind
  readonly account: string
  readonly region: string
  readonly key: DescribeKey | null
  /** The resource it weakens, when it is one. */
  readonly resourceId: string | null
  /** The resources it weakens when they are several: the first hundred by kind and id. */
  readonly resourceIds?: readonly string[]
  /** One sentence: what is not known and what that means. */
  readonly message: string
  /** The AWS CLI command or IAM action that would close it; null when none would. */
  readonly remedy: string | null
}
