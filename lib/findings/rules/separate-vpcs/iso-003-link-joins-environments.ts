import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { type Link, linksOf } from './environment-links.ts'
import { labelOf, tagsUsed, unnamedTags } from './vpc-labels.ts'

/** Source: VPC guide, "Infrastructure security in Amazon VPC"; Transit Gateway guide, "Isolated VPCs". */
export const linkJoinsEnvironments: FindingRule = {
  id: 'ISO-003',
  version: 1,
  title: 'Link joins production and something else',
  logic:
    'No active peering, no transit gateway route table and no endpoint of an own service leads between a VPC whose environment tag is one of productionValues and a VPC whose tag is another value. A VPC without the tag decides nothing.',
  charter: charter('B.vpc-per-workload'),
  severity: 'high',
  severityNote: 'Never changes.',
  compliance: nist('AC-4(21)'),
  needs: ['VpcPeeringConnections', 'TransitGateways', 'VpcEndpoints'],
  sharpenedBy: [
    'Vpcs',
    'TransitGatewayAttachments',
    'TransitGatewayRouteTables',
    'VpcEndpointServices',
    'LoadBalancers',
  ],
  check: (context) => {
    if (context.settings.tagKeys.environment.length === 0) return unnamedTags(context, ['environment'])
    return linksOf(context).map((link) => outcomeOf(context, link))
  },
}

interface Crossing {
  readonly from: string
  readonly to: string
}

function outcomeOf(context: RuleContext, link: Link): RuleOutcome {
  const { resource, type, lanes, untold } = link
  const crossings = lanes.flatMap((lane) => [
    ...crossingOf(context, lane.from, lane.to, true),
    ...crossingOf(context, lane.from, lane.to, false),
  ])
  if (crossings.length > 0) return failure(context, link, crossings)
  const subject = subjectFor(resource, type, null)
  const joined = [
    ...new Set(lanes.filter(({ from, to }) => from.length + to.length > 1).flatMap(({ from, to }) => [...from, ...to])),
  ]
  const unlabelled = joined.filter((id) => environmentOf(context, id) === null)
  const doubts = [...untold, ...unlabelled.map((id) => `the environment of ${id}`)]
  if (doubts.length === 0)
    return passed(subject, () => `${named(resource)} joins production with production, or none of it.`)
  return undecided(subject, {
    reason: `Whether ${named(resource)} joins production and something else is not known: ${listWords(doubts)} ${doubts.length === 1 ? 'was' : 'were'} not told.`,
    remedy: shell`aws ec2 describe-vpcs --region ${resource.region}`,
  })
}

function environmentOf(context: RuleContext, vpcId: string): string | null {
  return labelOf(context, context.inventory.vpcs.get(vpcId), 'environment')
}

/** The first pair that crosses in this direction: one is enough to tell. */
function crossingOf(
  context: RuleContext,
  ...[from, to, outOfProduction]: readonly [readonly string[], readonly string[], boolean]
): readonly Crossing[] {
  const isOf = (production: boolean) => (id: string) => {
    const environment = environmentOf(context, id)
    return environment !== null && context.settings.productionValues.includes(environment) === production
  }
  const start = from.find(isOf(outOfProduction))
  const end = to.find(isOf(!outOfProduction))
  return start !== undefined && end !== undefined ? [{ from: start, to: end }] : []
}

function failure(context: RuleContext, { resource, type }: Link, crossings: readonly Crossing[]): Failure {
  const { inventory, settings } = context
  const called = (id: string) => `${id} (${environmentOf(context, id)})`
  const words = crossings.map(({ from, to }) => `${called(from)} to ${called(to)}`)
  const vpcIds = [...new Set(crossings.flatMap(({ from, to }) => [from, to]))]
  return failed(subjectFor(resource, type, null), {
    title: `${shortName(resource.name ?? resource.id)} joins ${listWords([...new Set(vpcIds.map((id) => environmentOf(context, id) ?? ''))])}`,
    description: `${named(resource)} leads from ${listWords(words)}. What is less guarded is a way into production, and a mistake in one is a mistake in both.`,
    severity: fixed('high', 'production and something else are joined'),
    cause: resource.id,
    related: vpcIds.map((id) => ({ role: 'vpc', id })),
    evidence: [
      resourceEvidence(inventory, resource, { excerpt: listWords(words) }),
      ...vpcIds.flatMap((id) => {
        const vpc = inventory.vpcs.get(id)
        return vpc ? [resourceEvidence(inventory, vpc, { excerpt: called(id) })] : []
      }),
    ],
    settingsUsed: { ...tagsUsed(context, ['environment']), productionValues: listWords(settings.productionValues, 20) },
    remediation: {
      summary:
        'Take the routes that lead across away, or narrow them to the one service that is needed. Look at flow logs first: what uses the link stops.',
      cli: vpcIds.map(
        (id) => shell`aws ec2 describe-route-tables --region ${resource.region} --filters Name=vpc-id,Values=${id}`,
      ),
      terraform: null,
      console: [
        `Open the VPC console in ${resource.region} and look at ${resource.id} and the route tables of both VPCs.`,
      ],
    },
  })
}
