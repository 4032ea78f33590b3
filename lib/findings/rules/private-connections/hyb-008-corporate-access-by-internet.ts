import type { SecurityGroup, SecurityGroupRule } from '../../../inventory/filters.ts'
import { unreadOf } from '../../../inventory/filters.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { covers } from '../../../net/interval-set.ts'
import { type AddressSet, addressSet, hasAddresses, INTERNET, intersectAddresses } from '../../../net/traffic.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { describeRule, peerPrefixes, ruleRef } from '../../../reachability/security-group-filter.ts'
import { charter } from '../../charter.ts'
import { evidenceOf } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import { regionScopes } from '../../region-scopes.ts'
import { revokeRules } from '../../revoke-rules.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { corporateAddresses } from '../../rule-sources.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { type PrivateLinks, privateLinksOf } from './private-links.ts'

/** Source: VPC guide, "Infrastructure security in Amazon VPC": VPN or Direct Connect for private connections. */
export const corporateAccessByInternet: FindingRule = {
  id: 'HYB-008',
  version: 1,
  title: 'Corporate access rides the internet although a private link is up',
  logic:
    'No inbound rule of a security group names public addresses within corporateRanges or corporatePrefixLists while a VPN connection or a Direct Connect virtual interface that is up leads to the VPC of the group.',
  charter: charter('J.private-connections'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: [],
  needs: ['SecurityGroups', 'VpnGateways', 'VpnConnections'],
  sharpenedBy: ['VirtualInterfaces', 'DirectConnectGateways', 'TransitGatewayAttachments', 'ManagedPrefixLists'],
  check: (context) => {
    const { corporateRanges, corporatePrefixLists } = context.settings
    if (corporateRanges.length === 0 && corporatePrefixLists.length === 0) return unsaid(context)
    const corporate = intersectAddresses(corporateAddresses(context.inventory, context.settings), INTERNET)
    const linksOf = privateLinksOf(context)
    return [...context.inventory.securityGroups.values()].map((group) =>
      outcomeOf(context, { group, corporate, links: linksOf(group.vpcId ?? '') }),
    )
  },
}

function unsaid({ inventory }: RuleContext): readonly RuleOutcome[] {
  return regionScopes(inventory).map((scope) =>
    undecided(scope, {
      reason: 'Nobody said which public ranges are the own ones: corporateRanges and corporatePrefixLists are not set.',
      remedy: 'set corporateRanges or corporatePrefixLists in portolan.yaml',
    }),
  )
}

interface Question {
  readonly group: SecurityGroup
  readonly corporate: AddressSet
  readonly links: PrivateLinks
}

function outcomeOf(context: RuleContext, question: Question): RuleOutcome {
  const { inventory } = context
  const { group, corporate, links } = question
  const subject = subjectFor(group, 'security-group', group.vpcId)
  const ingress = group.rules.filter(({ direction }) => direction === 'ingress')
  const rules = ingress.filter((rule) => isCorporate(addressSet(peerPrefixes(inventory, rule) ?? []), corporate))
  const up = links.links.filter((link) => link.up === true).map(({ id }) => id)
  if (rules.length > 0 && up.length > 0) return failure(context, group, { rules, up })
  const unread =
    unreadOf(group, 'ingress').length > 0 ||
    ingress.some((rule) => peerPrefixes(inventory, rule) === null && rule.peer.kind === 'prefix-list')
  const doubt = links.links.some((link) => link.up === null) || (up.length === 0 && !areLinksTold(context, group))
  if (rules.length === 0 && !unread)
    return passed(subject, () => `${named(group)} admits no public range of the own organisation.`)
  if (up.length === 0 && !doubt)
    return passed(subject, () => `No private link that is up leads to the VPC of ${named(group)}.`)
  return undecided(subject, {
    reason:
      rules.length === 0
        ? `Rules of ${named(group)} could not be read.`
        : `${named(group)} admits public ranges of the own organisation, and whether a private link to its VPC is up was not told.`,
    remedy:
      rules.length === 0
        ? shell`aws ec2 describe-security-groups --region ${group.region} --group-ids ${group.id}`
        : shell`aws ec2 describe-vpn-connections --region ${group.region}; aws directconnect describe-virtual-interfaces --region ${group.region}`,
  })
}

function areLinksTold({ inventory }: RuleContext, group: SecurityGroup): boolean {
  return (['VpnGateways', 'VpnConnections', 'VirtualInterfaces', 'TransitGatewayAttachments'] as const).every(
    (key) => coverageOf(inventory, group, key) === 'complete',
  )
}

/** Some public address, and none but own ones: what admits the whole internet is for other rules. */
function isCorporate(sources: AddressSet, corporate: AddressSet): boolean {
  const inPublic = intersectAddresses(sources, INTERNET)
  return hasAddresses(inPublic) && covers(corporate.v4, inPublic.v4) && covers(corporate.v6, inPublic.v6)
}

interface Found {
  readonly rules: readonly SecurityGroupRule[]
  readonly up: readonly string[]
}

function failure({ inventory, settings }: RuleContext, group: SecurityGroup, { rules, up }: Found): Failure {
  return failed(subjectFor(group, 'security-group', group.vpcId), {
    title: `${shortName(group.name ?? group.groupName)} admits offices over the internet beside ${listWords(up, 2)}`,
    description: `${named(group)} admits public ranges of the own organisation: ${listWords(rules.map(describeRule))}. ${listWords(up)} ${up.length === 1 ? 'is a private link' : 'are private links'} to ${group.vpcId} and up, so the same people need not come over the internet.`,
    severity: fixed('medium', 'the private link is there'),
    related: up.map((id) => ({ role: 'private-link', id })),
    evidence: rules.map((rule) => evidenceOf(inventory, ruleRef(rule, group.id))),
    settingsUsed: {
      corporateRanges: listWords(settings.corporateRanges, 20),
      corporatePrefixLists: listWords(settings.corporatePrefixLists, 20),
    },
    remediation: revokeRules({
      group,
      rules,
      settings,
      summary:
        'Admit the private ranges behind the link, see that people come that way, then take the public ranges out. Whoever is not behind the link loses access.',
    }),
  })
}
