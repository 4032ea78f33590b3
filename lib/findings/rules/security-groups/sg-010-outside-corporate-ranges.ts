import type { SecurityGroup, SecurityGroupRule } from '../../../inventory/filters.ts'
import { type AddressSet, hasAddresses, NO_ADDRESSES, subtractAddresses, unionAddresses } from '../../../net/traffic.ts'
import { charter } from '../../charter.ts'
import { checkGroups, type GroupVerdict } from '../../check-groups.ts'
import { nist } from '../../compliance.ts'
import type { FindingRule, RuleContext } from '../../rule.ts'
import { namedPublicSources, rulesOf, unreadLists } from '../../rule-sources.ts'
import type { SeverityAnswer } from '../../severity.ts'
import { listWords } from '../../wording.ts'
import { corporateText, hasCorporate } from './corporate-setting.ts'
import { type OwnAddresses, ownAddresses, ownersIn } from './own-addresses.ts'
import { wideSources } from './wide-sources.ts'

/** Source: VPC guide, "Infrastructure security in Amazon VPC", older version: "only from corporate ranges". */
export const outsideCorporateRanges: FindingRule = {
  id: 'SG-010',
  version: 1,
  title: 'Public source outside the corporate ranges',
  logic:
    'A rule admits public addresses that are in none of the corporate ranges and prefix lists of the settings. What is open to the whole internet, and wide ranges that SG-009 reports, are not repeated. Addresses of the own NAT gateways and Elastic IPs are named with their owner. Without the setting no group that admits public addresses is judged.',
  charter: charter('E.security-groups-first'),
  severity: 'medium',
  severityNote:
    'Low where every such address belongs to a resource of the snapshot, or when nothing carries the group.',
  compliance: [...nist('AC-4', 'SC-7')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces', 'Addresses', 'NatGateways', 'ManagedPrefixLists'],
  check,
}

function check(context: RuleContext) {
  const { inventory, settings } = context
  const own = ownAddresses(inventory)
  return checkGroups(context, {
    base: 'medium',
    direction: 'ingress',
    judge: (group) => judge(context, group),
    tell: (group, rules) => {
      const sources = sourcesOf(context, group, rules)
      const owners = ownersIn(own, sources)
      const severity = ownSeverity(own, sources)
      return {
        title: 'admits public addresses outside the corporate ranges',
        description:
          owners.length > 0
            ? `Of these, ${listWords(owners)} ${owners.length === 1 ? 'is' : 'are'} in this snapshot: a group could be named instead.`
            : 'Nobody said whose these addresses are.',
        summary:
          'Remove the rules, or add the range to corporateRanges of portolan.yaml if it is your own. Who connects from there is shut out.',
        settingsUsed: { corporateRanges: corporateText(settings) },
        alsoMatches: rules.some(({ peer }) => peer.kind === 'prefix-list') ? ['SG-012'] : [],
        ...(severity ? { severity } : {}),
      }
    },
    pass: 'admits no public address outside the corporate ranges, beside what other rules report',
  })
}

function judge(context: RuleContext, group: SecurityGroup): GroupVerdict {
  const lists = unreadLists(context, rulesOf(group, 'ingress'))
  const traffic = namedPublicSources(context, group)
  const wide = new Set(wideSources(context, group).rules)
  const bad = traffic.map(({ rule }) => rule).filter((rule) => !wide.has(rule))
  if (hasCorporate(context.settings)) return { rules: bad, lists, toldElsewhere: wide.size > 0 }
  if (bad.length === 0) return { rules: [], lists, toldElsewhere: wide.size > 0 }
  return { rules: [], doubts: [NOBODY_SAID] }
}

const NOBODY_SAID = {
  reason: 'it admits public addresses, and nobody said which are the own ones',
  remedy: 'set corporateRanges or corporatePrefixLists in portolan.yaml',
}

function sourcesOf(context: RuleContext, group: SecurityGroup, rules: readonly SecurityGroupRule[]): AddressSet {
  return namedPublicSources(context, group)
    .filter(({ rule }) => rules.includes(rule))
    .map(({ sources }) => sources)
    .reduce(unionAddresses, NO_ADDRESSES)
}

function ownSeverity({ kept }: OwnAddresses, sources: AddressSet): SeverityAnswer | null {
  if (hasAddresses(subtractAddresses(sources, kept))) return null
  return {
    base: 'medium',
    effective: 'low',
    why: ['Lowered from medium: every one of the addresses belongs to a resource of this snapshot.'],
  }
}
