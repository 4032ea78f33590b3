import type { NetworkInterface } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { formatAddress } from '../../../net/prefix.ts'
import { unreadAddresses } from '../../../reachability/network.ts'
import { bastionReason } from '../../bastions.ts'
import { carrierName } from '../../carrier-name.ts'
import { charter } from '../../charter.ts'
import { awsConfig, fsbp, nist } from '../../compliance.ts'
import { interfaceRole, isEdgeRole } from '../../interface-role.ts'
import { reachedInterfaces } from '../../internet-fronts.ts'
import { failed, subjectFor } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext } from '../../rule.ts'
import { intended } from '../../severity.ts'
import { listWords, openingWords, shortName } from '../../wording.ts'
import { judgedByVpc, severityByReach } from './judged-by-vpc.ts'
import { addressEvidence, publicAddressesOf, withoutPublicAddress } from './public-address.ts'

/** Source: EC2 user guide, "Instance IP addressing"; VPC guide, "Infrastructure security in Amazon VPC". */
export const publicAddressOffTheEdge: FindingRule = {
  id: 'EXP-002',
  version: 1,
  title: 'Public IPv4 address on what is no edge component',
  logic:
    'An interface has a public IPv4 address and belongs to no load balancer, NAT gateway, endpoint, bastion, or host that forwards for others (source/destination check off).',
  charter: charter('G.private-subnets'),
  severity: 'high',
  severityNote:
    'High where the internet reaches a port of it, or may; Medium where nothing is open; Info for what publicServices names.',
  compliance: [
    fsbp('EC2.9'),
    awsConfig('ec2-instance-no-public-ip'),
    ...nist('AC-4', 'AC-6', 'SC-7', 'SC-7(3)', 'SC-7(4)', 'SC-7(11)'),
  ],
  needs: ['NetworkInterfaces'],
  sharpenedBy: ['Addresses', 'Instances', 'SecurityGroups', 'RouteTables'],
  check: (context) =>
    judgedByVpc(context, {
      judge: (one) => judge(context, one),
      failure: (one) => failure(context, one),
      question: 'their addresses were not told',
      remedy: ({ id, region }) =>
        shell`aws ec2 describe-network-interfaces --region ${region} --filters Name=vpc-id,Values=${id}`,
      fault: 'has a public IPv4 address without being an edge component',
    }),
}

function judge({ network, settings }: RuleContext, one: NetworkInterface): 'fails' | 'passes' | 'unknown' {
  if (isEdgeRole(interfaceRole(one)) || !one.sourceDestCheck) return 'passes'
  if (
    [...network.inventory.natGateways.values()].some((nat) =>
      nat.addresses.some(({ interfaceId }) => interfaceId === one.id),
    )
  )
    return 'passes'
  if (publicAddressesOf(network, one).length > 0)
    return bastionReason(network, settings, one) === null ? 'fails' : 'passes'
  return unreadAddresses(one).length > 0 ? 'unknown' : 'passes'
}

function failure(context: RuleContext, one: NetworkInterface): Failure {
  const { inventory, network, settings } = context
  const addresses = publicAddressesOf(network, one)
  const who = carrierName(inventory, one)
  const level = reachedInterfaces(network, settings).get(one.id) ?? 'internal'
  const isMeant = settings.publicServices.some((id) => id === one.id || id === one.instanceId)
  return failed(subjectFor(one, 'network-interface', one.vpcId), {
    title: `${openingWords(shortName(who))} has a public address`,
    description: `${openingWords(who)} (${one.id}) has the public address ${listWords(addresses.map(formatAddress))}, and is no load balancer, NAT gateway or bastion. ${KEPT_OUT[level]}`,
    severity: isMeant ? intended('high', 'publicServices names it') : severityByReach(context, one, 'high'),
    exposure: { level, path: [] },
    related: [
      ...(one.instanceId ? [{ role: 'instance', id: one.instanceId }] : []),
      { role: 'subnet', id: one.subnetId },
      { role: 'vpc', id: one.vpcId },
    ],
    evidence: [addressEvidence(inventory, one, addresses)],
    settingsUsed: { publicServices: listWords(settings.publicServices, 20) },
    remediation: withoutPublicAddress(network, one),
    cause: `${one.id} public address`,
  })
}

const KEPT_OUT = {
  internet: 'The internet reaches a port of it now.',
  unknown: 'Whether the internet reaches a port of it could not be told.',
  internal:
    'Nothing on it is open to the internet now; one rule of a security group, or one route, may be all that keeps it out.',
} as const
