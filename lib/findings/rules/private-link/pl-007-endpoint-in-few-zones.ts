import type { VpcEndpoint } from '../../../inventory/connectivity.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { passed } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { endpointFailed, endpointSubject, endpointUntold } from './endpoint-subjects.ts'

/** Source: PrivateLink guide, "Access an AWS service using an interface VPC endpoint", subnets and Availability Zones. */
export const endpointInFewZones: FindingRule = {
  id: 'PL-007',
  version: 1,
  title: 'Endpoint does not stand in every zone that uses it',
  logic: 'An interface endpoint has a subnet in each availability zone in which an instance of its VPC stands.',
  charter: charter('D.privatelink'),
  severity: 'low',
  severityNote: 'Never changes.',
  compliance: [],
  needs: ['VpcEndpoints', 'Subnets', 'NetworkInterfaces'],
  sharpenedBy: [],
  check: (context) => {
    const zones = new Map<string, ReadonlySet<string>>()
    return [...context.inventory.vpcEndpoints.values()]
      .filter(({ kind }) => kind === 'interface')
      .map((endpoint) => {
        const used = zones.get(endpoint.vpcId) ?? usedZones(context, endpoint.vpcId)
        zones.set(endpoint.vpcId, used)
        return outcomeOf(context, endpoint, used)
      })
  },
}

/** Zones in which an instance has an interface. */
function usedZones({ network }: RuleContext, vpcId: string): ReadonlySet<string> {
  const { index } = network
  return new Set(
    (index.subnetsByVpc.get(vpcId) ?? [])
      .filter(({ id }) => index.interfacesBySubnet.get(id)?.some(({ instanceId }) => instanceId !== null))
      .map(({ availabilityZone }) => availabilityZone),
  )
}

function outcomeOf(context: RuleContext, endpoint: VpcEndpoint, used: ReadonlySet<string>): RuleOutcome {
  const { inventory } = context
  const subnets = endpoint.subnetIds.map((id) => inventory.subnets.get(id))
  if (endpoint.unread.length > 0 || subnets.includes(undefined))
    return endpointUntold(endpoint, `The subnets of ${named(endpoint)} were not all told.`)
  const standing = new Set(subnets.map((subnet) => subnet?.availabilityZone))
  const left = [...used].filter((zone) => !standing.has(zone)).toSorted()
  if (left.length === 0) {
    const whole = (['Subnets', 'NetworkInterfaces'] as const).every(
      (key) => coverageOf(inventory, endpoint, key) === 'complete',
    )
    return whole
      ? passed(endpointSubject(endpoint), () => `${named(endpoint)} stands in every zone in use.`)
      : endpointUntold(endpoint, `Which zones the VPC of ${named(endpoint)} uses was not all collected.`)
  }
  return endpointFailed(context, endpoint, {
    title: `${shortName(endpoint.name ?? endpoint.id)} is missing in ${listWords(left)}`,
    description: `Endpoint ${named(endpoint)} stands in ${listWords([...standing].map(String).toSorted())} only, while instances stand in ${listWords(left)} too. Their calls cross zones, and fail when that zone does.`,
    severity: fixed('low', 'it is about failure of a zone'),
    fact: { excerpt: `subnets ${listWords(endpoint.subnetIds)}`, field: 'SubnetIds' },
    summary: 'Add a subnet in each zone. Each costs by the hour.',
    cli: [
      shell`aws ec2 modify-vpc-endpoint --region ${endpoint.region} --vpc-endpoint-id ${endpoint.id} --add-subnet-ids ${left.map((zone) => `<subnet in ${zone}>`)}`,
    ],
  })
}
