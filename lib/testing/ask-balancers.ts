/** Questions about a sketched load balancer, with what most of them share left out. */

import { parseAddress } from '../net/prefix.ts'
import { TCP } from '../net/protocol.ts'
import { networkOf } from '../reachability/network.ts'
import { trace } from '../reachability/trace.ts'
import type { Trace, TraceQuery } from '../reachability/trace-result.ts'
import {
  BALANCED_NETWORK,
  type BalancedSketch,
  type BalancerSketch,
  balancerArn,
  sketchBalanced,
  type TargetGroupSketch,
} from './sketch-balancers.ts'

export const ALB = balancerArn('shop')
export const NLB = balancerArn('shop', 'net')
export const CLB = balancerArn('shop', 'classic')

export interface AskedOfBalancer
  extends Partial<Pick<TraceQuery, 'from' | 'to' | 'protocol' | 'port' | 'via' | 'family'>> {
  /** The address of the client. */
  readonly client?: string
}

/** From the internet to the ALB `shop` on TCP 443, unless said otherwise. */
export function ask(sketch: BalancedSketch, { client, ...asked }: AskedOfBalancer = {}): Trace {
  return trace(networkOf(sketchBalanced(sketch)), {
    from: 'internet',
    to: ALB,
    protocol: TCP,
    port: 443,
    family: null,
    sourceIp: client === undefined ? null : parseAddress(client),
    destinationIp: null,
    sourcePort: null,
    icmp: null,
    via: null,
    ...asked,
  })
}

export function codesOf({ blockers }: Trace): readonly string[] {
  return blockers.map(({ code }) => code)
}

interface NetworkBalancer {
  readonly own?: BalancerSketch
  /** The instance `i-a` on TCP 8080 unless said otherwise. */
  readonly group?: TargetGroupSketch
  /** Security groups in place of those of the sketch. */
  readonly groups?: Readonly<Record<string, readonly string[]>>
}

/** A Network Load Balancer `shop` on TCP 443. */
export function nlb({ own = {}, group = {}, groups = {} }: NetworkBalancer = {}): BalancedSketch {
  return {
    balancers: { shop: { kind: 'net', listeners: ['TCP:443 tg-web'], ...own } },
    targetGroups: { 'tg-web': { protocol: 'TCP', targets: ['i-a'], ...group } },
    network: { groups: { ...BALANCED_NETWORK.groups, ...groups } },
  }
}
