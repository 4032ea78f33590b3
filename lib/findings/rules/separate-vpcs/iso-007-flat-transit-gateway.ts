import type { TransitGateway, TransitGatewayAttachment } from '../../../inventory/connectivity.ts'
import type { Vpc } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { isDead } from '../../../inventory/state.ts'
import { transitAssociation } from '../../../reachability/walk/transit-association.ts'
import { charter } from '../../charter.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { counted, listWords, named, shortName } from '../../wording.ts'
import { talksOf } from './talking-vpcs.ts'
import { configured, type LabelKind, labelOf, tagsUsed, unnamedTags } from './vpc-labels.ts'

const KINDS: readonly LabelKind[] = ['environment', 'owner']

/** Source: Transit Gateway guide, "Transit gateway route tables": default association and propagation. */
export const flatTransitGateway: FindingRule = {
  id: 'ISO-007',
  version: 1,
  title: 'Transit gateway is one flat network',
  logic:
    'A transit gateway associates and propagates every attachment by default, both with one route table, and VPCs of different environments or owners, by the tags of tagKeys, are associated with that table. The pairs that can talk are those the engine finds a connection for.',
  charter: charter('B.vpc-per-workload'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: [],
  needs: ['TransitGateways', 'TransitGatewayAttachments'],
  sharpenedBy: ['TransitGatewayRouteTables', 'Vpcs', 'NetworkInterfaces', 'SecurityGroups'],
  check: (context) => {
    const kinds = configured(context, KINDS)
    if (kinds.length === 0) return unnamedTags(context, KINDS)
    return [...context.inventory.transitGateways.values()]
      .filter(({ state }) => !isDead(state))
      .map((gateway) => outcomeOf(context, gateway, kinds))
  },
}

interface Members {
  /** VPCs surely associated with the default table. */
  readonly vpcs: readonly Vpc[]
  /** What is attached and not known, or not known to use the table. */
  readonly untold: readonly string[]
}

function outcomeOf(context: RuleContext, gateway: TransitGateway, kinds: readonly LabelKind[]): RuleOutcome {
  const subject = subjectFor(gateway, 'transit-gateway', null)
  const { id, region, defaultRouteTableAssociation: associates, defaultRouteTablePropagation: propagates } = gateway
  const table = gateway.associationDefaultRouteTableId
  const target = gateway.propagationDefaultRouteTableId
  const isApart = table !== null && target !== null && table !== target
  if (associates === false || propagates === false || isApart)
    return passed(subject, `${named(gateway)} does not join every attachment by default.`)
  const remedy = shell`aws ec2 describe-transit-gateways --region ${region} --transit-gateway-ids ${id}`
  if (associates === null || propagates === null || table === null || target === null)
    return undecided(subject, { reason: `The default route tables of ${named(gateway)} were not told.`, remedy })
  const members = membersOf(context, gateway, table)
  const differing = kinds.filter((kind) => valuesOf(context, members.vpcs, kind).size > 1)
  if (differing.length > 0) return failure(context, gateway, { members, kinds: differing })
  return settled(context, gateway, { members, kinds })
}

interface Judged {
  readonly members: Members
  readonly kinds: readonly LabelKind[]
}

/** Nothing differs among what is known: is enough of it known? */
function settled(context: RuleContext, gateway: TransitGateway, { members, kinds }: Judged): RuleOutcome {
  const { vpcs, untold } = members
  const subject = subjectFor(gateway, 'transit-gateway', null)
  const all = vpcs.length + untold.length
  const { tagCoverage } = context.settings.thresholds
  const counts = kinds.map((kind) => ({
    kind,
    tagged: vpcs.filter((vpc) => labelOf(context, vpc, kind) !== null).length,
  }))
  const thin = counts.filter(({ tagged }) => tagged < tagCoverage * all)
  // Either call lists the attachments of VPCs; one that was cut off may hold some that the other does not.
  const whole = context.inventory.documents.every(
    ({ coverage }) =>
      coverage.get('TransitGatewayAttachments') === 'complete' &&
      coverage.get('TransitGatewayVpcAttachments') !== 'partial',
  )
  if (all < 2 && whole) return passed(subject, `${named(gateway)} joins ${counted(all, 'VPC')} by default.`)
  if (thin.length === 0 && whole)
    return passed(subject, `The VPCs ${named(gateway)} joins are of one ${listWords(kinds)}.`)
  const doubts = [
    ...(whole ? [] : ['its attachments were not all collected']),
    ...thin.map(({ kind, tagged }) => `the ${kind} is known of ${tagged} of ${all}`),
  ]
  return undecided(subject, {
    reason: `${named(gateway)} joins its VPCs by default, and ${listWords(doubts)}${untold.length > 0 ? `; not known: ${listWords(untold)}` : ''}.`,
    remedy: whole
      ? shell`aws ec2 describe-vpcs --region ${gateway.region}`
      : shell`aws ec2 describe-transit-gateway-attachments --region ${gateway.region} --filters Name=transit-gateway-id,Values=${gateway.id}`,
  })
}

function membersOf({ inventory, network }: RuleContext, gateway: TransitGateway, table: string): Members {
  const attached = network.index.transitGatewayAttachmentsByGateway.get(gateway.id) ?? []
  const vpcs: Vpc[] = []
  const untold: string[] = []
  for (const attachment of attached.filter(isLiveVpc)) {
    const { table: used, doubts } = transitAssociation(network, attachment, gateway.id)
    const usedId = used?.id ?? attachment.associationRouteTableId
    const vpc = inventory.vpcs.get(attachment.resourceId ?? '')
    if (usedId === table && vpc) vpcs.push(vpc)
    else if (usedId === table || (usedId === null && doubts.length > 0))
      untold.push(attachment.resourceId ?? attachment.id)
  }
  return { vpcs, untold }
}

function isLiveVpc({ kind, state }: TransitGatewayAttachment): boolean {
  return kind === 'vpc' && !isDead(state)
}

function valuesOf(context: RuleContext, vpcs: readonly Vpc[], kind: LabelKind): ReadonlySet<string> {
  return new Set(vpcs.flatMap((vpc) => labelOf(context, vpc, kind) ?? []))
}

const SHOWN = 10

function failure(context: RuleContext, gateway: TransitGateway, { members, kinds }: Judged): Failure {
  const { id, region } = gateway
  const { vpcs } = members
  const pairs = pairsThatTalk(context, vpcs, kinds)
  const values = listWords(kinds.flatMap((kind) => [...valuesOf(context, vpcs, kind)].toSorted()))
  const talk =
    pairs.length > 0
      ? `${counted(pairs.length, 'pair')} can talk: ${listWords(pairs, SHOWN)}.`
      : 'No pair of what was collected can talk at present; groups and routes of the VPCs alone keep them apart.'
  return failed(subjectFor(gateway, 'transit-gateway', null), {
    title: `${shortName(gateway.name ?? id)} joins ${values} in one network`,
    description: `Transit gateway ${named(gateway)} puts every attachment into ${gateway.associationDefaultRouteTableId}, and so joins ${counted(vpcs.length, 'VPC')} of ${values}. ${talk}`,
    severity: fixed('medium', 'one route table leads from each to each'),
    cause: id,
    related: vpcs.map((vpc) => ({ role: 'vpc', id: vpc.id })),
    evidence: [
      resourceEvidence(context.inventory, gateway, {
        excerpt: 'default association and propagation are enabled, with one table',
        field: 'Options',
      }),
      ...vpcs.slice(0, SHOWN).map((vpc) =>
        resourceEvidence(context.inventory, vpc, {
          excerpt: `${vpc.id}: ${kinds.map((kind) => `${kind} ${labelOf(context, vpc, kind) ?? 'not told'}`).join(', ')}`,
        }),
      ),
    ],
    settingsUsed: tagsUsed(context, kinds),
    remediation: {
      summary:
        'Make a route table for each environment, associate its attachments and propagate only what they must reach; then switch the defaults off. What crosses today stops: read the pairs above first.',
      cli: [
        shell`aws ec2 create-transit-gateway-route-table --region ${region} --transit-gateway-id ${id}`,
        shell`aws ec2 modify-transit-gateway --region ${region} --transit-gateway-id ${id} --options DefaultRouteTableAssociation=disable,DefaultRouteTablePropagation=disable`,
      ],
      terraform:
        'resource "aws_ec2_transit_gateway" "this" {\n  default_route_table_association = "disable"\n  default_route_table_propagation = "disable"\n}',
      console: [`Open the VPC console in ${region}, Transit gateway route tables, and filter by ${id}.`],
    },
  })
}

/** Which VPCs of different labels have something that can open a connection to something in the other. */
function pairsThatTalk(context: RuleContext, vpcs: readonly Vpc[], kinds: readonly LabelKind[]): readonly string[] {
  const { interfacesByVpc } = context.network.index
  const labels = new Map(vpcs.map((vpc) => [vpc.id as string, kinds.map((kind) => labelOf(context, vpc, kind))]))
  const differ = (from: string, to: string) =>
    from !== to &&
    (labels.get(from) ?? []).some((value, index) => {
      const other = labels.get(to)?.[index] ?? null
      return value !== null && other !== null && value !== other
    })
  const ends = vpcs.flatMap(({ id }) => interfacesByVpc.get(id) ?? [])
  const talks = talksOf(context.network, {
    senders: ends,
    receivers: ends,
    pairOf: (from, to) => (differ(from.vpcId, to.vpcId) ? `${from.vpcId} to ${to.vpcId}` : null),
  })
  return [...talks].map(([pair, { verdict }]) => (verdict === 'reachable' ? pair : `${pair} (perhaps)`)).toSorted()
}
