import type { Subnet } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { routeRef } from '../../../reachability/reply-routes.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { evidenceOf, resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import { defaultGatewayRoutes } from '../../public-routes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { named, shortName } from '../../wording.ts'

/** Source: VPC guide, "Modify the IP addressing attributes of your subnet" and "IPv6 support for your VPC". */
export const autoAssignedIpv6Address: FindingRule = {
  id: 'TIER-003',
  version: 1,
  title: 'Subnet puts every new interface on the internet over IPv6',
  logic:
    'AssignIpv6AddressOnCreation is true, and the table the subnet really uses has an active ::/0 (or 2000::/3) route to an internet gateway. An egress-only internet gateway passes.',
  charter: charter('C.subnets-per-tier'),
  severity: 'high',
  severityNote: 'Does not depend on what stands in the subnet today: it is about what is launched tomorrow.',
  compliance: nist('AC-4', 'SC-7', 'SC-7(4)'),
  needs: ['Subnets', 'RouteTables'],
  sharpenedBy: [],
  check: (context) => [...context.inventory.subnets.values()].map((subnet) => outcomeOf(context, subnet)),
}

function outcomeOf({ inventory, network }: RuleContext, subnet: Subnet): RuleOutcome {
  const subject = subjectFor(subnet, 'subnet', subnet.vpcId)
  const { id, region, vpcId } = subnet
  if (!subnet.assignIpv6AddressOnCreation)
    return passed(subject, () => `${named(subnet)} assigns no IPv6 address by itself.`)
  const table = network.index.routeTableBySubnet.get(id)
  const routes = defaultGatewayRoutes(table, 6)
  if (!table || (routes.length === 0 && table.unread.length > 0)) {
    return undecided(subject, {
      reason: `${named(subnet)} assigns IPv6 addresses; whether it sends IPv6 to an internet gateway could not be told: its route table, or a route in it, is missing.`,
      remedy: shell`aws ec2 describe-route-tables --region ${region} --filters Name=vpc-id,Values=${vpcId}`,
    })
  }
  if (routes.length === 0) return passed(subject, () => `${named(subnet)} sends no IPv6 to an internet gateway.`)
  return failed(subject, {
    title: `Every interface made in ${shortName(subnet.name ?? id)} gets a public IPv6 address`,
    description: `Subnet ${named(subnet)} assigns a global IPv6 address to every new interface and sends IPv6 to an internet gateway, which lets connections in as well as out. What is launched there is on the internet without anybody deciding it; scanners that look at IPv4 see nothing.`,
    severity: fixed('high', 'the subnet has an IPv6 route to an internet gateway'),
    exposure: { level: 'internet', path: [] },
    related: [
      { role: 'vpc', id: vpcId },
      { role: 'route-table', id: table.id },
    ],
    evidence: [
      resourceEvidence(inventory, subnet, {
        excerpt: 'AssignIpv6AddressOnCreation: true',
        field: 'AssignIpv6AddressOnCreation',
      }),
      ...routes.map((route) => evidenceOf(inventory, routeRef(table, route))),
    ],
    remediation: {
      summary:
        'Switch the attribute off, or send IPv6 to an egress-only internet gateway. Interfaces that are there keep their addresses.',
      cli: [
        shell`aws ec2 modify-subnet-attribute --region ${region} --subnet-id ${id} --no-assign-ipv6-address-on-creation`,
      ],
      terraform: `resource "aws_subnet" "this" {\n  ${terraformComment(id)}\n  assign_ipv6_address_on_creation = false\n}`,
      console: [
        `Open the VPC console in ${region}, Subnets, ${id}, Actions, Edit subnet settings.`,
        'Clear Enable auto-assign IPv6 address and save.',
      ],
    },
  })
}
