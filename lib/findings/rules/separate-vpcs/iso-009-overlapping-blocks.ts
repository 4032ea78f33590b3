import type { Inventory } from '../../../inventory/inventory.ts'
import type { Resource } from '../../../inventory/resource.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { isDead } from '../../../inventory/state.ts'
import { formatPrefix, lastIpv4, lastIpv6, type Prefix } from '../../../net/prefix.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named } from '../../wording.ts'
import { cidrsOf, sidesOf } from './peering.ts'

/** Source: VPC Peering guide, "VPC peering limitations"; Transit Gateway guide, "Design best practices". */
export const overlappingBlocks: FindingRule = {
  id: 'ISO-009',
  version: 1,
  title: 'Connected VPCs share addresses',
  logic:
    'No two VPCs that a peering connection, a transit gateway or a Direct Connect gateway joins have blocks that overlap, IPv4 or IPv6. VPCs joined only over a peering of two transit gateways are not compared.',
  charter: charter('B.vpc-per-workload'),
  severity: 'low',
  severityNote: 'Never changes: what overlaps cannot be reached, which is no exposure.',
  compliance: [],
  needs: ['Vpcs'],
  sharpenedBy: ['VpcPeeringConnections', 'TransitGatewayAttachments', 'VpnGateways', 'DirectConnectGateways'],
  check: (context) => joinsOf(context).flatMap((join) => outcomesOf(context, join)),
}

/** Something that joins VPCs, with the blocks of each as far as they are known. */
interface Join {
  readonly resource: Resource
  readonly type: 'vpc-peering-connection' | 'transit-gateway' | 'direct-connect-gateway'
  readonly blocks: ReadonlyMap<string, readonly Prefix[]>
  /** Is it certain that nothing else is joined? */
  readonly told: boolean
}

function joinsOf({ inventory, network }: RuleContext): readonly Join[] {
  const { vpcPeeringConnections, transitGateways, directConnectGateways, vpnGateways } = inventory
  const known = (ids: readonly string[]) => new Map(ids.map((id) => [id, inventory.vpcs.get(id)?.cidrs ?? []]))
  // The list of VPC attachments alone may leave out those of other accounts.
  const isTold = (resource: Resource) => coverageOf(inventory, resource, 'TransitGatewayAttachments') === 'complete'
  const peerings = [...vpcPeeringConnections.values()].filter(({ status }) => status === 'active')
  return [
    ...peerings.map((resource): Join => {
      const blocks = new Map(
        sidesOf(resource).map((side) => [side.vpcId ?? 'the other side', cidrsOf(inventory, side)]),
      )
      return { resource, type: 'vpc-peering-connection', blocks, told: true }
    }),
    ...[...transitGateways.values()].map((resource): Join => {
      const attached = network.index.transitGatewayAttachmentsByGateway.get(resource.id) ?? []
      const live = attached.filter(({ kind, state }) => kind === 'vpc' && !isDead(state))
      const blocks = known(live.flatMap(({ resourceId }) => resourceId ?? []))
      return { resource, type: 'transit-gateway', blocks, told: isTold(resource) }
    }),
    ...[...directConnectGateways.values()].map((resource): Join => {
      const gateways = (resource.associations ?? []).flatMap(({ gatewayId }) => vpnGateways.get(gatewayId) ?? [])
      const ids = gateways.flatMap(({ attachments }) => attachments.map(({ vpcId }) => vpcId))
      return { resource, type: 'direct-connect-gateway', blocks: known(ids), told: resource.associations !== null }
    }),
  ]
}

const JOINED_BY: Readonly<Record<Join['type'], string>> = {
  'vpc-peering-connection': 'aws ec2 describe-vpc-peering-connections',
  'transit-gateway': 'aws ec2 describe-transit-gateway-attachments',
  'direct-connect-gateway': 'aws directconnect describe-direct-connect-gateway-associations',
}

interface Block {
  readonly vpcId: string
  readonly prefix: Prefix
}

function outcomesOf({ inventory }: RuleContext, join: Join): readonly RuleOutcome[] {
  const overlaps = overlapsOf(join)
  if (overlaps.length > 0) return overlaps.map((overlap) => failure(inventory, join, overlap))
  const subject = subjectFor(join.resource, join.type, null)
  const untold = [...join.blocks].flatMap(([id, blocks]) => (blocks.length === 0 ? [id] : []))
  const ids = untold.filter((id) => id.startsWith('vpc-'))
  if (join.told && (untold.length === 0 || join.blocks.size < 2))
    return [passed(subject, () => `No VPCs that ${named(join.resource)} joins share addresses.`)]
  return [
    undecided(subject, {
      reason: join.told
        ? `The blocks of ${listWords(untold)}, joined by ${named(join.resource)}, were not collected in the account and Region of each.`
        : `What ${named(join.resource)} joins was not all collected.`,
      remedy: join.told && ids.length > 0 ? shell`aws ec2 describe-vpcs --vpc-ids ${ids}` : JOINED_BY[join.type],
    }),
  ]
}

/** One sweep over the blocks in their order: blocks nest or are apart, so a run ends where its widest block does. */
function overlapsOf({ blocks }: Join): readonly (readonly Block[])[] {
  const all = [...blocks].flatMap(([vpcId, prefixes]) => prefixes.map((prefix): Block => ({ vpcId, prefix })))
  const ordered = all.toSorted((a, b) => compare(a.prefix, b.prefix))
  const runs: Block[][] = []
  let end: { readonly family: number; readonly last: bigint } | null = null
  for (const block of ordered) {
    const { family, base } = block.prefix
    const run = runs.at(-1)
    if (run && end !== null && end.family === family && BigInt(base) <= end.last) run.push(block)
    else {
      runs.push([block])
      end = { family, last: lastOf(block.prefix) }
    }
  }
  return runs.filter((run) => new Set(run.map(({ vpcId }) => vpcId)).size > 1)
}

function compare(a: Prefix, b: Prefix): number {
  if (a.family !== b.family) return a.family - b.family
  if (a.base !== b.base) return a.base < b.base ? -1 : 1
  return a.length - b.length
}

function lastOf(prefix: Prefix): bigint {
  return prefix.family === 4 ? BigInt(lastIpv4(prefix)) : lastIpv6(prefix)
}

const SHOWN = 20

function failure(inventory: Inventory, { resource, type }: Join, run: readonly Block[]): Failure {
  const [widest] = run
  const block = widest ? formatPrefix(widest.prefix) : ''
  const ids = [...new Set(run.map(({ vpcId }) => vpcId))].toSorted()
  const words = listWords(run.map(({ vpcId, prefix }) => `${vpcId} (${formatPrefix(prefix)})`))
  return failed(subjectFor(resource, type, null), {
    discriminator: block,
    title: `${listWords(ids, 3)} share addresses of ${block}`,
    description: `${named(resource)} joins ${words}, whose blocks overlap. An address of both is always the one of the own VPC: the other cannot be reached, and a route or a rule for it means two places.`,
    severity: fixed('low', 'what overlaps cannot be reached'),
    related: ids.map((id) => ({ role: 'vpc', id })),
    evidence: [
      ...ids.slice(0, SHOWN).flatMap((id) => {
        const vpc = inventory.vpcs.get(id)
        const own = run.filter(({ vpcId }) => vpcId === id).map(({ prefix }) => formatPrefix(prefix))
        return vpc ? [resourceEvidence(inventory, vpc, { excerpt: `${id} has ${own.join(', ')}` })] : []
      }),
      resourceEvidence(inventory, resource, { excerpt: `${resource.id} joins them` }),
    ],
    remediation: {
      summary:
        'Give one of them another block and move what must be reached; between two that must stay, a private NAT gateway in a block of its own translates.',
      cli: ids.slice(0, SHOWN).map((id) => shell`aws ec2 describe-vpcs --vpc-ids ${id}`),
      terraform: null,
      console: ['Open the VPC console, VPC IP Address Manager, Resources, and filter by Overlapping.'],
    },
  })
}
