import { charter } from '../../charter.ts'
import { checkGroups } from '../../check-groups.ts'
import { nist, wellArchitected } from '../../compliance.ts'
import type { FindingRule, RuleContext } from '../../rule.ts'
import { rulesOf, unreadLists } from '../../rule-sources.ts'
import { corporateText, hasCorporate } from './corporate-setting.ts'
import { wideSources } from './wide-sources.ts'

/** Source: VPC guide, "Security group rules" (source ranges). */
export const wideSource: FindingRule = {
  id: 'SG-009',
  version: 1,
  title: 'Source range very wide',
  logic:
    'To one port, the rules together admit more public addresses than an IPv4 prefix of the threshold length holds (/24: 256), or more than an IPv6 prefix of its length (/48). Private ranges, corporate ranges of the settings and lists AWS keeps for its services do not count. What is the whole internet is the matter of SG-001 to SG-008.',
  charter: charter('E.security-groups-first'),
  severity: 'medium',
  severityNote: 'Low when nothing carries the group.',
  compliance: [...nist('AC-4', 'SC-7'), wellArchitected('NETSEC-001')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces', 'ManagedPrefixLists'],
  check,
}

function check(context: RuleContext) {
  const { settings } = context
  const { widePrefixIpv4, widePrefixIpv6 } = settings.thresholds
  return checkGroups(context, {
    base: 'medium',
    direction: 'ingress',
    judge: (group) => ({
      rules: wideSources(context, group).rules,
      lists: unreadLists(context, rulesOf(group, 'ingress')),
    }),
    tell: (group, rules) => {
      const { ipv4Addresses } = wideSources(context, group)
      const many = ipv4Addresses > 0n ? `${ipv4Addresses} public IPv4 addresses` : 'wide public IPv6 ranges'
      return {
        title: `admits ${many}`,
        description: `Whoever has one of these addresses, now or later, is admitted to a port: ${many} in all.`,
        summary:
          'Name the addresses that need it, or put ranges that are your own into corporateRanges of portolan.yaml. Clients outside the narrower range are shut out.',
        settingsUsed: {
          widePrefixIpv4: `/${widePrefixIpv4}`,
          widePrefixIpv6: `/${widePrefixIpv6}`,
          corporateRanges: corporateText(settings),
        },
        alsoMatches: [
          ...(hasCorporate(settings) ? ['SG-010'] : []),
          ...(rules.some(({ peer }) => peer.kind === 'prefix-list') ? ['SG-012'] : []),
        ],
      }
    },
    pass: 'admits no wide public range, beside what is open to the internet',
  })
}
