/** Where a packet is on its way, and what one step of the walk says. */

import type { Route, RouteTable } from '../../inventory/routing.ts'
import type { Address } from '../../net/prefix.ts'
import type { TargetChoice } from '../load-balancer-target.ts'
import type { Network } from '../network.ts'
import type { Packet } from '../packet.ts'
import type { TraceHop, TraceUnknown } from '../trace-result.ts'

/** Each kind of place has one step, in a file of its own. */
export type Place =
  /** An interface sends: its security groups outward, its address check; then directly, or by its subnet. */
  | { readonly kind: 'leaving-interface'; readonly interfaceId: string }
  /** Out of a subnet: its ACL, then its route table. Also for gateways and endpoints that stand in the subnet. */
  | { readonly kind: 'leaving-subnet'; readonly subnetId: string }
  /** A route was chosen, or may have been; null: perhaps none. `subnetId`: where the packet stands, unless at a gateway. */
  | {
      readonly kind: 'on-route'
      readonly table: RouteTable
      readonly route: Route | null
      readonly subnetId: string | null
    }
  /** Inside a VPC, for the interface that owns the destination. `fromSubnetId`: no ACL is crossed into the same one. */
  | { readonly kind: 'in-vpc'; readonly vpcId: string; readonly fromSubnetId: string | null }
  /** At an interface that takes it, forwards it, or stands for a gateway. */
  | { readonly kind: 'at-interface'; readonly interfaceId: string }
  | { readonly kind: 'internet-gateway'; readonly id: string; readonly vpcId: string; readonly direction: 'in' | 'out' }
  | { readonly kind: 'egress-only-internet-gateway'; readonly id: string; readonly vpcId: string }
  /** `address`: which of its addresses it sends under, where it has several. */
  | {
      readonly kind: 'nat-gateway'
      readonly id: string
      readonly fromSubnetId: string | null
      readonly address?: number
    }
  /** On the public internet, for whoever owns the destination. */
  | { readonly kind: 'internet' }
  | { readonly kind: 'peering'; readonly id: string; readonly fromVpcId: string }
  /** Inside a transit gateway; the attachment it came in by decides the route table. */
  | { readonly kind: 'transit-gateway'; readonly id: string; readonly attachmentId: string }
  /** Leaving a transit gateway by one of its attachments. */
  | { readonly kind: 'transit-gateway-attachment'; readonly id: string; readonly transitGatewayId: string }
  | { readonly kind: 'vpn-gateway'; readonly id: string; readonly direction: 'in' | 'out' }
  /** `initiates`: the endpoint itself is asked to open a connection. */
  | {
      readonly kind: 'vpc-endpoint'
      readonly id: string
      readonly fromSubnetId: string | null
      readonly initiates?: true
    }
  /** At a node of a load balancer: the interface that holds the address, when it was collected. */
  | { readonly kind: 'load-balancer'; readonly arn: string; readonly interfaceId: string | null }
  /** A node of a load balancer sends to one of its targets. */
  | {
      readonly kind: 'load-balancer-target'
      readonly arn: string
      readonly interfaceId: string
      readonly choice: TargetChoice
    }
  /** A target of a route that is not followed. */
  | { readonly kind: 'unfollowed'; readonly id: string; readonly unknown: TraceUnknown }

/** Who the sender is, while rules that name its security groups still match. Source: VPC guide, "Security group rules". */
export interface SenderIdentity {
  readonly interfaceId: string
  /** The joins crossed so far: references over a transit gateway are for inbound rules only. */
  readonly over: readonly ('vpc-peering' | 'transit-gateway')[]
  /** A load balancer that keeps the address of the client: rules may name its groups, though the source is another's. */
  readonly keepsClient?: true
}

/**
 * An address rewritten with state: the reply is rewritten back. The one-to-one mapping of an internet gateway has none;
 * an egress-only gateway rewrites nothing, and knows its replies.
 */
export interface Translation {
  readonly kind: 'nat-gateway' | 'egress-only-internet-gateway' | 'load-balancer'
  readonly component: string
  /** The interface that translates, when it is known. */
  readonly interfaceId: string | null
  /** The request as it came to the translator, and as it left. */
  readonly before: Packet
  readonly after: Packet
  /** Where `before` was: the reply goes on from there. */
  readonly place: Place
}

/** A request that the stateful engine behind a firewall endpoint saw, by the addresses it bore there. */
export interface Inspection {
  readonly endpointId: string
  readonly source: Address
  readonly destination: Address
  /** Has its reply come by too? */
  readonly isAnswered: boolean
}

export interface WalkState {
  readonly place: Place
  readonly packet: Packet
  /** Replies pass security groups, which are stateful, and undo translations, last first. */
  readonly leg: 'request' | 'reply'
  readonly identity: SenderIdentity | null
  /** The VPC of the interface the source is an address of: VPCs may share blocks. Null outside, absent when not known. */
  readonly sourceVpcId?: string | null
  /** The VPC a transit gateway brought it into last. */
  readonly broughtTo?: string
  /** The availability zone it travels in: the id where AWS told it, else the name. */
  readonly zone: string | null
  readonly translations: readonly Translation[]
  /** Flows that firewalls on the way know: only these know a reply. */
  readonly inspectedAt?: readonly Inspection[]
  /** How many translations there were at each entry by an internet gateway: the reply leaves the VPC by one, or is lost. */
  readonly entries?: readonly number[]
}

/** Where a leg ends well. */
export type Arrival =
  | { readonly kind: 'interface'; readonly id: string }
  | { readonly kind: 'internet' }
  /** Beyond a VPN, Direct Connect or transit gateway attachment that leaves AWS; the id of the last gateway. */
  | { readonly kind: 'on-premises'; readonly id: string; readonly attachmentId: string | null }
  /** An AWS service behind a gateway endpoint. */
  | { readonly kind: 'service'; readonly id: string }
  /** At the gateway, attachment, peering connection or endpoint that was asked for. */
  | { readonly kind: 'gateway'; readonly id: string }

/**
 * `hops` in the order they are passed. No `next` and no arrival is a dead end, which a hop explains. A step that
 * blocks goes on as if it had not, where it can tell how: so every blocker is found. More than one `next` is either
 * a choice (`any`: it is enough that one works) or a doubt (`unsure`: nobody knows which of them it is).
 */
export interface StepOutcome {
  readonly hops: readonly TraceHop[]
  readonly next: readonly WalkState[]
  readonly branching?: 'any' | 'unsure'
  readonly arrival?: Arrival
}

export interface WalkContext {
  readonly network: Network
  /** What the question is about: a walk may stop at a gateway that was asked for. */
  readonly destinationId: string | null
  /** Where a reply must get to: where its request began. Null while the request is walked. */
  readonly requestOrigin: Arrival | null
}

export type Step<K extends Place['kind']> = (
  context: WalkContext,
  state: WalkState & { readonly place: Extract<Place, { readonly kind: K }> },
) => StepOutcome
