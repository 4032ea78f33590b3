/**
 * Where things are: boxes inside boxes and the lines between them, before folding and layout.
 * No node has a severity; findings join on resource id in the view.
 */

import type { SubnetClass } from '../inventory/subnet-class.ts'

export type NodeKind =
  | 'internet'
  | 'on-premises'
  | 'account'
  | 'region'
  | 'vpc'
  | 'external-vpc'
  | 'availability-zone'
  | 'subnet'
  | 'internet-gateway'
  | 'egress-only-internet-gateway'
  | 'carrier-gateway'
  | 'vpn-gateway'
  | 'transit-gateway'
  | 'vpc-peering'
  | 'customer-gateway'
  | 'vpn-connection'
  | 'direct-connect-gateway'
  | 'gateway-endpoint'
  | 'instance'
  | 'network-interface'
  | 'nat-gateway'
  | 'load-balancer'
  | 'database'
  | 'function'
  | 'container'
  | 'vpc-endpoint'
  | 'transit-gateway-attachment'
  | 'firewall-endpoint'
  | 'unplaced'

/** A place on the chart, folded or not. Coordinates are relative to the parent, in CSS pixels. */
export interface TopologyNode {
  /** The resource id; for a container without one, a path such as `az:vpc-1:eu-west-1a`. */
  readonly id: string
  readonly kind: NodeKind
  readonly parentId: string | null
  /** Short code under the glyph: EC2, ALB, RDS … */
  readonly code: string
  /** Name, else id. */
  readonly label: string
  /** The label without the name of the VPC it stands in, where it begins with that. */
  readonly shortLabel?: string
  /** Address, CIDR, engine: the mono line. */
  readonly detail: string
  readonly subnetClass: SubnetClass | null
  /** Share of a subnet's addresses in use, 0–1; null where it does not apply or is not told. */
  readonly fill: number | null
  /** Every resource this node stands for: itself, its interfaces, and its groups are not. */
  readonly resourceIds: readonly string[]
  /**
   * A resource drawn in several places (a load balancer has a chip in each of its subnets) is in the `resourceIds`
   * of the first only, so that counts stay exact; every one of its places names it here, for badges and selection.
   */
  readonly sharedIds?: readonly string[]
  /** Equal resources share it: type, subnet, security groups, route table. */
  readonly foldKey: string | null
  /** Named but in no document: drawn dotted, "Not collected". */
  readonly collected: boolean
  /** Facts a screen reader and the legend need: `public`, `10.0.1.0/24`, … */
  readonly facts: readonly string[]
}

export type LineKind = 'association' | 'route' | 'traffic'

export interface TopologyLine {
  readonly id: string
  readonly kind: LineKind
  readonly from: string
  readonly to: string
  /** e.g. `0.0.0.0/0`, `tcp/5432`, `att-0f2`. */
  readonly label: string
  readonly blackhole: boolean
  /** A route line that carries `0.0.0.0/0` or `::/0`. */
  readonly isDefault?: boolean
  /** Rules, routes or attachments behind this line. */
  readonly resourceIds: readonly string[]
}

export interface TopologyGraph {
  readonly nodes: readonly TopologyNode[]
  readonly lines: readonly TopologyLine[]
}
