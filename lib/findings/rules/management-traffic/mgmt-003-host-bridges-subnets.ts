import type { Instance, NetworkInterface } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { classifyRouteTable } from '../../../inventory/subnet-class.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { evidenceOf, resourceEvidence } from '../../evidence.ts'
import { reachedInterfaces } from '../../internet-fronts.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import { publicRoutes } from '../../public-routes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed, intended } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { severalInterfaces } from './several-interfaces.ts'

/** Source: VPC guide, "Infrastructure security in Amazon VPC"; EC2 user guide, "Elastic network interfaces" (source/destination check). */
export const hostBridgesSubnets: FindingRule = {
  id: 'MGMT-003',
  version: 1,
  title: 'Host bridges a public and a private subnet',
  logic:
    'An instance has an interface in a public subnet and another in one that is not, and forwards for others (source/destination check off) or carries a group that is open to the internet on the public side.',
  charter: charter('I.management-apart'),
  severity: 'high',
  severityNote: 'Info for what inspectionTargets names: traffic is meant to pass there.',
  compliance: nist('AC-4', 'SC-7', 'SC-7(21)'),
  needs: ['NetworkInterfaces', 'Subnets', 'RouteTables'],
  sharpenedBy: ['Instances', 'SecurityGroups'],
  check: (context) =>
    severalInterfaces(context.network).map(({ instance, interfaces }) => outcomeOf(context, instance, interfaces)),
}

function outcomeOf(context: RuleContext, instance: Instance, interfaces: readonly NetworkInterface[]): RuleOutcome {
  const { network, openings } = context
  const subject = subjectFor(instance, 'instance', instance.vpcId)
  const kinds = Map.groupBy(interfaces, ({ subnetId }) => {
    const kind = classifyRouteTable(network.index.routeTableBySubnet.get(subnetId) ?? null)
    return kind === 'public' || kind === 'unknown' ? kind : 'private'
  })
  const [outer = [], inner = [], untold = []] = [kinds.get('public'), kinds.get('private'), kinds.get('unknown')]
  const forwards = interfaces.filter(({ sourceDestCheck }) => !sourceDestCheck)
  const open = outer.filter(({ securityGroupIds }) =>
    securityGroupIds.some((id) => (openings.get(id)?.openings.length ?? 0) > 0),
  )
  if (outer.length > 0 && inner.length > 0 && forwards.length + open.length > 0) {
    return failure(context, instance, { outer, inner, forwards, open })
  }
  const groupsUntold = outer.some(
    ({ securityGroupIds, unread }) => unread.length > 0 || securityGroupIds.some((id) => isUntold(context, id)),
  )
  const mayBridge = outer.length + untold.length > 0 && inner.length + untold.length > 0
  if (mayBridge && (untold.length > 0 || groupsUntold)) {
    return undecided(subject, {
      reason: `Whether ${named(instance)} bridges a public and a private subnet could not be told: a route table, or a security group of it, is missing.`,
      remedy: [
        shell`aws ec2 describe-route-tables --region ${instance.region}`,
        shell`aws ec2 describe-security-groups --region ${instance.region}`,
      ].join('; '),
    })
  }
  return passed(subject, () => `${named(instance)} bridges no public and private subnet.`)
}

function isUntold({ openings }: RuleContext, groupId: string): boolean {
  const told = openings.get(groupId)
  return !told || told.unread.length > 0 || told.possible.length > 0
}

interface Bridge {
  readonly outer: readonly NetworkInterface[]
  readonly inner: readonly NetworkInterface[]
  readonly forwards: readonly NetworkInterface[]
  readonly open: readonly NetworkInterface[]
}

function failure(context: RuleContext, instance: Instance, { outer, inner, forwards, open }: Bridge): RuleOutcome {
  const { inventory, network, settings } = context
  const both = [...outer, ...inner]
  const isMeant = [instance.id, ...both.map(({ id }) => id)].some((id) => settings.inspectionTargets.includes(id))
  const how = [
    ...(forwards.length > 0
      ? [`it forwards for others (source/destination check off on ${listWords(forwards.map(({ id }) => id))})`]
      : []),
    ...(open.length > 0
      ? [`a group on its public side is open to the internet (${listWords(open.map(({ id }) => id))})`]
      : []),
  ].join(', and ')
  const levels = outer.map(({ id }) => reachedInterfaces(network, settings).get(id))
  const level = levels.includes('internet') ? 'internet' : levels.includes('unknown') ? 'unknown' : 'internal'
  const tables = [...new Set(outer.flatMap(({ subnetId }) => network.index.routeTableBySubnet.get(subnetId) ?? []))]
  return failed(subjectFor(instance, 'instance', instance.vpcId), {
    title: `${shortName(instance.name ?? instance.id)} bridges a public and a private subnet`,
    description: `${named(instance)} stands in a public subnet with ${listWords(outer.map(({ id }) => id))} and in a private one with ${listWords(inner.map(({ id }) => id))}; ${how}. Whoever takes it over is in the private subnet, past its route table and network ACL.`,
    severity: isMeant ? intended('high', 'inspectionTargets names it') : fixed('high', how),
    exposure: { level, path: [] },
    related: [
      ...both.map(({ id }) => ({ role: 'interface', id })),
      ...[...new Set(both.map(({ subnetId }) => subnetId))].map((id) => ({ role: 'subnet', id })),
    ],
    evidence: [
      ...both.map((one) =>
        resourceEvidence(inventory, one, {
          excerpt: `${one.id} in ${one.subnetId}, SourceDestCheck: ${one.sourceDestCheck}`,
        }),
      ),
      ...tables.flatMap(publicRoutes).map((rule) => evidenceOf(inventory, rule)),
    ],
    settingsUsed: { inspectionTargets: listWords(settings.inspectionTargets, 20) },
    remediation: {
      summary:
        'Detach the interface of one side, and put a load balancer or a NAT gateway where the host stood. If it is an appliance, name it in inspectionTargets; routes that point to it stop working when the check is switched on.',
      cli: inner
        .slice(0, 1)
        .map(
          ({ id, region }) =>
            shell`aws ec2 describe-network-interfaces --region ${region} --network-interface-ids ${id}`,
        ),
      terraform: `resource "aws_instance" "this" {\n  ${terraformComment(instance.id)}\n  source_dest_check = true\n}`,
      console: [
        `Open the EC2 console in ${instance.region}, Instances, ${instance.id}, Networking, and decide which interface goes.`,
      ],
    },
  })
}
