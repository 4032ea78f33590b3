import type { SecurityGroup, SecurityGroupRule } from '../../../inventory/filters.ts'
import { intersect, intervalSet, type NumberSet, union } from '../../../net/interval-set.ts'
import { TCP, UDP } from '../../../net/protocol.ts'
import { type AddressSet, internetFamilies, regionsWhere } from '../../../net/traffic.ts'
import { charter } from '../../charter.ts'
import { checkGroups, type GroupVerdict } from '../../check-groups.ts'
import { nist } from '../../compliance.ts'
import { portsLabels, thresholdText } from '../../open-ports.ts'
import type { FindingRule, RuleContext } from '../../rule.ts'
import { portsAmong, rulesOf, trafficOf, unreadLists } from '../../rule-sources.ts'
import { portsText } from '../../settings.ts'
import { everythingOut } from './sg-018-egress-unrestricted.ts'

/** Source: IANA service names; EC2 guide, "Restriction on email sent using port 25". */
export const egressToRiskyPorts: FindingRule = {
  id: 'SG-019',
  version: 1,
  title: 'Egress to the internet on administration, database, file or mail ports',
  logic:
    'Egress rules, taken together, let TCP or UDP out to the internet on a port of administration (settings), of a database, of SMB or NetBIOS, or on SMTP (25). Egress of everything is reported by SG-018, which then names SG-019.',
  charter: charter('E.security-groups-first'),
  severity: 'medium',
  severityNote: 'Low when nothing carries the group.',
  compliance: [...nist('AC-4', 'SC-7')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces', 'ManagedPrefixLists'],
  check,
}

function check(context: RuleContext) {
  const risky = union(context.settings.adminPorts, RISKY_PORTS)
  const everything = everythingOut(context)
  const judge = (group: SecurityGroup): GroupVerdict => {
    const whole = new Set(everything(group))
    const egress = rulesOf(group, 'egress').filter((rule) => !whole.has(rule))
    const lists = unreadLists(
      context,
      egress.filter((rule) => portsAmong(rule, risky).length > 0),
    )
    const covered = familiesOf(context, [...whole])
    return { rules: riskyRules(context, egress, { risky, covered }), lists, toldElsewhere: whole.size > 0 }
  }
  return checkGroups(context, {
    base: 'medium',
    direction: 'egress',
    judge,
    tell: (_, rules) => ({
      title: 'lets hosts out to risky ports on the internet',
      description: 'Nobody administers hosts, queries databases or shares files across the internet; malware does.',
      summary: 'Name the destinations that are needed; connections to others stop working.',
      ports: portsLabels({ tcp: portsOver(rules, TCP, risky), udp: portsOver(rules, UDP, risky) }),
      settingsUsed: {
        adminPorts: portsText(context.settings.adminPorts),
        internetThreshold: thresholdText(context.settings),
      },
    }),
    pass: 'lets nothing out to the internet on a risky port, beside what SG-018 reports',
  })
}

const RISKY_PORTS = intervalSet(
  [25, 135, 445, 1521, 2049, 3306, 5432, 6379, 9042, 11_211]
    .map((port) => [port, port] as const)
    .concat([
      [137, 139],
      [1433, 1434],
      [9200, 9200],
      [27_017, 27_018],
    ]),
)

interface RiskyQuestion {
  readonly risky: NumberSet
  /** Families everything goes out over already. */
  readonly covered: readonly number[]
}

function riskyRules(
  { inventory, settings }: RuleContext,
  egress: readonly SecurityGroupRule[],
  { risky, covered }: RiskyQuestion,
): readonly SecurityGroupRule[] {
  const isInternet = (to: AddressSet) =>
    internetFamilies(to, settings.internetThreshold).some((family) => !covered.includes(family))
  const traffic = trafficOf(inventory, egress)
  const rules = [TCP, UDP].flatMap((protocol) =>
    regionsWhere(traffic, protocol, isInternet)
      .filter(({ ports }) => intersect(ports, risky).length > 0)
      .flatMap(({ contributors }) => contributors.map(({ rule }) => rule)),
  )
  return [...new Set(rules)]
}

function familiesOf({ inventory, settings }: RuleContext, rules: readonly SecurityGroupRule[]): readonly number[] {
  return trafficOf(inventory, rules).flatMap(({ sources }) => internetFamilies(sources, settings.internetThreshold))
}

function portsOver(rules: readonly SecurityGroupRule[], protocol: number, risky: NumberSet): NumberSet {
  return rules
    .filter((rule) => rule.protocol === 'any' || rule.protocol === protocol)
    .reduce<NumberSet>((all, rule) => union(all, intersect(rule.ports, risky)), [])
}
