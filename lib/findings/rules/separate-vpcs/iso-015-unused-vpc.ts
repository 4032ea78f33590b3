import type { Vpc } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { absenceEvidence, resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { counted, named, shortName } from '../../wording.ts'

/** Source: VPC guide, "Delete your VPC". */
export const unusedVpc: FindingRule = {
  id: 'ISO-015',
  version: 1,
  title: 'Unused VPC',
  logic:
    'A VPC that is not the default one has a subnet, and an interface or an instance in it. The default VPC is judged by ISO-001.',
  charter: charter('B.vpc-per-workload'),
  severity: 'low',
  severityNote: 'Never changes.',
  compliance: [],
  needs: ['Vpcs'],
  sharpenedBy: ['Subnets', 'NetworkInterfaces', 'Instances'],
  check: (context) =>
    [...context.inventory.vpcs.values()].filter(({ isDefault }) => !isDefault).map((vpc) => outcomeOf(context, vpc)),
}

function outcomeOf(context: RuleContext, vpc: Vpc): RuleOutcome {
  const { inventory, network } = context
  const subject = subjectFor(vpc, 'vpc', vpc.id)
  const subnets = network.index.subnetsByVpc.get(vpc.id) ?? []
  const used =
    network.index.interfacesByVpc.has(vpc.id) || subnets.some(({ id }) => network.index.instancesBySubnet.has(id))
  if (used) return passed(subject, () => `${named(vpc)} is in use.`)
  const told = (key: 'Subnets' | 'NetworkInterfaces') => coverageOf(inventory, vpc, key) === 'complete'
  // Without a subnet there can be no interface.
  if (told('NetworkInterfaces') || (subnets.length === 0 && told('Subnets')))
    return failure(context, vpc, subnets.length)
  return undecided(subject, {
    reason: `Nothing that was collected stands in ${named(vpc)}, but its network interfaces were not all collected by its owner, account ${vpc.account}.`,
    remedy: shell`aws ec2 describe-network-interfaces --region ${vpc.region} --filters Name=vpc-id,Values=${vpc.id}`,
  })
}

function failure({ inventory }: RuleContext, vpc: Vpc, subnets: number): Failure {
  const { id, region } = vpc
  const what =
    subnets === 0
      ? 'has no subnet'
      : `has ${counted(subnets, 'subnet')} and no interface in ${subnets === 1 ? 'it' : 'them'}`
  return failed(subjectFor(vpc, 'vpc', id), {
    title: `Nothing stands in ${shortName(vpc.name ?? id)}`,
    description: `VPC ${named(vpc)} ${what}. Its routes and peerings stay all the same, and nobody watches them.`,
    severity: fixed('low', 'nothing in it can be reached'),
    evidence: [
      resourceEvidence(inventory, vpc, { excerpt: `${id} ${what}` }),
      absenceEvidence(vpc, `no network interface in ${id}`),
    ],
    remediation: {
      summary: 'Delete it if nobody needs it; AWS refuses while anything stands in it.',
      cli: [
        shell`aws ec2 describe-network-interfaces --region ${region} --filters Name=vpc-id,Values=${id}`,
        shell`aws ec2 delete-vpc --region ${region} --vpc-id ${id}`,
      ],
      terraform: null,
      console: [`Open the VPC console in ${region}, Your VPCs, ${id}, Resource map.`, 'Then Actions, Delete VPC.'],
    },
  })
}
