import type { Vpc } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformString } from '../../terraform-string.ts'
import { named, shortName } from '../../wording.ts'

/** Source: VPC guide, "Infrastructure security in Amazon VPC" (subnets isolate tiers). */
export const onlyOneSubnet: FindingRule = {
  id: 'TIER-010',
  version: 1,
  title: 'VPC has only one subnet',
  logic: 'The VPC has exactly one subnet; one without any holds nothing and is not judged.',
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
  const subject = subjectFor(vpc, 'vpc', vpc.id)
  if (subnets.length > 1) return [passed(subject, () => `${named(vpc)} has ${subnets.length} subnets.`)]
  const [only] = subnets
  if (!only || coverageOf(inventory, vpc, 'Subnets') !== 'complete') return []
  return [
    failed(subject, {
      title: `${shortName(vpc.name ?? vpc.id)} has one subnet`,
      description: `Everything in ${named(vpc)} stands in ${named(only)}: one route table, one network ACL and one zone for all tiers. Nothing separates what faces the internet from what holds the data.`,
      severity: fixed('low', 'there is one subnet'),
      related: [{ role: 'subnet', id: only.id }],
      evidence: [resourceEvidence(inventory, only, { excerpt: `${only.id}, the only subnet of ${vpc.id}` })],
      remediation: {
        summary: 'Add private subnets in two zones and move there what need not face the internet.',
        cli: [
          shell`aws ec2 create-subnet --region ${vpc.region} --vpc-id ${vpc.id} --cidr-block ${'<free block>'} --availability-zone ${'<another zone>'}`,
        ],
        terraform: `resource "aws_subnet" "private" {\n  vpc_id     = ${terraformString(vpc.id)}\n  cidr_block = var.cidr_block\n}`,
        console: [`Open the VPC console in ${vpc.region}, Subnets, Create subnet, ${vpc.id}.`],
      },
      alsoMatches: ['TIER-009'],
    }),
  ]
}
