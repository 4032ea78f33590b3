/** One question whose answer must carry a code, in a world made for it. */

import type { Inventory } from '../../inventory/inventory.ts'
import type { CaveatCode, ExplanationCode } from '../../reachability/codes.ts'

export interface CodeCase {
  readonly world: () => Inventory
  /** As `ask` reads it: `eni-web to eni-db tcp/5432`. */
  readonly question: string
  /** Further fields of the question, as a file of questions has them. */
  readonly more?: Readonly<Record<string, unknown>>
}

export type CodeCases = Readonly<Partial<Record<ExplanationCode | CaveatCode, CodeCase>>>

export function asks(world: () => Inventory, question: string, more: Readonly<Record<string, unknown>> = {}): CodeCase {
  return { world, question, more }
}
