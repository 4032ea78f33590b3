/** Which AWS services what stands in a VPC calls, as far as a snapshot shows it. */

import type { Network } from '../../../reachability/network.ts'
import { interfaceRole } from '../../interface-role.ts'

/** The service, as in the name of its endpoint, and what calls it. */
export type ServicesInUse = ReadonlyMap<string, string>

/**
 * By VPC. Source: ECR guide, "Amazon ECR interface VPC endpoints"; ECS guide, "Amazon ECS interface VPC endpoints";
 * EKS guide, "Deploy private clusters with limited internet access"; Systems Manager guide, "Improve the security of
 * EC2 instances by using VPC endpoints" (ssmmessages replaces ec2messages for current agents).
 */
export function servicesInUse(network: Network): ReadonlyMap<string, ServicesInUse> {
  const used = new Map<string, Map<string, string>>()
  for (const { vpcId, services, caller } of signs(network)) {
    const known = used.get(vpcId) ?? new Map<string, string>()
    used.set(vpcId, known)
    for (const service of services) if (!known.has(service)) known.set(service, caller)
  }
  return used
}

interface Sign {
  readonly vpcId: string
  readonly services: readonly string[]
  readonly caller: string
}

const IMAGES = ['ecr.api', 'ecr.dkr']
const ECS_AGENT = ['ecs', 'ecs-agent', 'ecs-telemetry']

function* signs(network: Network): Iterable<Sign> {
  yield* containerSigns(network)
  const { inventory } = network
  for (const { id, name, service, vpcId } of inventory.computes.values()) {
    if (service !== 'eks' || vpcId === null) continue
    yield { vpcId, services: [...IMAGES, 'sts'], caller: `the EKS cluster ${name ?? id}` }
  }
  for (const { id } of inventory.managedInstances) {
    const vpcId = inventory.instances.get(id)?.vpcId ?? network.index.interfacesByInstance.get(id)?.[0]?.vpcId
    if (vpcId === undefined) continue
    yield { vpcId, services: ['ssm', 'ssmmessages'], caller: 'instances that Systems Manager manages' }
  }
}

function* containerSigns({ inventory, index }: Network): Iterable<Sign> {
  for (const { id, name, launchType, subnetIds } of inventory.ecsServices) {
    const vpcId = subnetIds.map((subnet) => inventory.subnets.get(subnet)?.vpcId).find((found) => found !== undefined)
    if (vpcId === undefined) continue
    const services = launchType === 'EC2' ? [...IMAGES, ...ECS_AGENT] : IMAGES
    yield { vpcId, services, caller: `the ECS service ${name ?? id}` }
  }
  for (const [vpcId, interfaces] of index.interfacesByVpc) {
    const isTask = interfaces.some((each) => interfaceRole(each) === 'container')
    if (isTask) yield { vpcId, services: IMAGES, caller: 'container tasks' }
  }
}
