import { commandFor } from '../../../inventory/collection-calls.ts'
import type { Vpc } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { absenceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { type Egress, egressOf } from './inspection-hubs.ts'
import { type InspectionPlaces, inspectionPlaces } from './inspection-places.ts'

/** Source: Network Firewall guide, "Deployment models for AWS Network Firewall" (distributed, centralised, combined). */
export const noNetworkFirewall: FindingRule = {
  id: 'INL-001',
  version: 1,
  title: 'No firewall inspects what leaves the VPC',
  logic:
    'A VPC with a default route out has a network firewall, a Gateway Load Balancer endpoint or a target of the setting inspectionTargets of its own, or all its default routes lead by a transit gateway to a VPC that has, or to a firewall attached to the transit gateway.',
  charter: charter('M.in-line-inspection'),
  severity: 'info',
  severityNote: 'Never changes: whether a firewall is needed is a decision.',
  compliance: [],
  needs: ['Vpcs', 'Subnets', 'RouteTables', 'VpcEndpoints', 'Firewalls'],
  sharpenedBy: ['TransitGatewayRouteTables', 'TransitGatewayAttachments'],
  check: (context) => {
    const places = inspectionPlaces(context)
    return [...context.inventory.vpcs.values()].map((vpc) => outcomeOf(context, vpc, places))
  },
}

function outcomeOf(context: RuleContext, vpc: Vpc, places: InspectionPlaces): RuleOutcome {
  const { inventory, network } = context
  const subject = subjectFor(vpc, 'vpc', vpc.id)
  const own =
    places.get(vpc.id)?.[0]?.id ?? [...inventory.networkFirewalls.values()].find(({ vpcId }) => vpcId === vpc.id)?.id
  if (own !== undefined) return passed(subject, `${named(vpc)} has ${own}.`)
  const egress = egressOf(network, vpc, places)
  const untold = (['Subnets', 'RouteTables', 'VpcEndpoints', 'Firewalls'] as const).filter(
    (key) => coverageOf(inventory, vpc, key) !== 'complete',
  )
  // A firewall that was only listed may stand in this VPC.
  const unplaced = [...inventory.networkFirewalls.values()].filter(
    (each) => each.vpcId === null && each.account === vpc.account && each.region === vpc.region,
  )
  const hub = egress.kind === 'uninspected' ? inventory.vpcs.get(egress.by) : undefined
  const isHubUntold = hub !== undefined && coverageOf(inventory, hub, 'VpcEndpoints') !== 'complete'
  if (untold.length > 0 || egress.kind === 'unknown' || isHubUntold)
    return undecided(subject, {
      reason: `Whether a firewall inspects what leaves ${named(vpc)} is not known: ${doubtText({ egress, untold, hub })} not told.`,
      remedy: [
        ...untold.map((key) => commandFor(key, vpc.region)),
        ...(untold.length === 0 && isHubUntold ? [commandFor('VpcEndpoints', hub.region)] : []),
        ...(egress.kind === 'unknown' ? [commandFor('TransitGatewayRouteTables', vpc.region)] : []),
      ].join('; '),
    })
  if (egress.kind === 'none') return passed(subject, `No default route leads out of ${named(vpc)}.`)
  if (egress.kind === 'inspected') return passed(subject, `What leaves ${named(vpc)} goes through ${egress.by}.`)
  if (unplaced.length > 0)
    return undecided(subject, {
      reason: `Whether firewall ${listWords(unplaced.map(({ name, id }) => name ?? id))} inspects what leaves ${named(vpc)} is not known: in which VPC it stands was not told.`,
      remedy: unplaced
        .map(({ id, region }) => shell`aws network-firewall describe-firewall --region ${region} --firewall-arn ${id}`)
        .join('; '),
    })
  return failure(vpc, egress.by)
}

interface Doubt {
  readonly egress: Egress
  readonly untold: readonly string[]
  readonly hub: Vpc | undefined
}

function doubtText({ egress, untold, hub }: Doubt): string {
  if (egress.kind === 'unknown') return `${egress.what} was`
  return `${untold.length > 0 ? listWords(untold) : `the endpoints of ${named(hub ?? { id: 'the hub', name: null })}`} were`
}

function failure(vpc: Vpc, by: string): RuleOutcome {
  const { id, region } = vpc
  return failed(subjectFor(vpc, 'vpc', id), {
    title: `No firewall stands between ${shortName(vpc.name ?? id)} and the internet`,
    description: `What leaves VPC ${named(vpc)} goes by ${by}. It has no network firewall nor endpoint of an appliance, and leads to no VPC that has.`,
    severity: fixed('info', 'whether a firewall is needed is a decision'),
    related: [{ role: 'gateway', id: by }],
    evidence: [
      absenceEvidence(vpc, `no firewall and no Gateway Load Balancer endpoint in ${id} or where its way out leads`),
    ],
    remediation: {
      summary:
        'Decide between a firewall in this VPC and one for all, behind a transit gateway. Routes are changed afterwards, both directions together: until then nothing is inspected.',
      cli: [
        shell`aws network-firewall create-firewall --region ${region} --firewall-name ${`inspect-${id}`} --firewall-policy-arn ${'<policy ARN>'} --vpc-id ${id} --subnet-mappings ${'SubnetId=<firewall subnet of each zone>'}`,
      ],
      terraform: null,
      console: [`Open the VPC console in ${region}, Network Firewall, Firewalls, Create firewall, ${id}.`],
    },
  })
}
