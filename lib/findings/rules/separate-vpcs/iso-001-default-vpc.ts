import type { Vpc } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { carrierName } from '../../carrier-name.ts'
import { charter } from '../../charter.ts'
import { resourceEvidence } from '../../evidence.ts'
import { interfaceRole } from '../../interface-role.ts'
import { failed, passed, subjectFor } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext } from '../../rule.ts'
import { fixed, type SeverityAnswer } from '../../severity.ts'
import { counted, listWords, named } from '../../wording.ts'

/** Source: VPC guide, "Default VPCs": every subnet is public and every instance gets a public address. */
export const defaultVpc: FindingRule = {
  id: 'ISO-001',
  version: 1,
  title: 'Default VPC in use',
  logic:
    'The VPC is the default one of its Region. It is in use when an instance stands in it, or an interface that is more than the plumbing of AWS: a NAT gateway, an endpoint and a transit gateway do not count.',
  charter: charter('B.vpc-per-workload'),
  severity: 'medium',
  severityNote: 'Low when nothing of a workload stands in it.',
  compliance: [],
  needs: ['Vpcs'],
  sharpenedBy: ['NetworkInterfaces', 'Instances', 'Subnets'],
  check: (context) =>
    [...context.inventory.vpcs.values()].map((vpc) =>
      vpc.isDefault
        ? failure(context, vpc)
        : passed(subjectFor(vpc, 'vpc', vpc.id), () => `${named(vpc)} is not a default VPC.`),
    ),
}

function failure(context: RuleContext, vpc: Vpc): Failure {
  const { inventory } = context
  const tenants = tenantsOf(context, vpc)
  const { id, region } = vpc
  const severity = gradeOf(context, vpc, tenants.length)
  const used = tenants.length > 0
  return failed(subjectFor(vpc, 'vpc', id), {
    title: used ? `Default VPC of ${region} is in use` : `Default VPC of ${region} exists`,
    description: used
      ? `${named(vpc)} is the default VPC of ${region}, and ${counted(tenants.length, 'host')} ${tenants.length === 1 ? 'stands' : 'stand'} in it: ${listWords(tenants)}. Nobody designed it: AWS made it with public subnets, and whatever is launched without a choice of subnet lands there.`
      : `${named(vpc)} is the default VPC of ${region}. Whatever is launched without a choice of subnet lands there, and AWS made its subnets public.`,
    severity,
    evidence: [resourceEvidence(inventory, vpc, { excerpt: 'IsDefault is true', field: 'IsDefault' })],
    alsoMatches: used || severity.effective !== 'low' ? [] : ['ISO-015'],
    remediation: {
      summary: used
        ? 'Launch what stands there again in a VPC of its own; then delete the default VPC. Nothing can be moved between VPCs.'
        : 'Take its subnets and its internet gateway away, then delete it; AWS refuses while anything stands in it. AWS makes it again on request (create-default-vpc).',
      cli: [
        shell`aws ec2 describe-network-interfaces --region ${region} --filters Name=vpc-id,Values=${id}`,
        ...(used ? [] : [shell`aws ec2 delete-vpc --region ${region} --vpc-id ${id}`]),
      ],
      terraform: used ? null : 'resource "aws_default_vpc" "this" {\n  force_destroy = true\n}',
      console: [`Open the VPC console in ${region}, Your VPCs, ${id}.`, 'Look at its resource map before deleting it.'],
    },
  })
}

const PLUMBING: ReadonlySet<string> = new Set(['nat-gateway', 'endpoint', 'transit'])

/** Names of what stands in it, an instance once. */
function tenantsOf({ inventory, network }: RuleContext, { id }: Vpc): readonly string[] {
  const names = new Map<string, string>()
  for (const each of network.index.interfacesByVpc.get(id) ?? []) {
    if (!PLUMBING.has(interfaceRole(each))) names.set(each.instanceId ?? each.id, carrierName(inventory, each))
  }
  for (const subnet of network.index.subnetsByVpc.get(id) ?? []) {
    for (const instance of network.index.instancesBySubnet.get(subnet.id) ?? [])
      if (!names.has(instance.id)) names.set(instance.id, instance.name ?? instance.id)
  }
  return [...names.values()]
}

function gradeOf({ inventory }: RuleContext, vpc: Vpc, tenants: number): SeverityAnswer {
  if (tenants > 0) return fixed('medium', 'a workload stands in it')
  if (coverageOf(inventory, vpc, 'NetworkInterfaces') === 'complete')
    return { base: 'medium', effective: 'low', why: ['Lowered from medium: nothing of a workload stands in it.'] }
  return fixed('medium', 'network interfaces were not all collected, so it may be in use')
}
