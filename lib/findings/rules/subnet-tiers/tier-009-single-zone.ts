import type { Vpc } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformString } from '../../terraform-string.ts'
import { counted, named, shortName } from '../../wording.ts'

/** Source: VPC guide, "Subnets" (each in one zone); Well-Architected, reliability pillar. */
export const singleZone: FindingRule = {
  id: 'TIER-009',
  version: 1,
  title: 'VPC stands in one Availability Zone',
  logic: 'The VPC has two subnets or more, all in one Availability Zone. One with a single subnet is told by TIER-010.',
  charter: charter('C.subnets-per-tier'),
  severity: 'low',
  severityNote: 'Does not depend on exposure.',
  compliance: [],
  needs: ['Vpcs', 'Subnets'],
  sharpenedBy: [],
  check: (context) => [...context.inventory.vpcs.values()].flatMap((vpc) => outcomesOf(context, vpc)),
}

function outcomesOf({ inventory, network }: RuleContext, vpc: Vpc): readonly RuleOutcome[] {
  const subnets = network.index.subnetsByVpc.get(vpc.id) ?? []
  const zones = new Set(subnets.map(({ availabilityZone }) => availabilityZone))
  const subject = subjectFor(vpc, 'vpc', vpc.id)
  if (zones.size > 1) return [passed(subject, () => `${named(vpc)} stands in ${zones.size} zones.`)]
  const [zone] = zones
  if (subnets.length < 2 || zone === undefined || coverageOf(inventory, vpc, 'Subnets') !== 'complete') return []
  return [
    failed(subject, {
      title: `${shortName(vpc.name ?? vpc.id)} stands in one zone`,
      description: `All ${counted(subnets.length, 'subnet')} of ${named(vpc)} are in ${zone}. When that zone fails, everything in the VPC does.`,
      severity: fixed('low', `every subnet is in ${zone}`),
      related: subnets.map(({ id }) => ({ role: 'subnet', id })),
      evidence: subnets
        .slice(0, 20)
        .map((subnet) =>
          resourceEvidence(inventory, subnet, { excerpt: `${subnet.id} in ${zone}`, field: 'AvailabilityZone' }),
        ),
      remediation: {
        summary: 'Add subnets for each tier in a second zone.',
        cli: [
          shell`aws ec2 create-subnet --region ${vpc.region} --vpc-id ${vpc.id} --cidr-block ${'<free block>'} --availability-zone ${'<another zone>'}`,
        ],
        terraform: `resource "aws_subnet" "second_zone" {\n  vpc_id            = ${terraformString(vpc.id)}\n  cidr_block        = var.cidr_block\n  availability_zone = var.availability_zone\n}`,
        console: [
          `Open the VPC console in ${vpc.region}, Subnets, Create subnet, ${vpc.id}, and choose another zone than ${zone}.`,
        ],
      },
    }),
  ]
}
