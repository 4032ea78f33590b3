/** Public addresses of interfaces: which they are, as evidence, and how they are taken away. */

import type { Inventory } from '../../../inventory/inventory.ts'
import type { NetworkInterface } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { type Address, formatAddress } from '../../../net/prefix.ts'
import type { Network } from '../../../reachability/network.ts'
import { publicAddresses } from '../../../reachability/public-addresses.ts'
import { resourceEvidence } from '../../evidence.ts'
import type { Evidence, Remediation } from '../../finding.ts'
import { interfaceRole } from '../../interface-role.ts'
import { terraformComment } from '../../terraform-string.ts'
import { listWords } from '../../wording.ts'

export function publicAddressesOf(network: Network, one: NetworkInterface): readonly Address[] {
  return publicAddresses(network, one, 4).map(({ publicIp }) => publicIp)
}

export function addressEvidence(inventory: Inventory, one: NetworkInterface, addresses: readonly Address[]): Evidence {
  return resourceEvidence(inventory, one, { excerpt: `${one.id}: ${addresses.map(formatAddress).join(', ')}` })
}

/**
 * What makes interfaces alike where they have a public address without need: the VPC, the groups, and who decides about
 * the address. The same whichever of them comes first.
 */
export function publicAddressClass(one: NetworkInterface): string {
  return [one.vpcId, one.securityGroupIds.toSorted().join(), deciderOf(one)].join(' ')
}

/** The one mistake behind every finding that such interfaces have a public address. */
export function publicAddressCause(one: NetworkInterface): string {
  return `${publicAddressClass(one)} public address`
}

type Decider = 'launch' | 'container service' | 'another service'

/** Source: ECS guide, "Fargate task networking"; EC2 user guide, "Requester-managed network interfaces": they cannot be changed. */
function deciderOf(one: NetworkInterface): Decider {
  if (interfaceRole(one) === 'container') return 'container service'
  return one.requesterManaged ? 'another service' : 'launch'
}

/** More commands would hide the words; the console shows the rest. */
const COMMANDS_MAX = 20

/** How alike interfaces lose their public addresses. */
export function withoutPublicAddress(network: Network, interfaces: readonly NetworkInterface[]): Remediation {
  const [first] = interfaces
  const decider = first === undefined ? 'launch' : deciderOf(first)
  if (first !== undefined && decider === 'container service') return ofTasks(interfaces, first)
  if (first !== undefined && decider === 'another service') return ofService(interfaces, first)
  return ofHosts(network, interfaces)
}

/** Source: EC2 user guide, "Elastic IP addresses" and "Public IPv4 addresses": an automatic one goes only with a launch setting. */
function ofHosts({ inventory, index }: Network, interfaces: readonly NetworkInterface[]): Remediation {
  const commands = interfaces.flatMap(({ id, region }) => {
    const elastic = index.elasticIpsByInterface.get(id) ?? []
    if (elastic.length === 0)
      return [
        shell`aws ec2 modify-network-interface-attribute --region ${region} --network-interface-id ${id} --no-associate-public-ip-address`,
      ]
    return elastic.flatMap(({ associationId }) =>
      associationId ? [shell`aws ec2 disassociate-address --region ${region} --association-id ${associationId}`] : [],
    )
  })
  const names = interfaces.map(({ id, instanceId }) =>
    instanceId === null ? id : (inventory.instances.get(instanceId)?.name ?? instanceId),
  )
  return {
    summary:
      'Take the address away, and reach it through a load balancer, a bastion or Session Manager. Whoever connects to the address, and what leaves by it without a NAT gateway, is cut off.',
    cli: commands.slice(0, COMMANDS_MAX),
    terraform: `resource "aws_instance" "this" {\n  ${terraformComment(listWords(names, COMMANDS_MAX))}\n  associate_public_ip_address = false\n}`,
    console: [
      `Open the EC2 console in ${regionOf(interfaces)}, Network interfaces, ${idsOf(interfaces)}, Actions, Manage IP addresses.`,
      'Switch off Auto-assign public IP, or disassociate the Elastic IP address.',
    ],
  }
}

/** Source: ECS API reference, AwsVpcConfiguration: a running task keeps its address, the service starts new ones. */
function ofTasks(interfaces: readonly NetworkInterface[], { region, securityGroupIds }: NetworkInterface): Remediation {
  const groups = securityGroupIds.toSorted().join()
  const settings = `awsvpcConfiguration={subnets=[<private-subnet-ids>],securityGroups=[${groups}],assignPublicIp=DISABLED}`
  return {
    summary:
      'Let the service that starts these tasks give them no public address: in a private subnet, behind a load balancer. They then need a NAT gateway, or endpoints of ECR, S3 and CloudWatch Logs, to pull their image and write their log; the service replaces every task.',
    cli: [
      shell`aws ecs update-service --region ${region} --cluster ${'<cluster-name>'} --service ${'<service-name>'} --network-configuration ${settings}`,
    ],
    terraform: `resource "aws_ecs_service" "this" {\n  ${terraformComment(idsOf(interfaces))}\n  network_configuration {\n    subnets          = var.private_subnet_ids\n    assign_public_ip = false\n  }\n}`,
    console: [
      `Open the ECS console in ${region}, the cluster, the service, Update service, Networking.`,
      'Choose private subnets, switch Public IP off, and update.',
    ],
  }
}

function ofService(interfaces: readonly NetworkInterface[], { region }: NetworkInterface): Remediation {
  const ids = interfaces.map(({ id }) => id)
  return {
    summary:
      'A service of AWS made the interface and alone may change it: take the public address away in the settings of that service. Whoever connects to the address is cut off.',
    cli: [
      shell`aws ec2 describe-network-interfaces --region ${region} --network-interface-ids ${ids.slice(0, COMMANDS_MAX)}`,
    ],
    terraform: null,
    console: [
      `Open the EC2 console in ${region}, Network interfaces, ${idsOf(interfaces)}: the description names the service.`,
      'Open the service, and look for public access or public IP in its network settings.',
    ],
  }
}

function idsOf(interfaces: readonly NetworkInterface[]): string {
  return listWords(interfaces.map(({ id }) => id))
}

function regionOf([first]: readonly NetworkInterface[]): string {
  return first?.region ?? ''
}
