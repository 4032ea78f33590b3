import type { NetworkInterface, Subnet } from '../../../inventory/network.ts'
import type { Resource } from '../../../inventory/resource.ts'
import { classifyRouteTable } from '../../../inventory/subnet-class.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { wellArchitected } from '../../compliance.ts'
import { withoutNeedOfInternet } from '../../direct-internet.ts'
import { evidenceOf, resourceEvidence } from '../../evidence.ts'
import { publicRoutes } from '../../public-routes.ts'
import type { Failure, FindingRule, NotEvaluated, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { carrierName, listWords } from '../../wording.ts'
import { ONLY_DIRECT_INTERNET_SENTENCE } from './charter-sentence.ts'

/** Source: VPC guide, "Infrastructure security in Amazon VPC", older version. */
export const noNeedOfPublicSubnet: FindingRule = {
  id: 'RT-004',
  version: 1,
  title: 'Instance in a public subnet without need',
  logic:
    'An interface in use stands in a subnet whose table has an active route to an internet gateway; neither it nor another interface of its instance has a public IPv4 or global IPv6 address; and it is no load balancer, NAT gateway or endpoint.',
  charter: { bullet: 'H', sentence: ONLY_DIRECT_INTERNET_SENTENCE },
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
  if (idle.length > 0) return byHost(idle).map((interfaces) => failure(context, subnet, interfaces))
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
    remedy: `aws ec2 describe-route-tables --region ${subnet.region} --filters Name=vpc-id,Values=${subnet.vpcId}`,
  }
}

/** All interfaces of one instance are one finding. */
function byHost(interfaces: readonly NetworkInterface[]): readonly (readonly NetworkInterface[])[] {
  const hosts = new Map<string, NetworkInterface[]>()
  for (const networkInterface of interfaces) {
    const key = networkInterface.instanceId ?? networkInterface.id
    const known = hosts.get(key)
    if (known) known.push(networkInterface)
    else hosts.set(key, [networkInterface])
  }
  return [...hosts.values()]
}

function failure(context: RuleContext, subnet: Subnet, interfaces: readonly NetworkInterface[]): Failure {
  const { inventory, network } = context
  const [first] = interfaces
  const instance = first?.instanceId ? inventory.instances.get(first.instanceId) : undefined
  const resource: Resource = instance ?? first ?? subnet
  const name = first ? carrierName(inventory, first) : subnet.id
  const table = network.index.routeTableBySubnet.get(subnet.id)
  return {
    resource,
    type: instance ? 'instance' : 'network-interface',
    vpcId: subnet.vpcId,
    status: 'FAIL',
    discriminator: subnet.id,
    title: `${name} stands in a public subnet without need`,
    description: `${name} has no public address, so it gains nothing from the internet route of ${subnet.id}${subnet.name ? ` (${subnet.name})` : ''}. One Elastic IP, attached by mistake, would put it on the internet.`,
    severity: fixed('medium', 'only its missing address keeps it off the internet'),
    exposure: { level: 'internal', path: [] },
    related: [
      ...interfaces.map(({ id }) => ({ role: 'interface', id })),
      { role: 'subnet', id: subnet.id },
      ...(table ? [{ role: 'route-table', id: table.id }] : []),
    ],
    ports: [],
    evidence: [
      ...interfaces.map((each) =>
        resourceEvidence(inventory, each, { excerpt: `${each.id} in ${subnet.id}, no public address` }),
      ),
      ...(table ? publicRoutes(table) : []).map((rule) => evidenceOf(inventory, rule)),
    ],
    settingsUsed: { exemptInterfaceTypes: listWords(context.settings.exemptInterfaceTypes, 20) },
    remediation: {
      summary: 'Launch it again in a private subnet; an interface cannot change its subnet.',
      cli: instance
        ? [
            `aws ec2 create-image --region ${subnet.region} --instance-id ${instance.id} --name move-${instance.id}`,
            `aws ec2 run-instances --region ${subnet.region} --image-id <new image> --subnet-id <private subnet of ${subnet.vpcId}>`,
          ]
        : [`aws ec2 describe-network-interfaces --region ${subnet.region} --network-interface-ids ${resource.id}`],
      terraform: instance
        ? `resource "aws_instance" "this" {\n  # ${instance.id}\n  subnet_id = aws_subnet.private.id\n}`
        : null,
      console: [
        `Find out in the console who made ${resource.id} and which subnets its service may use.`,
        `Choose a private subnet of ${subnet.vpcId} there, and remove ${subnet.id}.`,
      ],
    },
    alsoMatches: [],
  }
}
