/** How to give a tier of subnets a network ACL of its own: the one it shares stays as it is, so no other subnet notices. */

import type { Subnet } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { formatPrefix, type Prefix } from '../../../net/prefix.ts'
import type { Remediation } from '../../finding.ts'
import type { RuleContext } from '../../rule.ts'
import { terraformComment, terraformString } from '../../terraform-string.ts'

/**
 * Everything inside the VPC, and replies from outside. Nothing is in force before the last command.
 * Source: VPC guide, "Ephemeral ports"; AWS CLI command reference, replace-network-acl-association.
 */
export function giveOwnAcl({ inventory }: RuleContext, subnet: Subnet, summary: string): Remediation {
  const { region, vpcId, id } = subnet
  const inside = inventory.vpcs.get(vpcId)?.cidrs ?? subnet.cidrs
  return {
    summary: `${summary} It takes in what comes from inside the VPC, and replies. What reaches ${id} from elsewhere, a peered or remote network or a load balancer in another VPC, stops unless an entry is added for it first.`,
    cli: [
      shell`aws ec2 create-network-acl --region ${region} --vpc-id ${vpcId}`,
      ...inside.map((cidr, at) => entry(region, `--ingress --rule-number ${100 + at} --protocol -1`, cidr)),
      entry(region, '--ingress --rule-number 200 --protocol tcp --port-range From=1024,To=65535', null),
      entry(region, '--egress --rule-number 100 --protocol -1', null),
      shell`aws ec2 replace-network-acl-association --region ${region} --association-id ${`<association of ${id}>`} --network-acl-id ${NEW_ACL}`,
    ],
    terraform: terraformOf(subnet, inside),
    console: [
      `Open the VPC console in ${region}, Network ACLs, Create network ACL, and choose ${vpcId}.`,
      'Inbound rules: all traffic from the blocks of the VPC, and TCP 1024-65535 from anywhere for replies. Outbound rules: what the subnet calls.',
      `Subnet associations, Edit: choose ${id} and save; it leaves the ACL it has now.`,
    ],
  }
}

const NEW_ACL = '<new ACL>'

function entry(region: string, what: string, cidr: Prefix | null): string {
  const block = cidr?.family === 6 ? '--ipv6-cidr-block' : '--cidr-block'
  const source = cidr ? formatPrefix(cidr) : '0.0.0.0/0'
  return `${shell`aws ec2 create-network-acl-entry --region ${region} --network-acl-id ${NEW_ACL}`} ${what} ${block} ${shell`${source}`} --rule-action allow`
}

function terraformOf({ id, vpcId }: Subnet, inside: readonly Prefix[]): string {
  const blocks = inside.map((cidr, at) =>
    block('ingress', { number: 100 + at, cidr: formatPrefix(cidr), protocol: '-1', ports: [0, 0] }),
  )
  return [
    'resource "aws_network_acl" "own" {',
    `  vpc_id     = ${terraformString(vpcId)}`,
    `  subnet_ids = [${terraformString(id)}]`,
    ...blocks.flat(),
    `  ${terraformComment('replies to what the subnet calls')}`,
    ...block('ingress', { number: 200, cidr: '0.0.0.0/0', protocol: 'tcp', ports: [1024, 65535] }),
    ...block('egress', { number: 100, cidr: '0.0.0.0/0', protocol: '-1', ports: [0, 0] }),
    '}',
  ].join('\n')
}

interface Block {
  readonly number: number
  readonly cidr: string
  readonly protocol: string
  readonly ports: readonly [number, number]
}

function block(direction: 'ingress' | 'egress', { number, cidr, protocol, ports }: Block): readonly string[] {
  return [
    `  ${direction} {`,
    `    rule_no    = ${number}`,
    '    action     = "allow"',
    `    protocol   = "${protocol}"`,
    `    from_port  = ${ports[0]}`,
    `    to_port    = ${ports[1]}`,
    `    ${cidr.includes(':') ? 'ipv6_cidr_block' : 'cidr_block'} = ${terraformString(cidr)}`,
    '  }',
  ]
}
