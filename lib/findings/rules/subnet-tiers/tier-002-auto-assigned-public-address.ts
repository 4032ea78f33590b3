import type { Subnet } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { classifyRouteTable } from '../../../inventory/subnet-class.ts'
import { charter } from '../../charter.ts'
import { awsConfig, fsbp, nist, pci } from '../../compliance.ts'
import { evidenceOf, resourceEvidence } from '../../evidence.ts'
import { publicRoutes } from '../../public-routes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome, Subject } from '../../rule.ts'
import type { SeverityAnswer } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { named, shortName } from '../../wording.ts'

/** Source: VPC guide, "Modify the IP addressing attributes of your subnet". */
export const autoAssignedPublicAddress: FindingRule = {
  id: 'TIER-002',
  version: 1,
  title: 'Subnet gives every new instance a public IPv4 address',
  logic: 'MapPublicIpOnLaunch is true.',
  charter: charter('C.subnets-per-tier'),
  severity: 'high',
  severityNote:
    'High in a public subnet; Low in one without a route to an internet gateway; not lowered when its routes are not known.',
  compliance: [
    fsbp('EC2.15', 'exact'),
    awsConfig('subnet-auto-assign-public-ip-disabled', 'exact'),
    ...pci('4.0', '1.2.8', '1.3', '1.4'),
    ...nist(
      'AC-3(7)',
      'AC-4',
      'AC-6',
      'AC-21',
      'SC-7(3)',
      'SC-7(4)',
      'SC-7(9)',
      'SC-7(11)',
      'SC-7(16)',
      'SC-7(20)',
      'SC-7(21)',
    ),
  ],
  needs: ['Subnets'],
  sharpenedBy: ['RouteTables', 'NetworkInterfaces'],
  check: (context) => [...context.inventory.subnets.values()].map((subnet) => outcomeOf(context, subnet)),
}

function outcomeOf(context: RuleContext, subnet: Subnet): RuleOutcome {
  const subject: Subject = { resource: subnet, type: 'subnet', vpcId: subnet.vpcId }
  if (subnet.mapPublicIpOnLaunch) return failure(context, subnet)
  if (subnet.mapPublicIpOnLaunch === null) {
    return {
      ...subject,
      status: 'NOT_EVALUATED',
      reason: `Whether ${named(subnet)} assigns public IPv4 addresses was not told.`,
      remedy: shell`aws ec2 describe-subnets --region ${subnet.region} --subnet-ids ${subnet.id}`,
    }
  }
  return { ...subject, status: 'PASS', description: `${named(subnet)} assigns no public IPv4 address by itself.` }
}

function failure(context: RuleContext, subnet: Subnet): Failure {
  const { inventory, network } = context
  const table = network.index.routeTableBySubnet.get(subnet.id)
  const { id, region, vpcId } = subnet
  return {
    resource: subnet,
    type: 'subnet',
    vpcId,
    status: 'FAIL',
    discriminator: '',
    title: `Every instance launched in ${shortName(subnet.name ?? id)} gets a public address`,
    description: `Subnet ${named(subnet)} assigns a public IPv4 address at launch. ${HARM[levelOf(context, subnet)]}`,
    severity: gradeOf(context, subnet),
    exposure: { level: levelOf(context, subnet), path: [] },
    related: [{ role: 'vpc', id: vpcId }, ...(table ? [{ role: 'route-table', id: table.id }] : [])],
    ports: [],
    evidence: [
      resourceEvidence(inventory, subnet, { excerpt: 'MapPublicIpOnLaunch: true', field: 'MapPublicIpOnLaunch' }),
      ...(table ? publicRoutes(table) : []).map((rule) => evidenceOf(inventory, rule)),
    ],
    settingsUsed: {},
    remediation: {
      summary:
        'Switch the attribute off; give an Elastic IP to the few that need one. Running instances keep their addresses.',
      cli: [shell`aws ec2 modify-subnet-attribute --region ${region} --subnet-id ${id} --no-map-public-ip-on-launch`],
      terraform: `resource "aws_subnet" "this" {\n  ${terraformComment(id)}\n  map_public_ip_on_launch = false\n}`,
      console: [
        `Open the VPC console in ${region}, Subnets, ${id}, Actions, Edit subnet settings.`,
        'Clear Enable auto-assign public IPv4 address and save.',
      ],
    },
    alsoMatches: [],
  }
}

const HARM = {
  internet: 'An instance is then on the internet because of where it was started, not because someone decided it.',
  unknown:
    'Where the subnet is public, an instance is then on the internet because of where it was started, not because someone decided it.',
  internal:
    'No route leads from there to an internet gateway, so the address does nothing but cost; one route more would put every instance on the internet.',
} as const

function levelOf({ network }: RuleContext, subnet: Subnet): 'internet' | 'unknown' | 'internal' {
  const kind = classifyRouteTable(network.index.routeTableBySubnet.get(subnet.id) ?? null)
  if (kind === 'public') return 'internet'
  return kind === 'unknown' ? 'unknown' : 'internal'
}

function gradeOf(context: RuleContext, subnet: Subnet): SeverityAnswer {
  switch (levelOf(context, subnet)) {
    case 'internet':
      return { base: 'high', effective: 'high', why: ['The subnet has a route to an internet gateway.'] }
    case 'unknown':
      return { base: 'high', effective: 'high', why: ['Not lowered: whether the subnet is public could not be told.'] }
    case 'internal':
      return {
        base: 'high',
        effective: 'low',
        why: ['Lowered from high: no route leads from the subnet to an internet gateway.'],
      }
  }
}
