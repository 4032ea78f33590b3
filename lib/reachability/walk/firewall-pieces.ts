/** What a firewall does with a packet whose parts it treats differently: some of the client's ports that pass are enough. */

import { union } from '../../net/interval-set.ts'
import { formatPorts } from '../../net/traffic.ts'
import type { Packet } from '../packet.ts'
import type { RuleRef } from '../path.ts'
import type { TraceCaveat } from '../trace-result.ts'
import type { Doubt } from './hop.ts'

/** What one rule, default action or unread group of a firewall does. */
export interface FirewallAction {
  readonly kind: 'pass' | 'drop' | 'forward' | 'alert' | 'unread'
  /** By a rule of its own: then the whole flow passes. */
  readonly byRule: boolean
  readonly rule: RuleRef | null
  readonly detail: string
  readonly doubt: Doubt | null
  readonly caveat: TraceCaveat | null
}

/** A part of the packet and what becomes of it; no action when that is not known. */
export interface FirewallPiece {
  readonly packet: Packet
  readonly action: FirewallAction | null
  readonly doubtful: readonly FirewallAction[]
  /** There is a rule that would decide, and what is not known comes before it. */
  readonly decided: boolean
}

export interface FirewallJudgement {
  readonly decision: 'passes' | 'blocks' | 'unknown'
  /** Does the stateful engine see it, or perhaps some of it? */
  readonly isForwarded: boolean
  /** With the ports that pass; all of them where not known or blocked. */
  readonly packet: Packet
  readonly rules: readonly RuleRef[]
  readonly detail: string
  readonly doubts: readonly Doubt[]
  readonly caveats: readonly TraceCaveat[]
}

type Verdict = Omit<FirewallJudgement, 'isForwarded'>

/** Some of the client's ports that surely pass are enough; if there are none, some that may. */
export function together(packet: Packet, pieces: readonly FirewallPiece[]): Verdict {
  const passing = pieces.filter(({ action }) => action?.kind === 'pass')
  if (passing.length > 0) {
    const rules = passing.flatMap(({ action }) => action?.rule ?? [])
    const detail = [...new Set(passing.map(({ action }) => action?.detail ?? ''))].join(' ')
    return { decision: 'passes', packet: merged(packet, passing), rules, detail, doubts: [], caveats: [] }
  }
  const unsure = pieces.filter(({ action }) => action === null)
  if (unsure.length > 0) return unknown(packet, unsure)
  const dropping = pieces.flatMap(({ action }) => action ?? [])
  const rules = dropping.flatMap(({ rule }) => rule ?? [])
  const detail = [...new Set(dropping.map((action) => action.detail))].join(' ')
  return { decision: 'blocks', packet, rules, detail, doubts: [], caveats: [] }
}

function unknown(packet: Packet, pieces: readonly FirewallPiece[]): Verdict {
  const actions = pieces.flatMap(({ doubtful }) => doubtful)
  const doubts = distinct(actions.map(({ doubt, detail }) => doubt ?? { detail }))
  const caveats = distinct(actions.flatMap(({ caveat }) => caveat ?? []))
  const [first] = doubts
  const higher: readonly TraceCaveat[] =
    pieces.some(({ decided }) => decided) && first?.component
      ? [{ code: 'FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULES', component: first.component, detail: first.detail ?? '' }]
      : []
  const detail = doubts.map((doubt) => doubt.detail ?? '').join(' ')
  return { decision: 'unknown', packet, rules: [], detail, doubts, caveats: [...caveats, ...higher] }
}

function distinct<T extends { readonly detail?: string }>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [item.detail, item])).values()]
}

/** The ports of the pieces that go to the same ports as the first: together they are again one packet. */
function merged(packet: Packet, pieces: readonly FirewallPiece[]): Packet {
  const [first, ...others] = pieces.map((piece) => piece.packet)
  if (!first) return packet
  const same = others.filter(
    ({ destinationPorts }) => formatPorts(destinationPorts) === formatPorts(first.destinationPorts),
  )
  return { ...first, sourcePorts: same.reduce((ports, each) => union(ports, each.sourcePorts), first.sourcePorts) }
}
