import { commandFor } from '../../../inventory/collection-calls.ts'
import type { SecurityGroup, SecurityGroupRule } from '../../../inventory/filters.ts'
import type { Inventory } from '../../../inventory/inventory.ts'
import type { NetworkInterface } from '../../../inventory/network.ts'
import type { LoadBalancer, TargetGroup } from '../../../inventory/services.ts'
import { intersect, intervalSet, type NumberSet } from '../../../net/interval-set.ts'
import { containsPrefix, formatAddress, type Prefix } from '../../../net/prefix.ts'
import { TCP } from '../../../net/protocol.ts'
import { coverageOf, type Network } from '../../../reachability/network.ts'
import { peerPrefixes } from '../../../reachability/security-group-filter.ts'
import { charter } from '../../charter.ts'
import { checkGroups, type Doubt, type GroupVerdict } from '../../check-groups.ts'
import { nist } from '../../compliance.ts'
import { portsLabels } from '../../open-ports.ts'
import type { FindingRule, RuleContext } from '../../rule.ts'
import { rulesOf, unreadLists } from '../../rule-sources.ts'
import { listWords } from '../../wording.ts'

/** Source: ELB guide, "Security groups for your Application Load Balancer" (targets admit the load balancer only). */
export const targetBypassesBalancer: FindingRule = {
  id: 'SG-032',
  version: 1,
  title: 'Target can be reached past its load balancer',
  logic:
    'An interface behind an Application Load Balancer, or behind a Network Load Balancer with security groups, carries the group, and an ingress rule admits the port of the target over TCP from others than the groups of the load balancer, the subnets it stands in and the group itself. Targets of load balancers without groups see the addresses of clients and are not judged.',
  charter: charter('E.security-groups-first'),
  severity: 'medium',
  severityNote: 'Medium while the group is carried.',
  compliance: [...nist('AC-4', 'SC-7')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['LoadBalancers', 'TargetGroups', 'NetworkInterfaces', 'Subnets', 'ManagedPrefixLists'],
  check,
}

/** What the targets that carry a group are there for. */
interface Service {
  readonly ports: NumberSet
  readonly balancers: readonly LoadBalancer[]
}

function check(context: RuleContext) {
  const services = servicesByGroup(context.network)
  const untold = [...context.inventory.targetGroups.values()].filter(({ targets }) => targets === null)
  return checkGroups(context, {
    base: 'medium',
    direction: 'ingress',
    judge: (group) => judge(context, group, { service: services.get(group.id), untold }),
    tell: (group, rules) => {
      const { ports = [], balancers = [] } = services.get(group.id) ?? {}
      const names = [...new Set(balancers.map(({ name, id }) => name ?? id))]
      return {
        title: `lets clients past ${listWords(names, 2)}`,
        description: 'Who connects straight to the target meets no listener, no certificate and no web filter.',
        summary: `Admit the security group of ${listWords(names, 2)} only. Clients that connect straight to the targets are shut out.`,
        ports: portsLabels({ tcp: intersect(ports, intervalSet(rules.flatMap((rule) => rule.ports))), udp: [] }),
      }
    },
    pass: 'lets nobody past a load balancer to its targets',
  })
}

interface Known {
  readonly service: Service | undefined
  readonly untold: readonly TargetGroup[]
}

function judge(context: RuleContext, group: SecurityGroup, { service, untold }: Known): GroupVerdict {
  const doubts = doubtsOfTargets(context, group, untold)
  if (!service) return { rules: [], doubts }
  const open = rulesOf(group, 'ingress').filter(
    (rule) => (rule.protocol === 'any' || rule.protocol === TCP) && intersect(rule.ports, service.ports).length > 0,
  )
  return {
    rules: open.filter((rule) => isPast(context.inventory, group, { rule, service })),
    lists: unreadLists(context, open),
    doubts,
  }
}

function doubtsOfTargets(
  { inventory }: RuleContext,
  group: SecurityGroup,
  untold: readonly TargetGroup[],
): readonly Doubt[] {
  const keys = (['LoadBalancers', 'TargetGroups', 'NetworkInterfaces'] as const).filter(
    (key) => coverageOf(inventory, group, key) !== 'complete',
  )
  const targets = untold.some(({ vpcId }) => vpcId === group.vpcId)
  return [
    ...keys.map((key) => ({
      reason: `${key} were not all collected`,
      remedy: commandFor(key, group.region),
    })),
    ...(targets
      ? [
          {
            reason: 'the targets of a target group were not collected',
            remedy: commandFor('TargetGroups', group.region, 'DescribeTargetHealth'),
          },
        ]
      : []),
  ]
}

interface Admitted {
  readonly rule: SecurityGroupRule
  readonly service: Service
}

/** Does the rule admit others than the load balancers and the members of the group? */
function isPast(inventory: Inventory, group: SecurityGroup, { rule, service }: Admitted): boolean {
  const { peer } = rule
  if (peer.kind === 'security-group') {
    return peer.id !== group.id && !service.balancers.some(({ securityGroupIds }) => securityGroupIds.includes(peer.id))
  }
  const subnets = service.balancers.flatMap(({ subnetIds }) =>
    subnetIds.flatMap((id) => inventory.subnets.get(id)?.cidrs ?? []),
  )
  const inside = (prefix: Prefix) => subnets.some((cidr) => containsPrefix(cidr, prefix))
  return (peerPrefixes(inventory, rule) ?? []).some((prefix) => !inside(prefix))
}

function servicesByGroup(network: Network): ReadonlyMap<string, Service> {
  const { inventory, index } = network
  const found = new Map<string, Ports>()
  const addressOf = interfaceByAddress(network)
  for (const targetGroup of inventory.targetGroups.values()) {
    const balancers = judgedBalancers(inventory, targetGroup)
    if (balancers.length === 0 || targetGroup.protocol === 'UDP') continue
    for (const { id, port } of targetGroup.targets ?? []) {
      const number = port ?? targetGroup.port
      if (number === null) continue
      const interfaces = index.interfacesByInstance.get(id) ?? addressOf(targetGroup.vpcId ?? '', id)
      addTo(found, interfaces, { number, balancers })
    }
  }
  return new Map([...found].map(([groupId, { ports, balancers }]) => [groupId, serviceOf(ports, balancers)]))
}

interface Ports {
  readonly ports: Set<number>
  readonly balancers: Set<LoadBalancer>
}

function serviceOf(ports: ReadonlySet<number>, balancers: ReadonlySet<LoadBalancer>): Service {
  return { ports: intervalSet(Array.from(ports, (port) => [port, port] as const)), balancers: [...balancers] }
}

/** By VPC and private address; a VPC is turned round the first time an address of it is a target. */
function interfaceByAddress({ index }: Network): (vpcId: string, address: string) => readonly NetworkInterface[] {
  const byVpc = new Map<string, ReadonlyMap<string, NetworkInterface>>()
  return (vpcId, address) => {
    const known = byVpc.get(vpcId) ?? byAddress(index.interfacesByVpc.get(vpcId) ?? [])
    byVpc.set(vpcId, known)
    const behind = known.get(address)
    return behind ? [behind] : []
  }
}

function byAddress(interfaces: readonly NetworkInterface[]): ReadonlyMap<string, NetworkInterface> {
  const found = new Map<string, NetworkInterface>()
  for (const each of interfaces) {
    for (const { privateIp } of each.addresses) found.set(formatAddress(privateIp), each)
  }
  return found
}

/** Load balancers whose groups the targets can name. */
function judgedBalancers(inventory: Inventory, { loadBalancerArns }: TargetGroup): readonly LoadBalancer[] {
  return loadBalancerArns
    .flatMap((arn) => inventory.loadBalancers.get(arn) ?? [])
    .filter(({ kind, securityGroupIds }) => kind !== 'gateway' && securityGroupIds.length > 0)
}

interface Served {
  readonly number: number
  readonly balancers: readonly LoadBalancer[]
}

function addTo(found: Map<string, Ports>, interfaces: readonly NetworkInterface[], served: Served): void {
  for (const { securityGroupIds } of interfaces) {
    for (const groupId of securityGroupIds) {
      const known = found.get(groupId) ?? { ports: new Set<number>(), balancers: new Set<LoadBalancer>() }
      found.set(groupId, known)
      known.ports.add(served.number)
      for (const balancer of served.balancers) known.balancers.add(balancer)
    }
  }
}
