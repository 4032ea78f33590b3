/**
 * Gives every element an account and a region once all of them have been seen: what the caller said, what the element
 * says, then what its VPC, its file, its folder and the whole import agree on. Disagreement is not resolved by counting.
 */

import { UNKNOWN } from './document.ts'
import type { Scope } from './infer-scope.ts'

/** Everything known of where an element belongs. One object for many elements. */
export interface ScopeHint {
  /** What the caller knows, e.g. from folder names: the account that collected, and the region asked. */
  readonly given: Scope
  /** What the element itself tells. */
  readonly own: Scope
  /** Taken last: a guess better than none. */
  readonly likely: Scope
  /** The VPC or transit gateway it belongs to; elements of one VPC share its region. */
  readonly anchor: string | null
  readonly file: string
  readonly global: boolean
}

export interface ResolvedScope {
  readonly account: string
  readonly region: string
}

/** Region of what belongs to none. */
export const GLOBAL = 'global'

type Part = keyof Scope

/** Collects hints, then resolves them. Hints are interned: the same knowledge is the same object. */
export class ScopeResolver {
  readonly #hints = new Map<string, ScopeHint>()
  readonly #told = new Map<string, { readonly account: Set<string>; readonly region: Set<string> }>()
  readonly #resolved = new Map<ScopeHint, ResolvedScope>()

  intern(hint: ScopeHint): ScopeHint {
    const { given, own, likely } = hint
    const name = [given.account, given.region, own.account, own.region, likely.account, likely.region, hint.anchor]
      .concat(hint.file, hint.global ? GLOBAL : '')
      .join('\u0000')
    const known = this.#hints.get(name)
    if (known) return known
    this.#hints.set(name, hint)
    this.#observe(hint)
    return hint
  }

  resolve(hint: ScopeHint): ResolvedScope {
    const known = this.#resolved.get(hint)
    if (known) return known
    const scope = {
      account: this.#part(hint, 'account') ?? UNKNOWN,
      region: this.#part(hint, 'region') ?? UNKNOWN,
    }
    this.#resolved.set(hint, scope)
    return scope
  }

  #observe(hint: ScopeHint): void {
    this.#resolved.clear()
    for (const part of ['account', 'region'] as const) {
      const value = hint.given[part] ?? hint.own[part]
      if (value === null) continue
      for (const circle of circlesOf(hint)) this.#circle(circle)[part].add(value)
    }
  }

  #circle(name: string): { readonly account: Set<string>; readonly region: Set<string> } {
    const known = this.#told.get(name)
    if (known) return known
    const fresh = { account: new Set<string>(), region: new Set<string>() }
    this.#told.set(name, fresh)
    return fresh
  }

  #part(hint: ScopeHint, part: Part): string | null {
    const direct = hint.given[part] ?? hint.own[part]
    if (direct !== null) return direct
    if (part === 'region' && hint.global) return GLOBAL
    for (const circle of circlesOf(hint)) {
      const told = this.#told.get(circle)?.[part]
      if (told?.size === 1) return [...told][0] ?? null
    }
    return hint.likely[part]
  }
}

/** From the nearest neighbours to the farthest. */
function circlesOf(hint: ScopeHint): readonly string[] {
  const folder = hint.file.slice(0, Math.max(0, hint.file.lastIndexOf('/')))
  const near = hint.anchor === null ? [] : [`anchor ${hint.anchor}`]
  return [...near, `file ${hint.file}`, `folder ${folder}`, 'import']
}
