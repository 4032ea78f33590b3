import type { NetworkInterface } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { formatAddress } from '../../../net/prefix.ts'
import { hasPublicAddress, publicAddresses } from '../../../reachability/public-addresses.ts'
import { routeRef } from '../../../reachability/reply-routes.ts'
import { carrierName } from '../../carrier-name.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { evidenceOf } from '../../evidence.ts'
import { interfaceRole, isEdgeRole } from '../../interface-role.ts'
import { reachedInterfaces } from '../../internet-fronts.ts'
import { failed, subjectFor } from '../../outcomes.ts'
import { defaultGatewayRoutes } from '../../public-routes.ts'
import type { Failure, FindingRule, RuleContext } from '../../rule.ts'
import { intended } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { listWords, openingWords, shortName } from '../../wording.ts'
import { judgedByVpc, severityByReach } from './judged-by-vpc.ts'
import { addressEvidence } from './public-address.ts'

/** Source: VPC guide, "IPv6 support for your VPC" (global unicast addresses are public) and "Egress-only internet gateways". */
export const globalIpv6Address: FindingRule = {
  id: 'EXP-003',
  version: 1,
  title: 'Global IPv6 address with a route to the internet gateway',
  logic:
    'An interface that belongs to no load balancer or gateway has a global IPv6 address, and the table its subnet really uses has an active ::/0 (or 2000::/3) route to an internet gateway. An egress-only internet gateway lets nobody in and passes.',
  charter: charter('G.private-subnets'),
  severity: 'high',
  severityNote:
    'High where the internet reaches a port of it, or may; Medium where nothing is open; Info for what publicServices names.',
  compliance: nist('AC-4', 'SC-7', 'SC-7(4)'),
  needs: ['NetworkInterfaces', 'RouteTables'],
  sharpenedBy: ['SecurityGroups', 'Instances'],
  check: (context) =>
    judgedByVpc(context, {
      judge: (one) => judge(context, one),
      failures: (failing) => failing.map((one) => failure(context, one)),
      question: 'the route table of their subnet, or a route in it, is missing',
      remedy: ({ id, region }) =>
        shell`aws ec2 describe-route-tables --region ${region} --filters Name=vpc-id,Values=${id}`,
      fault: 'has a global IPv6 address and a way to an internet gateway for it',
    }),
}

function judge({ network }: RuleContext, one: NetworkInterface): 'fails' | 'passes' | 'unknown' {
  if (!hasPublicAddress(network, one, 6)) return 'passes'
  if (isEdgeRole(interfaceRole(one))) return 'passes'
  const table = network.index.routeTableBySubnet.get(one.subnetId)
  if (defaultGatewayRoutes(table, 6).length > 0) return 'fails'
  return !table || table.unread.length > 0 ? 'unknown' : 'passes'
}

function failure(context: RuleContext, one: NetworkInterface): Failure {
  const { inventory, network, settings } = context
  const addresses = publicAddresses(network, one, 6).map(({ publicIp }) => publicIp)
  const table = network.index.routeTableBySubnet.get(one.subnetId)
  const who = carrierName(inventory, one)
  const isMeant = settings.publicServices.some((id) => id === one.id || id === one.instanceId)
  return failed(subjectFor(one, 'network-interface', one.vpcId), {
    title: `${openingWords(shortName(who))} is on the internet over IPv6`,
    description: `${openingWords(who)} (${one.id}) has the global address ${listWords(addresses.map(formatAddress))}, and its subnet sends IPv6 to an internet gateway, which lets connections in as well. IPv6 knows no private copy of an address: what IPv4 hides behind NAT stands open here.`,
    severity: isMeant ? intended('high', 'publicServices names it') : severityByReach(context, one, 'high'),
    exposure: { level: reachedInterfaces(network, settings).get(one.id) ?? 'internal', path: [] },
    related: [
      ...(one.instanceId ? [{ role: 'instance', id: one.instanceId }] : []),
      { role: 'subnet', id: one.subnetId },
      ...(table ? [{ role: 'route-table', id: table.id }] : []),
    ],
    evidence: [
      addressEvidence(inventory, one, addresses),
      ...defaultGatewayRoutes(table, 6).flatMap((route) =>
        table ? [evidenceOf(inventory, routeRef(table, route))] : [],
      ),
    ],
    settingsUsed: { publicServices: listWords(settings.publicServices, 20) },
    remediation: {
      summary:
        'Send IPv6 of the subnet to an egress-only internet gateway, or take the address away. Clients that connect over IPv6 are cut off.',
      cli: [
        shell`aws ec2 unassign-ipv6-addresses --region ${one.region} --network-interface-id ${one.id} --ipv6-addresses ${addresses.map(formatAddress)}`,
      ],
      terraform: `resource "aws_route" "ipv6_out" {\n  ${terraformComment(table?.id ?? one.subnetId)}\n  route_table_id              = var.route_table_id\n  destination_ipv6_cidr_block = "::/0"\n  egress_only_gateway_id      = aws_egress_only_internet_gateway.this.id\n}`,
      console: [
        `Open the VPC console in ${one.region}, Egress-only internet gateways, and create one for ${one.vpcId}.`,
        `Open Route tables, ${table?.id ?? one.subnetId}, and point ::/0 to it instead of the internet gateway.`,
      ],
    },
    cause: `${one.id} IPv6 address`,
  })
}
