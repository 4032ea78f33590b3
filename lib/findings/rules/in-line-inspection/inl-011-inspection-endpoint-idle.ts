import type { VpcEndpoint } from '../../../inventory/connectivity.ts'
import type { TargetGroup } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { askForEndpoint, endpointSubject, endpointUntold, isAvailable } from '../private-link/endpoint-subjects.ts'

/** Source: Gateway Load Balancers guide, "Health checks for Gateway Load Balancer target groups"; PrivateLink guide, "Gateway Load Balancer endpoints". */
export const inspectionEndpointIdle: FindingRule = {
  id: 'INL-011',
  version: 1,
  title: 'Nothing answers behind an inspection endpoint',
  logic:
    'Each Gateway Load Balancer endpoint is available, and the load balancer of its service has a healthy target. An endpoint of a network firewall is kept by AWS and needs its state only.',
  charter: charter('M.in-line-inspection'),
  severity: 'high',
  severityNote: 'Never changes.',
  compliance: [],
  needs: ['VpcEndpoints'],
  sharpenedBy: ['VpcEndpointServices', 'TargetGroups', 'Firewalls'],
  check: (context) => {
    const groups = groupsByBalancer(context)
    const managed = new Set([...context.inventory.networkFirewalls.values()].flatMap(({ endpointIds }) => endpointIds))
    const services = new Map(
      [...context.inventory.vpcEndpointServices.values()].map((service) => [
        service.serviceName,
        service.loadBalancerArns,
      ]),
    )
    return [...context.inventory.vpcEndpoints.values()]
      .filter(({ kind }) => kind === 'gateway-load-balancer')
      .map((endpoint) => {
        if (!isAvailable(endpoint)) return notAvailable(context, endpoint)
        if (managed.has(endpoint.id))
          return passed(endpointSubject(endpoint), `AWS keeps the firewall behind ${named(endpoint)}.`)
        const balancers = services.get(endpoint.serviceName)
        return behindOf(
          context,
          endpoint,
          balancers?.flatMap((arn) => groups.get(arn) ?? []),
        )
      })
  },
}

function groupsByBalancer({ inventory }: RuleContext): ReadonlyMap<string, readonly TargetGroup[]> {
  const groups = new Map<string, TargetGroup[]>()
  for (const group of inventory.targetGroups.values()) {
    for (const arn of group.loadBalancerArns) groups.set(arn, [...(groups.get(arn) ?? []), group])
  }
  return groups
}

function notAvailable({ inventory }: RuleContext, endpoint: VpcEndpoint): RuleOutcome {
  const { id, state, region, vpcId } = endpoint
  if (state === 'unknown') return endpointUntold(endpoint, `The state of ${named(endpoint)} was not told.`)
  return failed(endpointSubject(endpoint), {
    title: `${shortName(endpoint.name ?? id)} is ${state}: what is routed to it is lost`,
    description: `Endpoint ${named(endpoint)} leads to appliances that inspect, and is ${state}. Traffic that route tables send there is dropped.`,
    severity: fixed('high', 'traffic that is to be inspected is dropped'),
    related: [{ role: 'vpc', id: vpcId }],
    evidence: [resourceEvidence(inventory, endpoint, { excerpt: `State is ${state}`, field: 'State' })],
    alsoMatches: ['PL-008'],
    cause: id,
    remediation: {
      summary: 'One that waits is accepted by the owner of the service; one that failed or was rejected is made again.',
      cli: [askForEndpoint(endpoint)],
      terraform: null,
      console: [`Open the VPC console in ${region}, Endpoints, ${id}.`],
    },
  })
}

/** @param groups the target groups behind it; undefined where the service is another account's or was not collected */
function behindOf(
  context: RuleContext,
  endpoint: VpcEndpoint,
  groups: readonly TargetGroup[] | undefined,
): RuleOutcome {
  const { region, serviceName } = endpoint
  const targets = groups?.map((group) => ({ group, healthy: healthyOf(group) })) ?? []
  const alive = targets.find(({ healthy }) => healthy !== null && healthy > 0)
  if (alive)
    return passed(endpointSubject(endpoint), () => `${alive.group.name} behind ${named(endpoint)} has healthy targets.`)
  const silent = targets.find(({ healthy }) => healthy === null)
  if (silent || !groups || coverageOf(context.inventory, endpoint, 'TargetGroups') !== 'complete')
    return endpointUntold(
      endpoint,
      silent
        ? `The health of the targets of ${named(silent.group)} was not told.`
        : `The load balancer behind ${named(endpoint)} was not collected; the account that owns ${serviceName} can tell.`,
      silent
        ? shell`aws elbv2 describe-target-health --region ${region} --target-group-arn ${silent.group.id}`
        : shell`aws ec2 describe-vpc-endpoint-service-configurations --region ${region} --filters ${`Name=service-name,Values=${serviceName}`}`,
    )
  return noHealthyTarget(context, endpoint, groups)
}

/** Null where health was not collected for all, and none is seen to be healthy. */
function healthyOf({ targets }: TargetGroup): number | null {
  if (targets === null) return null
  const healthy = targets.filter(({ health }) => health === 'healthy').length
  return healthy === 0 && targets.some(({ health }) => health === null) ? null : healthy
}

function noHealthyTarget(
  { inventory }: RuleContext,
  endpoint: VpcEndpoint,
  groups: readonly TargetGroup[],
): RuleOutcome {
  const { id, region, vpcId } = endpoint
  const names = listWords(groups.map((group) => named({ id: group.name ?? group.id, name: null })))
  const [first] = groups
  return failed(endpointSubject(endpoint), {
    title: `No appliance behind ${shortName(endpoint.name ?? id)} is healthy`,
    description: `Endpoint ${named(endpoint)} leads to a Gateway Load Balancer ${groups.length === 0 ? 'without a target group' : `whose targets in ${names} are all unhealthy or none`}. Traffic routed there is dropped, or goes to an appliance that does not answer.`,
    severity: fixed('high', 'traffic that is to be inspected is lost'),
    related: [{ role: 'vpc', id: vpcId }, ...groups.map((group) => ({ role: 'target-group', id: group.id }))],
    evidence: [
      resourceEvidence(inventory, endpoint, {
        excerpt: `${id} leads to ${endpoint.serviceName}`,
        field: 'ServiceName',
      }),
      ...groups.map((group) => resourceEvidence(inventory, group, { excerpt: 'no healthy target' })),
    ],
    cause: first?.id ?? endpoint.serviceName,
    remediation: {
      summary: 'Find out why the appliances fail their health check, and repair or replace them.',
      cli: groups.map(
        (group) => shell`aws elbv2 describe-target-health --region ${region} --target-group-arn ${group.id}`,
      ),
      terraform: null,
      console: [`Open the EC2 console in ${region}, Target groups, ${first?.name ?? ''}, Targets.`],
    },
  })
}
