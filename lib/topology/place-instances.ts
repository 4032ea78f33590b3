/** Instances with their primary interface, and the interfaces nothing else stands for. */

import type { Instance, NetworkInterface } from '../inventory/network.ts'
import { formatAddress } from '../net/prefix.ts'
import { type Chart, interfaceClaims, sorted } from './chart.ts'
import { type InterfaceOwnerKind, interfaceOwner } from './interface-owner.ts'
import { boxFor } from './place-areas.ts'
import { addressOf, groupsKey, isPublic } from './place-spread.ts'

const TERMINATED: ReadonlySet<string> = new Set(['terminated', 'shutting-down'])

export function placeInstances(chart: Chart): void {
  for (const instance of sorted(chart.inventory.instances)) placeInstance(chart, instance)
}

function placeInstance(chart: Chart, instance: Instance): void {
  const primary = primaryInterface(chart, instance)
  const claims = primary ? interfaceClaims(chart, primary) : []
  const elasticIps = chart.elasticIpsByInstance.get(instance.id) ?? []
  chart.draft.add({
    id: instance.id,
    kind: 'instance',
    code: 'EC2',
    parentId: boxFor(chart, {
      ...instance,
      vpcId: instance.vpcId ?? primary?.vpcId ?? null,
      subnetId: instance.subnetId ?? primary?.subnetId ?? null,
    }),
    label: instance.name ?? instance.id,
    detail: instanceAddress(instance) || (primary ? addressOf([primary]) : ''),
    resourceIds: [
      instance.id,
      ...claims,
      ...elasticIps.filter((item) => item.networkInterfaceId === null).map((item) => item.id),
    ],
    foldKey: instanceFoldKey(instance, primary),
    facts: [instance.state, ...(instance.instanceType ? [instance.instanceType] : [])],
  })
}

function instanceFoldKey(instance: Instance, primary: NetworkInterface | null): string {
  if (TERMINATED.has(instance.state)) return 'instance|terminated'
  const groups = instance.securityGroupIds.length > 0 ? instance.securityGroupIds : (primary?.securityGroupIds ?? [])
  const open = instance.publicIp !== null || (primary !== null && isPublic([primary]))
  return `instance|${instance.state}|${groupsKey(groups)}|${open}`
}

/** Runs last: every interface no other node stands for gets a chip of its own. */
export function placeInterfaces(chart: Chart): void {
  for (const item of sorted(chart.inventory.networkInterfaces)) {
    if (chart.draft.isClaimed(item.id)) continue
    const idle = item.status === 'available'
    const mark = markOf(interfaceOwner(item).kind)
    chart.draft.add({
      id: item.id,
      kind: mark.kind,
      code: mark.code,
      parentId: boxFor(chart, item),
      label: item.name ?? item.tags['aws:ecs:serviceName'] ?? (mark.word || item.id),
      detail: idle ? 'idle' : addressOf([item]),
      resourceIds: interfaceClaims(chart, item),
      foldKey: `${mark.code}|${idle}|${mark.word}|${groupsKey(item.securityGroupIds)}|${isPublic([item])}`,
      facts: [idle ? 'idle' : item.status, ...(item.description ? [item.description] : [])],
    })
  }
}

/** Device index 0 has the instance's own private address. Source: EC2 guide, "Network interfaces". */
function primaryInterface(chart: Chart, instance: Instance): NetworkInterface | null {
  const named = instance.interfaceIds.flatMap((id) => chart.inventory.networkInterfaces.get(id) ?? [])
  const attached = named.length > 0 ? named : (chart.interfacesByOwner.get(`instance ${instance.id}`) ?? [])
  if (attached.length <= 1) return attached[0] ?? null
  const { privateIp } = instance
  const hasIt = (item: NetworkInterface) =>
    item.addresses.some((at) => at.primary && at.privateIp.value === privateIp?.value)
  return attached.find(hasIt) ?? attached[0] ?? null
}

function instanceAddress(instance: Instance): string {
  const address = instance.publicIp ?? instance.privateIp ?? instance.ipv6Addresses[0]
  return address ? formatAddress(address) : ''
}

interface InterfaceMark {
  readonly kind: 'network-interface' | 'container' | 'database' | 'function'
  readonly code: string
  readonly word: string
}

const BARE: InterfaceMark = { kind: 'network-interface', code: 'ENI', word: '' }

/** Interfaces of a service whose own description was not collected still say which service they are. */
const MARKS: Readonly<Record<InterfaceOwnerKind, InterfaceMark>> = {
  instance: BARE,
  none: BARE,
  'load-balancer': { ...BARE, word: 'Load balancer node' },
  'nat-gateway': { ...BARE, word: 'NAT gateway' },
  'vpc-endpoint': { ...BARE, word: 'Endpoint interface' },
  'transit-gateway': { kind: 'network-interface', code: 'TGW', word: 'TGW interface' },
  function: { kind: 'function', code: 'λ', word: 'Function' },
  container: { kind: 'container', code: 'ECS', word: 'ECS task' },
  cluster: { kind: 'container', code: 'EKS', word: 'EKS control plane' },
  rds: { kind: 'database', code: 'RDS', word: 'RDS' },
  elasticache: { kind: 'database', code: 'RED', word: 'ElastiCache' },
  redshift: { kind: 'database', code: 'RSH', word: 'Redshift' },
  opensearch: { kind: 'database', code: 'OS', word: 'OpenSearch' },
  'instance-connect': { kind: 'network-interface', code: 'EIC', word: 'Instance Connect' },
  'client-vpn': { kind: 'network-interface', code: 'CVPN', word: 'Client VPN' },
  'file-system': { kind: 'network-interface', code: 'EFS', word: 'EFS mount target' },
  directory: { kind: 'network-interface', code: 'DIR', word: 'Directory' },
}

function markOf(kind: InterfaceOwnerKind): InterfaceMark {
  return MARKS[kind]
}
