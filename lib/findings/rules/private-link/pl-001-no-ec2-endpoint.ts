import type { Vpc } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { awsConfig, cis, fsbp, nist } from '../../compliance.ts'
import { absenceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformString } from '../../terraform-string.ts'
import { named, shortName } from '../../wording.ts'
import { awsService, hasWorkload, isAvailable } from './endpoint-subjects.ts'

/** Source: EC2 guide, "Access Amazon EC2 using an interface VPC endpoint". */
export const noEc2Endpoint: FindingRule = {
  id: 'PL-001',
  version: 1,
  title: 'VPC has no endpoint for the EC2 API',
  logic:
    'A VPC with a workload has an available interface endpoint whose service is exactly ec2 or ec2-fips; ec2messages is another service.',
  charter: charter('D.privatelink'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: [
    ...cis({ '7.0': '6.8' }),
    fsbp('EC2.10', 'exact'),
    awsConfig('service-vpc-endpoint-enabled'),
    ...nist('AC-4', 'SC-7'),
  ],
  needs: ['Vpcs', 'VpcEndpoints'],
  sharpenedBy: ['NetworkInterfaces'],
  check: (context) => [...context.inventory.vpcs.values()].flatMap((vpc) => outcomesOf(context, vpc)),
}

function outcomesOf({ inventory, network }: RuleContext, vpc: Vpc): readonly RuleOutcome[] {
  const subject = subjectFor(vpc, 'vpc', vpc.id)
  const found = (network.index.vpcEndpointsByVpc.get(vpc.id) ?? []).find(
    (endpoint) =>
      endpoint.kind === 'interface' &&
      isAvailable(endpoint) &&
      /^ec2(?:-fips)?$/.test(awsService(endpoint.serviceName) ?? ''),
  )
  if (found) return [passed(subject, `${named(vpc)} calls the EC2 API through ${found.id}.`)]
  const untold = (['VpcEndpoints', 'NetworkInterfaces'] as const).find(
    (key) => coverageOf(inventory, vpc, key) !== 'complete',
  )
  const working = hasWorkload(network, vpc)
  if (untold === 'VpcEndpoints' || (untold && !working))
    return [
      undecided(subject, {
        reason: `${untold} of ${named(vpc)} were not all collected; of a shared VPC only its owner sees them.`,
        remedy: shell`aws ec2 describe-vpc-endpoints --region ${vpc.region} --filters Name=vpc-id,Values=${vpc.id}`,
      }),
    ]
  if (!working) return [passed(subject, `Nothing stands in ${named(vpc)} that calls the EC2 API.`)]
  return [failure(vpc)]
}

function failure(vpc: Vpc): RuleOutcome {
  const { id, region } = vpc
  return failed(subjectFor(vpc, 'vpc', id), {
    title: `${shortName(vpc.name ?? id)} has no private way to the EC2 API`,
    description: `VPC ${named(vpc)} has no available interface endpoint of the service ec2. Calls of its hosts to the EC2 API need a way to public addresses, by an internet or a NAT gateway, or do not work.`,
    severity: fixed('medium', 'what calls the EC2 API leaves the private network, though encrypted'),
    evidence: [absenceEvidence(vpc, `no available interface endpoint of service ec2 in ${id}`)],
    remediation: {
      summary: 'Create an interface endpoint with private DNS, one subnet in each zone in use. It costs by the hour.',
      cli: [
        shell`aws ec2 create-vpc-endpoint --region ${region} --vpc-endpoint-type Interface --vpc-id ${id} --service-name ${`com.amazonaws.${region}.ec2`} --subnet-ids ${'<subnet of each zone>'} --security-group-ids ${'<group that admits tcp/443 from the VPC>'} --private-dns-enabled`,
      ],
      terraform: `resource "aws_vpc_endpoint" "ec2" {\n  vpc_id              = ${terraformString(id)}\n  service_name        = ${terraformString(`com.amazonaws.${region}.ec2`)}\n  vpc_endpoint_type   = "Interface"\n  subnet_ids          = var.subnet_id_of_each_zone\n  security_group_ids  = [var.group_that_admits_443_from_the_vpc]\n  private_dns_enabled = true\n}`,
      console: [`Open the VPC console in ${region}, Endpoints, Create endpoint, com.amazonaws.${region}.ec2.`],
    },
  })
}
