/** Public addresses of interfaces: which they are, as evidence, and how they are taken away. */

import type { Inventory } from '../../../inventory/inventory.ts'
import type { NetworkInterface } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { type Address, formatAddress } from '../../../net/prefix.ts'
import type { Network } from '../../../reachability/network.ts'
import { publicAddresses } from '../../../reachability/public-addresses.ts'
import { resourceEvidence } from '../../evidence.ts'
import type { Evidence, Remediation } from '../../finding.ts'
import { terraformComment } from '../../terraform-string.ts'

export function publicAddressesOf(network: Network, one: NetworkInterface): readonly Address[] {
  return publicAddresses(network, one, 4).map(({ publicIp }) => publicIp)
}

export function addressEvidence(inventory: Inventory, one: NetworkInterface, addresses: readonly Address[]): Evidence {
  return resourceEvidence(inventory, one, { excerpt: `${one.id}: ${addresses.map(formatAddress).join(', ')}` })
}

/** Source: EC2 user guide, "Elastic IP addresses" and "Public IPv4 addresses": an automatic one goes only with a launch setting. */
export function withoutPublicAddress({ inventory, index }: Network, one: NetworkInterface): Remediation {
  const { id, region, instanceId } = one
  const elastic = index.elasticIpsByInterface.get(id) ?? []
  const name = instanceId === null ? null : (inventory.instances.get(instanceId)?.name ?? instanceId)
  return {
    summary:
      'Take the address away, and reach it through a load balancer, a bastion or Session Manager. Whoever connects to the address, and what leaves by it without a NAT gateway, is cut off.',
    cli:
      elastic.length > 0
        ? elastic.flatMap(({ associationId }) =>
            associationId
              ? [shell`aws ec2 disassociate-address --region ${region} --association-id ${associationId}`]
              : [],
          )
        : [
            shell`aws ec2 modify-network-interface-attribute --region ${region} --network-interface-id ${id} --no-associate-public-ip-address`,
          ],
    terraform: `resource "aws_instance" "this" {\n  ${terraformComment(name ?? id)}\n  associate_public_ip_address = false\n}`,
    console: [
      `Open the EC2 console in ${region}, Network interfaces, ${id}, Actions, Manage IP addresses.`,
      'Switch off Auto-assign public IP, or disassociate the Elastic IP address.',
    ],
  }
}
