import type { RouteTable } from '../../../inventory/routing.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { evidenceOf } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformString } from '../../terraform-string.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { awsService, isAvailable } from './endpoint-subjects.ts'

/** Source: PrivateLink guide, "Gateway endpoints". */
export const gatewayEndpointMissing: FindingRule = {
  id: 'PL-003',
  version: 1,
  title: 'No gateway endpoint for S3 or DynamoDB beside a NAT gateway',
  logic:
    'A route table with an active default route to a NAT gateway, used by a subnet, is also served by an available gateway endpoint for s3 and one for dynamodb.',
  charter: charter('D.privatelink'),
  severity: 'low',
  severityNote: 'Never changes.',
  compliance: [],
  needs: ['RouteTables', 'VpcEndpoints', 'Subnets'],
  sharpenedBy: [],
  check: (context) =>
    [...context.inventory.routeTables.values()]
      .filter((table) => context.network.subnetsByTable.has(table.id))
      .flatMap((table) => outcomesOf(context, table)),
}

const NAMES = { s3: 'S3', dynamodb: 'DynamoDB' } as const
const SERVICES = ['s3', 'dynamodb'] as const

function outcomesOf({ inventory, network }: RuleContext, table: RouteTable): readonly RuleOutcome[] {
  const route = table.routes.find(
    ({ state, target, destination }) =>
      state === 'active' &&
      target.kind === 'nat-gateway' &&
      destination.kind === 'prefix' &&
      destination.prefix.length === 0,
  )
  if (!route) return []
  const subject = subjectFor(table, 'route-table', table.vpcId)
  const { id, region, vpcId } = table
  const served = (network.index.vpcEndpointsByVpc.get(vpcId) ?? [])
    .filter((endpoint) => endpoint.kind === 'gateway' && isAvailable(endpoint) && endpoint.routeTableIds.includes(id))
    .map(({ serviceName }) => awsService(serviceName))
  const left = SERVICES.filter((service) => !served.includes(service))
  if (left.length === 0) return [passed(subject, `${named(table)} leads to S3 and DynamoDB through gateway endpoints.`)]
  if (coverageOf(inventory, table, 'VpcEndpoints') !== 'complete')
    return [
      undecided(subject, {
        reason: `The endpoints of ${vpcId} were not all collected.`,
        remedy: shell`aws ec2 describe-vpc-endpoints --region ${region} --filters Name=vpc-id,Values=${vpcId}`,
      }),
    ]
  const words = listWords(left.map((service) => NAMES[service]))
  const excerpt = `default route to ${'id' in route.target ? route.target.id : 'a NAT gateway'}`
  const { document } = table.source
  return [
    failed(subject, {
      title: `${shortName(table.name ?? id)} leads to ${words} through NAT`,
      description: `What subnets with route table ${named(table)} send to ${words} goes through a NAT gateway to public addresses: no gateway endpoint has a route there. NAT bills each gigabyte; gateway endpoints are free.`,
      severity: fixed('low', 'calls are encrypted, but leave the private network'),
      evidence: [evidenceOf(inventory, { kind: 'route', resourceId: id, pointer: route.pointer, document, excerpt })],
      remediation: {
        summary: 'Create gateway endpoints for this table. Open connections to the service are cut once.',
        cli: left.map(
          (service) =>
            shell`aws ec2 create-vpc-endpoint --region ${region} --vpc-id ${vpcId} --vpc-endpoint-type Gateway --service-name ${`com.amazonaws.${region}.${service}`} --route-table-ids ${id}`,
        ),
        terraform: terraformOf(table, left),
        console: [`Open the VPC console in ${region}, Endpoints, Create endpoint, type Gateway.`],
      },
    }),
  ]
}

function terraformOf({ id, vpcId, region }: RouteTable, services: readonly string[]): string {
  const names = services.map((service) => terraformString(`com.amazonaws.${region}.${service}`))
  return [
    'resource "aws_vpc_endpoint" "gateway" {',
    `  for_each        = toset([${names.join(', ')}])`,
    `  vpc_id          = ${terraformString(vpcId)}`,
    '  service_name    = each.value',
    `  route_table_ids = [${terraformString(id)}]`,
    '}',
  ].join('\n')
}
