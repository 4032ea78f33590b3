/** Hops, headers and rules as every JSON answer writes them: strings and numbers, nothing that needs this program. */

import type { Inventory } from '../inventory/inventory.ts'
import type { NumberSet } from '../net/interval-set.ts'
import { type Address, formatAddress } from '../net/prefix.ts'
import { awsProtocol, hasPorts } from '../net/protocol.ts'
import type { Packet } from '../reachability/packet.ts'
import type { RuleRef } from '../reachability/path.ts'
import type { TraceHop } from '../reachability/trace-result.ts'

export interface RuleJson {
  readonly kind: RuleRef['kind']
  readonly resourceId: string
  /** RFC 6901 pointer into the describe document. */
  readonly pointer: string
  /** Whose document; null where it was not told. */
  readonly document: { readonly account: string; readonly region: string } | null
  readonly excerpt: string
}

/** Field names are those of Reachability Analyzer's headers. Source: EC2 API, AnalysisPacketHeader. */
export interface HeaderJson {
  readonly sourceAddresses: readonly string[]
  readonly destinationAddresses: readonly string[]
  readonly sourcePortRanges: readonly string[]
  readonly destinationPortRanges: readonly string[]
  readonly protocol: string
  readonly icmp?: { readonly type: number; readonly code: number | null }
}

export interface HopJson {
  readonly sequenceNumber: number
  readonly component: string
  readonly kind: TraceHop['kind']
  readonly attachedTo?: string
  readonly vpcId?: string
  readonly decision: TraceHop['decision']
  readonly detail: string
  readonly rules: readonly RuleJson[]
  readonly inboundHeader: HeaderJson
  /** Only where it is another than what came in. */
  readonly outboundHeader?: HeaderJson
}

export function hopsJson(inventory: Inventory, hops: readonly TraceHop[]): readonly HopJson[] {
  return hops.map((hop, index) => ({
    sequenceNumber: index + 1,
    component: hop.component,
    kind: hop.kind,
    ...(hop.attachedTo === null ? {} : { attachedTo: hop.attachedTo }),
    ...(hop.vpcId === null ? {} : { vpcId: hop.vpcId }),
    decision: hop.decision,
    detail: hop.detail,
    rules: hop.rules.map((rule) => ruleJson(inventory, rule)),
    inboundHeader: headerJson(hop.inbound),
    ...(hop.outbound === hop.inbound ? {} : { outboundHeader: headerJson(hop.outbound) }),
  }))
}

export function ruleJson(inventory: Inventory, rule: RuleRef): RuleJson {
  const document = inventory.documents[rule.document]
  return {
    kind: rule.kind,
    resourceId: rule.resourceId,
    pointer: rule.pointer,
    document: document ? { account: document.account, region: document.region } : null,
    excerpt: rule.excerpt,
  }
}

export function headerJson(packet: Packet): HeaderJson {
  const ported = hasPorts(packet.protocol)
  return {
    sourceAddresses: [blockOfOne(packet.source)],
    destinationAddresses: [blockOfOne(packet.destination)],
    sourcePortRanges: ported ? portRanges(packet.sourcePorts) : [],
    destinationPortRanges: ported ? portRanges(packet.destinationPorts) : [],
    protocol: awsProtocol(packet.protocol),
    ...(packet.icmp === null ? {} : { icmp: packet.icmp }),
  }
}

/** `443`, `1024-65535`. */
export function portRanges(ports: NumberSet): readonly string[] {
  return ports.map(([lo, hi]) => (lo === hi ? `${lo}` : `${lo}-${hi}`))
}

function blockOfOne(address: Address): string {
  return `${formatAddress(address)}/${address.family === 4 ? 32 : 128}`
}
