import type { NetworkInterface, Subnet } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { classifyRouteTable } from '../../../inventory/subnet-class.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { carrierName } from '../../carrier-name.ts'
import { charter } from '../../charter.ts'
import { wellArchitected } from '../../compliance.ts'
import { perhapsWithoutNeed, withoutNeedOfInternet } from '../../direct-internet.ts'
import { evidenceOf, resourceEvidence } from '../../evidence.ts'
import type { Remediation } from '../../finding.ts'
import { publicRoutes } from '../../public-routes.ts'
import type { Failure, FindingRule, NotEvaluated, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { placementCause, tierFactsOf } from '../../tier-facts.ts'
import { counted, listWords, named, openingWords, shortName, titleNames } from '../../wording.ts'

/** Source: VPC guide, "Infrastructure security in Amazon VPC", older version. */
export const noNeedOfPublicSubnet: FindingRule = {
  id: 'RT-004',
  version: 2,
  title: 'Instance in a public subnet without need',
  logic:
    'An interface in use stands in a subnet whose table has an active route to an internet gateway; neither it nor another interface of its instance has a public IPv4 or global IPv6 address; and it is no load balancer, NAT gateway or endpoint. One finding a subnet names who stands there.',
  charter: charter('H.direct-internet-only'),
  severity: 'medium',
  severityNote: 'Does not depend on exposure: one attached address away from the internet.',
  compliance: [wellArchitected('NETSEC-002')],
  needs: ['NetworkInterfaces', 'Subnets', 'RouteTables'],
  sharpenedBy: ['Instances', 'Addresses'],
  check: (context) => [...context.inventory.subnets.values()].flatMap((subnet) => outcomesOf(context, subnet)),
}

function outcomesOf(context: RuleContext, subnet: Subnet): readonly RuleOutcome[] {
  const { network, settings, inventory } = context
  const present = network.index.interfacesBySubnet.get(subnet.id) ?? []
  if (present.length === 0) return []
  const subject = { resource: subnet, type: 'subnet', vpcId: subnet.vpcId }
  const kind = classifyRouteTable(network.index.routeTableBySubnet.get(subnet.id) ?? null)
  if (kind === 'unknown') return [undecided(subnet)]
  const idle = kind === 'public' ? withoutNeedOfInternet(network, subnet, settings) : []
  if (idle.length > 0) return [failure(context, subnet, idle)]
  const untold = kind === 'public' ? perhapsWithoutNeed(network, subnet, settings) : []
  if (untold.length > 0) return [addressesUntold(subnet, untold)]
  if (coverageOf(inventory, subnet, 'NetworkInterfaces') !== 'complete') return []
  const description =
    kind === 'public'
      ? `Every interface in the public subnet ${subnet.id} faces the internet or is an edge component.`
      : `${subnet.id} is not public.`
  return [{ ...subject, status: 'PASS', description }]
}

function undecided(subnet: Subnet): NotEvaluated {
  return {
    resource: subnet,
    type: 'subnet',
    vpcId: subnet.vpcId,
    status: 'NOT_EVALUATED',
    reason: `Whether ${subnet.id} is public could not be told: its route table, or a route in it, is missing.`,
    remedy: shell`aws ec2 describe-route-tables --region ${subnet.region} --filters Name=vpc-id,Values=${subnet.vpcId}`,
  }
}

function addressesUntold(subnet: Subnet, interfaces: readonly NetworkInterface[]): NotEvaluated {
  const ids = interfaces.map(({ id }) => id)
  return {
    resource: subnet,
    type: 'subnet',
    vpcId: subnet.vpcId,
    status: 'NOT_EVALUATED',
    reason: `Whether ${listWords(ids)} in the public subnet ${subnet.id} ${ids.length === 1 ? 'has' : 'have'} a public address was not told.`,
    remedy: shell`aws ec2 describe-network-interfaces --region ${subnet.region} --filters Name=subnet-id,Values=${subnet.id}`,
  }
}

/** Whoever stands there is the same mistake: one finding a subnet, however many they are. */
function failure(context: RuleContext, subnet: Subnet, interfaces: readonly NetworkInterface[]): Failure {
  const { inventory, network } = context
  const hosts = hostsOf(context, interfaces)
  const table = network.index.routeTableBySubnet.get(subnet.id)
  const names = hosts.map(({ name }) => name)
  const one = hosts.length === 1
  return {
    resource: subnet,
    type: 'subnet',
    vpcId: subnet.vpcId,
    status: 'FAIL',
    discriminator: '',
    title: `${openingWords(titleNames(names))} ${one ? 'stands' : 'stand'} in public subnet ${shortName(subnet.name ?? subnet.id)} without need`,
    description: `${counted(hosts.length, 'host')} in the public subnet ${named(subnet)} ${one ? 'has' : 'have'} no public address and ${one ? 'gains' : 'gain'} nothing from its internet route: ${listWords(names, 10)}. One Elastic IP, attached by mistake, would put ${one ? 'it' : 'any of them'} on the internet.`,
    severity: fixed(
      'medium',
      `only ${one ? 'its missing address keeps it' : 'their missing addresses keep them'} off the internet`,
    ),
    exposure: { level: 'internal', path: [] },
    related: [
      ...hosts.slice(0, SHOWN).flatMap(({ ids }) => ids.map((id) => ({ role: 'member', id }))),
      { role: 'vpc', id: subnet.vpcId },
      ...(table ? [{ role: 'route-table', id: table.id }] : []),
    ],
    ports: [],
    evidence: [
      resourceEvidence(inventory, subnet, { excerpt: countText(interfaces.length, hosts.length) }),
      ...(table ? publicRoutes(table) : []).map((rule) => evidenceOf(inventory, rule)),
      ...interfaces
        .slice(0, SHOWN)
        .map((each) => resourceEvidence(inventory, each, { excerpt: `${each.id} in ${subnet.id}, no public address` })),
    ],
    settingsUsed: { exemptInterfaceTypes: listWords(context.settings.exemptInterfaceTypes, 20) },
    remediation: moveAway(subnet, interfaces),
    alsoMatches: [],
    ...causeOf(context, interfaces),
  }
}

/** Where nothing but one data store stands there, TIER-005 says the same of the store. */
function causeOf({ network }: RuleContext, interfaces: readonly NetworkInterface[]): Pick<Failure, 'cause'> {
  const { databaseOf } = tierFactsOf(network)
  const [store, ...more] = new Set(interfaces.map(databaseOf))
  return store && more.length === 0 ? { cause: placementCause(store) } : {}
}

/** How many hosts the finding names one by one; it counts the others. */
const SHOWN = 50

function countText(interfaces: number, hosts: number): string {
  const shown = interfaces > SHOWN ? `; the first ${SHOWN} are shown` : ''
  return `${counted(interfaces, 'interface')} of ${counted(hosts, 'host')} without a public address${shown}`
}

interface Host {
  readonly name: string
  /** The instance, when there is one, and its interfaces. */
  readonly ids: readonly string[]
}

/** All interfaces of one instance are one host. */
function hostsOf({ inventory }: RuleContext, interfaces: readonly NetworkInterface[]): readonly Host[] {
  const hosts = new Map<string, { readonly name: string; readonly ids: string[] }>()
  for (const each of interfaces) {
    const key = each.instanceId ?? each.id
    const known = hosts.get(key)
    if (known) known.ids.push(each.id)
    else
      hosts.set(key, {
        name: carrierName(inventory, each),
        ids: each.instanceId ? [each.instanceId, each.id] : [each.id],
      })
  }
  return [...hosts.values()]
}

const MOVED = 3

/** Source: EC2 user guide: an interface cannot change its subnet, so an instance is launched again from its image. */
function moveAway({ id, vpcId, region }: Subnet, interfaces: readonly NetworkInterface[]): Remediation {
  const instances = [...new Set(interfaces.flatMap(({ instanceId }) => instanceId ?? []))]
  const target = `<private subnet of ${vpcId}>`
  return {
    summary:
      'Launch them again in a private subnet; an interface cannot change its subnet. The image is made without a restart and may miss what is being written: stop the instance first. The new one gets another private address.',
    cli: [
      shell`aws ec2 describe-network-interfaces --region ${region} --filters Name=subnet-id,Values=${id}`,
      ...instances
        .slice(0, MOVED)
        .flatMap((instance) => [
          shell`aws ec2 create-image --region ${region} --instance-id ${instance} --no-reboot --name move-${instance}`,
          shell`aws ec2 run-instances --region ${region} --image-id ${'<new-image-id>'} --subnet-id ${target}`,
        ]),
    ],
    terraform:
      instances.length > 0
        ? `resource "aws_instance" "this" {\n  ${terraformComment(listWords(instances, MOVED + 1))}\n  subnet_id = aws_subnet.private.id\n}`
        : null,
    console: [
      `Open the EC2 console in ${region}, Network interfaces, and filter by subnet ${id}: the description says who made each.`,
      `Choose a private subnet of ${vpcId} in each service, and remove ${id}.`,
    ],
  }
}
