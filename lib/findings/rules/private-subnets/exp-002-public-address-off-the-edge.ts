import type { Inventory } from '../../../inventory/inventory.ts'
import type { NetworkInterface } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { formatAddress } from '../../../net/prefix.ts'
import { unreadAddresses } from '../../../reachability/network.ts'
import { hasPublicAddress } from '../../../reachability/public-addresses.ts'
import { bastionReason } from '../../bastions.ts'
import { carrierNames } from '../../carrier-name.ts'
import { charter } from '../../charter.ts'
import { awsConfig, fsbp, nist } from '../../compliance.ts'
import { compareExposure } from '../../finding.ts'
import { interfaceRole, isEdgeRole } from '../../interface-role.ts'
import { reachedInterfaces } from '../../internet-fronts.ts'
import { failed, subjectFor } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext } from '../../rule.ts'
import { intended } from '../../severity.ts'
import { counted, listWords, openingWords, titleNames } from '../../wording.ts'
import { judgedByVpc, severityByReach } from './judged-by-vpc.ts'
import {
  addressEvidence,
  publicAddressCause,
  publicAddressClass,
  publicAddressesOf,
  withoutPublicAddress,
} from './public-address.ts'

/** Source: EC2 user guide, "Instance IP addressing"; VPC guide, "Infrastructure security in Amazon VPC". */
export const publicAddressOffTheEdge: FindingRule = {
  id: 'EXP-002',
  version: 2,
  title: 'Public IPv4 address on what is no edge component',
  logic:
    'An interface has a public IPv4 address and belongs to no load balancer, NAT gateway, endpoint, bastion, or host that forwards for others (source/destination check off). Interfaces of one VPC with the same security groups are one finding.',
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
  check: (context) => {
    const ofNat = natInterfaces(context.inventory)
    return judgedByVpc(context, {
      judge: (one) => (ofNat.has(one.id) ? 'passes' : judge(context, one)),
      failures: (failing) => failures(context, failing),
      question: 'their addresses were not told',
      remedy: ({ id, region }) =>
        shell`aws ec2 describe-network-interfaces --region ${region} --filters Name=vpc-id,Values=${id}`,
      fault: 'has a public IPv4 address without being an edge component',
    })
  },
}

/** The interfaces that NAT gateways name, by id. */
function natInterfaces({ natGateways }: Inventory): ReadonlySet<string | null> {
  return new Set([...natGateways.values()].flatMap(({ addresses }) => addresses.map(({ interfaceId }) => interfaceId)))
}

function judge({ network, settings }: RuleContext, one: NetworkInterface): 'fails' | 'passes' | 'unknown' {
  if (isEdgeRole(interfaceRole(one)) || !one.sourceDestCheck) return 'passes'
  if (hasPublicAddress(network, one, 4)) return bastionReason(network, settings, one) === null ? 'fails' : 'passes'
  return unreadAddresses(one).length > 0 ? 'unknown' : 'passes'
}

/** One finding for those that are alike: one launch setting, or one service, gave all of them their addresses. */
function failures(context: RuleContext, failing: readonly NetworkInterface[]): readonly Failure[] {
  const meant = new Set(context.settings.publicServices)
  const isMeant = ({ id, instanceId }: NetworkInterface) =>
    meant.has(id) || (instanceId !== null && meant.has(instanceId))
  const alike = Map.groupBy(failing, (one) => `${isMeant(one)} ${publicAddressClass(one)}`)
  return [...alike.values()].flatMap((members) => {
    const sorted = members.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    const [first] = sorted
    return first === undefined ? [] : [failure(context, sorted, { first, isMeant: isMeant(first) })]
  })
}

interface Alike {
  readonly first: NetworkInterface
  readonly isMeant: boolean
}

function failure(context: RuleContext, members: readonly NetworkInterface[], { first, isMeant }: Alike): Failure {
  const { inventory, network, settings } = context
  const levels = reachedInterfaces(network, settings)
  const worst = members.toSorted((a, b) => compareExposure(levelOf(levels, a), levelOf(levels, b)))[0] ?? first
  const names = carrierNames(inventory, members)
  const shown = members.slice(0, MEMBERS_MAX)
  const once = (role: string, ids: readonly (string | null)[]) =>
    [...new Set(ids)].flatMap((id) => (id ? [{ role, id }] : []))
  return failed(subjectFor(first, 'network-interface', first.vpcId), {
    identity: publicAddressClass(first),
    discriminator: isMeant ? 'meant' : '',
    title: `${openingWords(titleNames(names))} ${names.size === 1 ? 'has' : 'have'} a public address`,
    description: describe(context, members, [...names]),
    severity: isMeant ? intended('high', 'publicServices names it') : severityByReach(context, worst, 'high'),
    exposure: { level: levelOf(levels, worst), path: [] },
    related: [
      ...once(
        'interface',
        shown.map(({ id }) => id),
      ),
      ...once(
        'instance',
        shown.map(({ instanceId }) => instanceId),
      ),
      ...once(
        'subnet',
        shown.map(({ subnetId }) => subnetId),
      ),
      { role: 'vpc', id: first.vpcId },
    ],
    evidence: shown.map((one) => addressEvidence(inventory, one, publicAddressesOf(network, one))),
    settingsUsed: { publicServices: listWords(settings.publicServices, 20) },
    remediation: withoutPublicAddress(network, members),
    cause: publicAddressCause(first),
  })
}

const MEMBERS_MAX = 100

type Reached = ReturnType<typeof reachedInterfaces>

function levelOf(levels: Reached, { id }: NetworkInterface): 'internet' | 'unknown' | 'internal' {
  return levels.get(id) ?? 'internal'
}

function describe({ network, settings }: RuleContext, members: readonly NetworkInterface[], names: readonly string[]) {
  const addresses = listWords(members.flatMap((one) => publicAddressesOf(network, one).map(formatAddress)))
  const levels = reachedInterfaces(network, settings)
  const [first, ...others] = members
  const kept = Map.groupBy(members, (one) => levelOf(levels, one))
  if (first !== undefined && others.length === 0) {
    const [name] = names
    const who = name === undefined || name.endsWith(first.id) ? (name ?? first.id) : `${name} (${first.id})`
    return `${openingWords(who)} has the public address ${addresses}, and is no load balancer, NAT gateway or bastion. ${KEPT_OUT[levelOf(levels, first)]('it')}`
  }
  const sentences = (['internet', 'unknown', 'internal'] as const).flatMap((level) => {
    const count = kept.get(level)?.length ?? 0
    return count === 0 ? [] : [KEPT_OUT[level](count === members.length ? 'each of them' : `${count} of them`)]
  })
  return `${openingWords(listWords(names))} have public addresses (${addresses}), ${counted(members.length, 'interface')} with the same security groups in one VPC, and none is a load balancer, NAT gateway or bastion. ${sentences.join(' ')}`
}

const KEPT_OUT = {
  internet: (who: string) => `The internet reaches a port of ${who} now.`,
  unknown: (who: string) => `Whether the internet reaches a port of ${who} could not be told.`,
  internal: (who: string) =>
    `Nothing on ${who} is open to the internet now; one rule of a security group, or one route, may be all that keeps it out.`,
} as const
