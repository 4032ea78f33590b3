import type { NetworkInterface } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { formatAddress } from '../../../net/prefix.ts'
import { unreadAddresses } from '../../../reachability/network.ts'
import { carrierName } from '../../carrier-name.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { reachedInterfaces } from '../../internet-fronts.ts'
import { failed, subjectFor, undecided } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { tierFactsOf } from '../../tier-facts.ts'
import { listWords, named, openingWords, shortName } from '../../wording.ts'
import { judgedByVpc, severityByReach } from './judged-by-vpc.ts'
import { addressEvidence, publicAddressCause, publicAddressesOf, withoutPublicAddress } from './public-address.ts'

/** Source: Elastic Load Balancing guides, "Target groups": targets are reached by their private addresses. */
export const targetKeepsPublicAddress: FindingRule = {
  id: 'EXP-007',
  version: 1,
  title: 'Target of a load balancer keeps a public address',
  logic:
    'An instance or address registered in a target group, or behind a Classic Load Balancer, belongs to an interface with a public IPv4 address: what the load balancer filters can be gone round.',
  charter: charter('G.private-subnets'),
  severity: 'medium',
  severityNote: 'Medium where the internet reaches a port of the target directly, or may; Low where nothing is open.',
  compliance: nist('AC-4', 'SC-7'),
  needs: ['NetworkInterfaces', 'TargetGroups'],
  sharpenedBy: ['LoadBalancerDescriptions', 'Addresses'],
  check: (context) => [
    ...untoldTargets(context),
    ...judgedByVpc(context, {
      judge: (one) => judge(context, one),
      failures: (failing) => failing.map((one) => failure(context, one)),
      question: 'their addresses were not told',
      remedy: ({ id, region }) =>
        shell`aws ec2 describe-network-interfaces --region ${region} --filters Name=vpc-id,Values=${id}`,
      fault: 'serves behind a load balancer with a public address of its own',
    }),
  ],
}

function untoldTargets({ inventory }: RuleContext): readonly RuleOutcome[] {
  return [...inventory.targetGroups.values()]
    .filter(({ targets }) => targets === null)
    .map((group) =>
      undecided(subjectFor(group, 'target-group', group.vpcId), {
        reason: `Who is registered in ${named(group)} was not collected.`,
        remedy: shell`aws elbv2 describe-target-health --region ${group.region} --target-group-arn ${group.id}`,
      }),
    )
}

function isTarget({ network }: RuleContext, { instanceId, addresses }: NetworkInterface): boolean {
  const { targets } = tierFactsOf(network)
  if (targets.size === 0) return false
  if (instanceId !== null && targets.has(instanceId)) return true
  return addresses.some(({ privateIp }) => targets.has(formatAddress(privateIp)))
}

function judge(context: RuleContext, one: NetworkInterface): 'fails' | 'passes' | 'unknown' {
  if (!isTarget(context, one)) return 'passes'
  if (publicAddressesOf(context.network, one).length > 0) return 'fails'
  return unreadAddresses(one).length > 0 ? 'unknown' : 'passes'
}

function failure(context: RuleContext, one: NetworkInterface): Failure {
  const { inventory, network, settings } = context
  const addresses = publicAddressesOf(network, one)
  const who = carrierName(inventory, one)
  return failed(subjectFor(one, 'network-interface', one.vpcId), {
    title: `${openingWords(shortName(who))} serves behind a load balancer and has a public address`,
    description: `${openingWords(who)} (${one.id}) is a target of a load balancer and keeps the public address ${listWords(addresses.map(formatAddress))}. Whoever connects to it directly passes by the load balancer, its certificates, its logs and its web firewall.`,
    severity: severityByReach(context, one, 'medium'),
    exposure: { level: reachedInterfaces(network, settings).get(one.id) ?? 'internal', path: [] },
    related: [
      ...(one.instanceId ? [{ role: 'instance', id: one.instanceId }] : []),
      { role: 'subnet', id: one.subnetId },
    ],
    evidence: [addressEvidence(inventory, one, addresses)],
    remediation: withoutPublicAddress(network, [one]),
    cause: publicAddressCause(one),
  })
}
