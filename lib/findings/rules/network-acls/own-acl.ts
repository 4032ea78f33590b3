/** How to give a tier of subnets a network ACL of its own: the one it shares stays as it is, so no other subnet notices. */

import type { Subnet } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { formatPrefix } from '../../../net/prefix.ts'
import type { Remediation } from '../../finding.ts'
import type { RuleContext } from '../../rule.ts'
import { terraformComment, terraformString } from '../../terraform-string.ts'
import { listWords } from '../../wording.ts'

/**
 * Everything inside the VPC, and replies from outside. Nothing is in force before the last command.
 * Source: VPC guide, "Ephemeral ports"; AWS CLI command reference, replace-network-acl-association.
 */
export function giveOwnAcl({ inventory }: RuleContext, subnets: readonly Subnet[], summary: string): Remediation {
  const [first] = subnets
  if (!first) throw new Error('An ACL of its own is given to a subnet.')
  const { region, vpcId } = first
  const inside = inventory.vpcs.get(vpcId)?.cidrs ?? first.cidrs
  const outside = inside.some(({ family }) => family === 6) ? ['0.0.0.0/0', '::/0'] : ['0.0.0.0/0']
  const ids = subnets.map(({ id }) => id)
  return {
    summary: `${summary} It takes in what comes from inside the VPC, and replies over TCP. What reaches ${listWords(ids)} from elsewhere, the internet, a peered or remote network or a load balancer in another VPC, stops unless an entry is added for it first.`,
    cli: [
      shell`aws ec2 create-network-acl --region ${region} --vpc-id ${vpcId}`,
      ...inside.map((cidr, at) =>
        entry(region, `--ingress --rule-number ${100 + at} --protocol -1`, formatPrefix(cidr)),
      ),
      ...outside.map((cidr, at) =>
        entry(region, `--ingress --rule-number ${200 + at} --protocol tcp --port-range From=1024,To=65535`, cidr),
      ),
      ...outside.map((cidr, at) => entry(region, `--egress --rule-number ${100 + at} --protocol -1`, cidr)),
      ...ids.map(
        (id) =>
          shell`aws ec2 replace-network-acl-association --region ${region} --association-id ${`<association of ${id}>`} --network-acl-id ${NEW_ACL}`,
      ),
    ],
    terraform: terraformOf(vpcId, ids, { inside: inside.map(formatPrefix), outside }),
    console: [
      `Open the VPC console in ${region}, Network ACLs, Create network ACL, and choose ${vpcId}.`,
      'Inbound rules: all traffic from the blocks of the VPC, and TCP 1024-65535 from anywhere for replies. Outbound rules: what the subnet calls.',
      `Subnet associations, Edit: choose ${listWords(ids)} and save; ${ids.length === 1 ? 'it leaves' : 'they leave'} the ACL of now.`,
    ],
  }
}

const NEW_ACL = '<new ACL>'

function entry(region: string, what: string, cidr: string): string {
  const block = cidr.includes(':') ? '--ipv6-cidr-block' : '--cidr-block'
  return `${shell`aws ec2 create-network-acl-entry --region ${region} --network-acl-id ${NEW_ACL}`} ${what} ${block} ${shell`${cidr}`} --rule-action allow`
}

interface Sides {
  readonly inside: readonly string[]
  readonly outside: readonly string[]
}

function terraformOf(vpcId: string, ids: readonly string[], { inside, outside }: Sides): string {
  const every = { protocol: '-1', ports: [0, 0] } as const
  return [
    'resource "aws_network_acl" "own" {',
    `  vpc_id     = ${terraformString(vpcId)}`,
    `  subnet_ids = [${ids.map(terraformString).join(', ')}]`,
    ...inside.flatMap((cidr, at) => block('ingress', { ...every, number: 100 + at, cidr })),
    `  ${terraformComment('replies to what the subnet calls')}`,
    ...outside.flatMap((cidr, at) =>
      block('ingress', { number: 200 + at, cidr, protocol: 'tcp', ports: [1024, 65535] }),
    ),
    ...outside.flatMap((cidr, at) => block('egress', { ...every, number: 100 + at, cidr })),
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
