import type { Subnet } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { absenceEvidence, resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformString } from '../../terraform-string.ts'
import { named, shortName } from '../../wording.ts'

/** Source: VPC guide, "Subnet route tables" (a subnet without an association uses the main table). */
export const implicitMainTable: FindingRule = {
  id: 'RT-003',
  version: 1,
  title: 'Subnet relies on the main route table',
  logic: 'No route table names the subnet, so the main table of its VPC decides for it.',
  charter: charter('H.minimum-routes'),
  severity: 'low',
  severityNote: 'Does not depend on exposure: a change of the main table changes it unseen.',
  compliance: [],
  needs: ['RouteTables', 'Subnets'],
  sharpenedBy: [],
  check: (context) => [...context.inventory.subnets.values()].map((subnet) => outcomeOf(context, subnet)),
}

function outcomeOf(context: RuleContext, subnet: Subnet): RuleOutcome {
  const { inventory, network } = context
  const subject = subjectFor(subnet, 'subnet', subnet.vpcId)
  const table = network.index.routeTableBySubnet.get(subnet.id)
  if (table?.subnetIds.includes(subnet.id))
    return passed(subject, () => `${named(table)} is associated with ${subnet.id}.`)
  if (!table || coverageOf(inventory, subnet, 'RouteTables') !== 'complete')
    return undecided(subject, {
      reason: `Whether a route table is associated with ${named(subnet)} was not told.`,
      remedy: shell`aws ec2 describe-route-tables --region ${subnet.region} --filters Name=vpc-id,Values=${subnet.vpcId}`,
    })
  return failed(subject, {
    title: `Subnet ${shortName(subnet.name ?? subnet.id)} relies on the main route table`,
    description: `No route table is associated with ${named(subnet)}; the main table ${named(table)} of ${subnet.vpcId} decides for it. Whoever adds a route there adds it here, without naming this subnet.`,
    severity: fixed('low', 'its routes may change without anyone naming it'),
    related: [
      { role: 'route-table', id: table.id },
      { role: 'vpc', id: subnet.vpcId },
    ],
    evidence: [
      absenceEvidence(subnet, `no route table names ${subnet.id}`),
      resourceEvidence(inventory, table, { excerpt: `${table.id} is the main table`, field: 'Associations' }),
    ],
    remediation: {
      summary:
        'Associate a table of its own. Associating the same table first changes no route; a new one must hold every route the hosts there use, or they lose it.',
      cli: [
        shell`aws ec2 associate-route-table --region ${subnet.region} --route-table-id ${'<table with the same routes>'} --subnet-id ${subnet.id}`,
      ],
      terraform: `resource "aws_route_table_association" "this" {\n  subnet_id      = ${terraformString(subnet.id)}\n  route_table_id = aws_route_table.own.id\n}`,
      console: [
        `Open the VPC console in ${subnet.region}, Route tables, and create one in ${subnet.vpcId} with the routes of ${table.id}.`,
        `Subnet associations, Edit: choose ${subnet.id} and save.`,
      ],
    },
  })
}
