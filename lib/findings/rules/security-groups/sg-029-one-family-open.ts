import type { SecurityGroup, SecurityGroupRule } from '../../../inventory/filters.ts'
import type { NumberSet } from '../../../net/interval-set.ts'
import { union } from '../../../net/interval-set.ts'
import { TCP, UDP } from '../../../net/protocol.ts'
import { type AddressSet, internetFamilies, regionsWhere } from '../../../net/traffic.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { peerText } from '../../../reachability/security-group-filter.ts'
import { charter } from '../../charter.ts'
import { checkGroups } from '../../check-groups.ts'
import { nist } from '../../compliance.ts'
import { exposureOf } from '../../exposure.ts'
import { carriersOf } from '../../group-carriers.ts'
import { portsLabels, thresholdText } from '../../open-ports.ts'
import type { FindingRule, RuleContext } from '../../rule.ts'
import { rulesOf, trafficOf, unreadLists } from '../../rule-sources.ts'
import { weigh } from '../../severity.ts'
import { listWords } from '../../wording.ts'

/** Source: VPC guide, "Security group rules" (a rule is for IPv4 or for IPv6). */
export const oneFamilyOpen: FindingRule = {
  id: 'SG-029',
  version: 1,
  title: 'One address family restricted, the other open',
  logic:
    'For the same TCP or UDP port one family is open to the internet, and the other is admitted from some ranges only. A port that has no rule at all in the other family is no contradiction.',
  charter: charter('E.security-groups-first'),
  severity: 'high',
  severityNote: 'Medium when nothing carries the group, or nothing reaches what carries it over the open family.',
  compliance: [...nist('AC-4', 'SC-7')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces', 'RouteTables', 'NetworkAcls', 'InternetGateways', 'ManagedPrefixLists'],
  check,
}

function check(context: RuleContext) {
  const { settings } = context
  return checkGroups(context, {
    base: 'high',
    direction: 'ingress',
    judge: (group) => ({
      rules: contradictions(context, group).rules,
      lists: unreadLists(context, rulesOf(group, 'ingress')),
    }),
    tell: (group) => {
      const { tcp, udp, families, narrow } = contradictions(context, group)
      const [open = 6] = families
      const exposure = exposureOf(context.inventory, {
        ...{ tcp, udp, families, settings },
        interfaces: carriersOf(context.network, group.id),
        complete: coverageOf(context.inventory, group, 'NetworkInterfaces') === 'complete',
        hidden: context.hidden.get(group.id) ?? [],
      })
      return {
        title: `restricts IPv${open === 4 ? 6 : 4} and leaves IPv${open} open`,
        description: `Somebody meant to restrict ${portsLabels({ tcp, udp }).join(', ')}: IPv${open === 4 ? 6 : 4} is for ${listWords(narrow)} only, and over IPv${open} the whole internet is admitted. ${exposure.because.charAt(0).toUpperCase()}${exposure.because.slice(1)}.`,
        summary: `Remove the rule for IPv${open}, or narrow it as the other family is. Clients that come over IPv${open} are shut out.`,
        severity: weigh({ base: 'high', level: exposure.level, because: exposure.because }),
        exposure: { level: exposure.level, path: exposure.path },
        ports: portsLabels({ tcp, udp }),
        settingsUsed: { internetThreshold: thresholdText(settings) },
      }
    },
    pass: 'treats both address families alike',
  })
}

interface Contradictions {
  /** The open rules: those to be changed. */
  readonly rules: readonly SecurityGroupRule[]
  readonly tcp: NumberSet
  readonly udp: NumberSet
  readonly families: readonly (4 | 6)[]
  /** Whom the other family is for, in words. */
  readonly narrow: readonly string[]
}

function contradictions({ inventory, settings }: RuleContext, group: SecurityGroup): Contradictions {
  const traffic = trafficOf(inventory, rulesOf(group, 'ingress'))
  const openIn = (sources: AddressSet) => internetFamilies(sources, settings.internetThreshold)
  const isTorn = (sources: AddressSet) => openIn(sources).length === 1 && sources.v4.length > 0 && sources.v6.length > 0
  const [tcp = [], udp = []] = [TCP, UDP].map((protocol) => regionsWhere(traffic, protocol, isTorn))
  const all = [...tcp, ...udp]
  const rules = all.flatMap(({ contributors, sources }) => {
    const [open] = openIn(sources)
    return contributors
      .filter((each) => (open === 4 ? each.sources.v4 : each.sources.v6).length > 0)
      .map(({ rule }) => rule)
  })
  const narrow = all.flatMap(({ contributors, sources }) => {
    const [open] = openIn(sources)
    return contributors
      .filter((each) => (open === 4 ? each.sources.v6 : each.sources.v4).length > 0)
      .map(({ rule }) => peerText(rule))
  })
  const portsIn = (regions: typeof tcp) => regions.reduce<NumberSet>((ports, each) => union(ports, each.ports), [])
  return {
    rules: [...new Set(rules)],
    narrow: [...new Set(narrow)],
    tcp: portsIn(tcp),
    udp: portsIn(udp),
    families: [...new Set(all.flatMap(({ sources }) => openIn(sources)))],
  }
}
