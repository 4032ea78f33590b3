/** The interfaces an id stands for: one, those of an instance, a subnet, a group, a VPC, an endpoint, a load balancer. */

import type { DescribeKey } from '../describe/document.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import { interfacesTold } from './address-index.ts'
import { nodesOfLoadBalancer } from './load-balancer-nodes.ts'
import type { Network } from './network.ts'

/** As many as are tried; who asks for more hears that not all were. */
export const MEMBERS_MAX = 64

export interface Members {
  /** In the order of ids. */
  readonly interfaces: readonly NetworkInterface[]
  /** Null when nothing of that id was collected. */
  readonly resource: { readonly vpcId: string | null } | null
  readonly key: DescribeKey
}

/** Null for an id of another kind. */
export function membersOf(network: Network, id: string): Members | null {
  const kind = KINDS.find(({ prefix }) => id.startsWith(prefix))
  return kind ? { key: kind.key, ...kind.find(network, id) } : null
}

/** Could the members that are known be all of them? */
export function allMembersTold(network: Network, { resource }: Members): boolean {
  return resource !== null && resource.vpcId !== null && interfacesTold(network, resource.vpcId)
}

interface Kind {
  readonly prefix: string
  readonly key: DescribeKey
  readonly find: (network: Network, id: string) => Omit<Members, 'key'>
}

const KINDS: readonly Kind[] = [
  {
    prefix: 'eni-',
    key: 'NetworkInterfaces',
    find: ({ inventory }, id) => {
      const one = inventory.networkInterfaces.get(id)
      return { interfaces: one ? [one] : [], resource: one ?? null }
    },
  },
  {
    prefix: 'i-',
    key: 'Instances',
    find: ({ inventory, index }, id) => {
      const interfaces = index.interfacesByInstance.get(id) ?? []
      return { interfaces, resource: inventory.instances.get(id) ?? interfaces[0] ?? null }
    },
  },
  {
    prefix: 'subnet-',
    key: 'Subnets',
    find: ({ inventory, index }, id) => {
      const interfaces = index.interfacesBySubnet.get(id) ?? []
      return { interfaces, resource: inventory.subnets.get(id) ?? interfaces[0] ?? null }
    },
  },
  {
    prefix: 'sg-',
    key: 'SecurityGroups',
    find: ({ inventory, index }, id) => {
      const interfaces = index.interfacesBySecurityGroup.get(id) ?? []
      return { interfaces, resource: inventory.securityGroups.get(id) ?? interfaces[0] ?? null }
    },
  },
  {
    prefix: 'vpc-',
    key: 'Vpcs',
    find: ({ inventory, index }, id) => {
      const interfaces = index.interfacesByVpc.get(id) ?? []
      return { interfaces, resource: inventory.vpcs.has(id) || interfaces.length > 0 ? { vpcId: id } : null }
    },
  },
  {
    prefix: 'vpce-',
    key: 'VpcEndpoints',
    find: ({ inventory }, id) => {
      const endpoint = inventory.vpcEndpoints.get(id)
      const interfaces = (endpoint?.interfaceIds ?? []).flatMap((each) => inventory.networkInterfaces.get(each) ?? [])
      return { interfaces, resource: endpoint ?? null }
    },
  },
  { prefix: 'arn:', key: 'LoadBalancers', find: nodes },
]

function nodes(network: Network, id: string): Omit<Members, 'key'> {
  const interfaces = nodesOfLoadBalancer(network, id)
  return { interfaces, resource: network.inventory.loadBalancers.get(id) ?? interfaces[0] ?? null }
}
