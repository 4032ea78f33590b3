import type { DescribeKey } from '../../../describe/document.ts'
import { commandFor } from '../../../inventory/collection-calls.ts'
import type { Vpc } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { awsConfig, cis, fsbp } from '../../compliance.ts'
import { absenceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformString } from '../../terraform-string.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { awsService, hasWorkload, isAvailable } from './endpoint-subjects.ts'
import { type ServicesInUse, servicesInUse } from './services-in-use.ts'

/** Source: PrivateLink guide, "AWS services that integrate with AWS PrivateLink". */
export const endpointsOfServicesInUse: FindingRule = {
  id: 'PL-002',
  version: 1,
  title: 'VPC has no endpoint for a service its workload calls',
  logic:
    'For each AWS service that what stands in a VPC is seen to call, the VPC has an available interface endpoint: ecr.api and ecr.dkr for containers, sts for EKS nodes, ecs, ecs-agent and ecs-telemetry for ECS on instances, ssm and ssmmessages for managed instances, and what the setting requiredEndpointServices names. Functions and flow logs demand none: their logs do not pass the VPC. EC2 is PL-001, S3 and DynamoDB are PL-003.',
  charter: charter('D.privatelink'),
  severity: 'low',
  severityNote: 'Never changes.',
  compliance: [
    ...cis({ '7.0': '6.8' }),
    ...['EC2.55', 'EC2.56', 'EC2.57', 'EC2.58', 'EC2.60'].map((control) => fsbp(control)),
    awsConfig('vpc-endpoint-enabled'),
  ],
  needs: ['Vpcs', 'VpcEndpoints'],
  sharpenedBy: ['NetworkInterfaces', 'EcsServices', 'EksClusters', 'InstanceInformationList'],
  check: (context) => {
    const used = servicesInUse(context.network)
    return [...context.inventory.vpcs.values()].map((vpc) => outcomeOf(context, vpc, used.get(vpc.id) ?? new Map()))
  },
}

/** What tells which services are called; without one of them a service may be in use unseen. */
const SIGNS: readonly DescribeKey[] = ['NetworkInterfaces', 'EcsServices', 'EksClusters', 'InstanceInformationList']

function outcomeOf(context: RuleContext, vpc: Vpc, seen: ServicesInUse): RuleOutcome {
  const { inventory, network, settings } = context
  const subject = subjectFor(vpc, 'vpc', vpc.id)
  const demanded = new Map(seen)
  if (hasWorkload(network, vpc) || seen.size > 0) {
    for (const service of settings.requiredEndpointServices) {
      if (!demanded.has(service)) demanded.set(service, 'the setting requiredEndpointServices')
    }
  }
  const there = availableServices(context, vpc)
  const missing = [...demanded].filter(([service]) => !there.has(service))
  if (missing.length > 0 && coverageOf(inventory, vpc, 'VpcEndpoints') === 'complete')
    return failure(context, vpc, missing)
  const untold = [...(missing.length > 0 ? ['VpcEndpoints' as const] : []), ...SIGNS].filter(
    (key) => coverageOf(inventory, vpc, key) !== 'complete',
  )
  if (untold.length > 0)
    return undecided(subject, {
      reason: `${listWords(untold)} of ${named(vpc)} ${untold.length === 1 ? 'was' : 'were'} not all collected: ${missing.length > 0 ? `whether it has endpoints for ${serviceWords(missing)} is not known` : 'it may call services that were not seen'}.`,
      remedy: untold.map((key) => commandFor(key, vpc.region)).join('; '),
    })
  return passed(subject, () =>
    demanded.size === 0
      ? `Nothing in ${named(vpc)} is seen to call a service that needs an endpoint.`
      : `${named(vpc)} has endpoints for ${listWords([...demanded.keys()])}.`,
  )
}

/** FIPS endpoints serve as well as the plain ones. */
function availableServices({ network }: RuleContext, vpc: Vpc): ReadonlySet<string> {
  const endpoints = network.index.vpcEndpointsByVpc.get(vpc.id) ?? []
  return new Set(
    endpoints
      .filter((endpoint) => endpoint.kind === 'interface' && isAvailable(endpoint))
      .map(({ serviceName }) => (awsService(serviceName) ?? serviceName).replace(/-fips$/, '')),
  )
}

type Demand = readonly [service: string, because: string]

function serviceWords(demands: readonly Demand[], limit = 8): string {
  return listWords(
    demands.map(([service]) => service),
    limit,
  )
}

function failure({ settings }: RuleContext, vpc: Vpc, missing: readonly Demand[]): RuleOutcome {
  const { id, region } = vpc
  const names = serviceWords(missing)
  const reasons = [...Map.groupBy(missing, ([, because]) => because)].map(
    ([because, demands]) => `${serviceWords(demands)} for ${because}`,
  )
  const fullName = (service: string) => `com.amazonaws.${region}.${service}`
  return failed(subjectFor(vpc, 'vpc', id), {
    title: `${shortName(vpc.name ?? id)} has no endpoint for ${serviceWords(missing, 3)}`,
    description: `VPC ${named(vpc)} has no available interface endpoint for ${listWords(reasons, 8)}. Calls to them need a way to public addresses, by an internet or a NAT gateway, unless the VPC resolves the names to endpoints of another VPC, which no snapshot shows.`,
    severity: fixed('low', 'calls are encrypted, but need a way out of the private network'),
    evidence: missing.map(([service, because]) =>
      absenceEvidence(vpc, `no available interface endpoint of service ${service} in ${id}, needed for ${because}`),
    ),
    settingsUsed: { requiredEndpointServices: listWords(settings.requiredEndpointServices, 20) },
    remediation: {
      summary:
        'Create interface endpoints with private DNS, one subnet in each zone in use. Each costs by the hour; all calls of the VPC to the service go through it at once, so its group must admit tcp/443 from the VPC.',
      cli: missing.map(
        ([service]) =>
          shell`aws ec2 create-vpc-endpoint --region ${region} --vpc-endpoint-type Interface --vpc-id ${id} --service-name ${fullName(service)} --subnet-ids ${'<subnet of each zone>'} --security-group-ids ${'<group that admits tcp/443 from the VPC>'} --private-dns-enabled`,
      ),
      terraform: `resource "aws_vpc_endpoint" "services" {\n  for_each            = toset([${missing.map(([service]) => terraformString(fullName(service))).join(', ')}])\n  vpc_id              = ${terraformString(id)}\n  service_name        = each.value\n  vpc_endpoint_type   = "Interface"\n  private_dns_enabled = true\n}`,
      console: [`Open the VPC console in ${region}, Endpoints, Create endpoint, once for each of ${names}.`],
    },
  })
}
