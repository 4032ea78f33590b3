/** The answer of `portolan trace` as JSON: verdict, hops there and back, every blocker, what is not known. */

import type { Inventory } from '../inventory/inventory.ts'
import { formatAddress } from '../net/prefix.ts'
import { awsProtocol } from '../net/protocol.ts'
import type { Trace, TraceBlocker, TraceHop, TraceQuery, TraceUnknown } from '../reachability/trace-result.ts'
import { type HopJson, hopsJson, type RuleJson, ruleJson } from './hop-json.ts'
import { remedyFor } from './unknown-remedy.ts'

export interface BlockerJson {
  readonly code: TraceBlocker['code']
  readonly component: string
  readonly attachedTo?: string
  readonly leg: TraceBlocker['leg']
  readonly detail: string
  readonly rule?: RuleJson
  readonly causes?: readonly string[]
}

export interface UnknownJson extends Pick<TraceUnknown, 'code' | 'component' | 'detail' | 'gapIds'> {
  /** The call of the AWS command line that would tell; null when none would. */
  readonly remedy: string | null
}

/** Keys are only ever added. */
export interface TraceJson {
  readonly query: Readonly<Record<string, string | number | null>>
  readonly verdict: Trace['verdict']
  /** The request arrives, whatever becomes of its reply. */
  readonly delivered: Trace['delivered']
  readonly forward: readonly HopJson[]
  readonly return: readonly HopJson[]
  readonly blockers: readonly BlockerJson[]
  readonly caveats: Trace['caveats']
  readonly unknowns: readonly UnknownJson[]
}

export function traceJson(inventory: Inventory, trace: Trace): TraceJson {
  return {
    query: queryJson(trace.query),
    verdict: trace.verdict,
    delivered: trace.delivered,
    forward: hopsJson(inventory, trace.forward),
    return: hopsJson(inventory, trace.return),
    blockers: trace.blockers.map((blocker) => blockerJson(inventory, trace, blocker)),
    caveats: trace.caveats,
    unknowns: trace.unknowns.map(({ code, component, detail, key, gapIds }) => ({
      code,
      component,
      detail,
      gapIds,
      remedy: remedyFor(inventory, { key, gapIds }),
    })),
  }
}

/** In the spelling of a query file, so that an answer can be asked again. */
export function queryJson(query: TraceQuery): Readonly<Record<string, string | number | null>> {
  const { from, to, port, family, via } = query
  return {
    from,
    to,
    protocol: awsProtocol(query.protocol),
    port,
    family,
    src_ip: query.sourceIp && formatAddress(query.sourceIp),
    dst_ip: query.destinationIp && formatAddress(query.destinationIp),
    src_port: query.sourcePort,
    icmp_type: query.icmp?.type ?? null,
    icmp_code: query.icmp?.code ?? null,
    via,
  }
}

function blockerJson(inventory: Inventory, trace: Trace, blocker: TraceBlocker): BlockerJson {
  const attachedTo = hopOf(trace, blocker)?.attachedTo ?? null
  return {
    code: blocker.code,
    component: blocker.component,
    ...(attachedTo === null ? {} : { attachedTo }),
    leg: blocker.leg,
    detail: blocker.detail,
    ...(blocker.rule === null ? {} : { rule: ruleJson(inventory, blocker.rule) }),
    ...(blocker.causes === undefined ? {} : { causes: blocker.causes }),
  }
}

/** The hop a blocker stands at: its own, else one of the component it names. */
function hopOf({ forward, return: reply }: Trace, blocker: TraceBlocker): TraceHop | undefined {
  const hops = blocker.leg === 'request' ? forward : reply
  return (
    hops.find(({ blockers }) => blockers.includes(blocker)) ?? hops.find((hop) => hop.component === blocker.component)
  )
}
