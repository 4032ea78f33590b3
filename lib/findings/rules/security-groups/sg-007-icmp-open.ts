import type { SecurityGroup, SecurityGroupRule } from '../../../inventory/filters.ts'
import { type NumberSet, subtract, union } from '../../../net/interval-set.ts'
import type { Family } from '../../../net/prefix.ts'
import { ICMP, ICMPV6 } from '../../../net/protocol.ts'
import { type AddressSet, internetFamilies, regionsWhere, subtractAddresses } from '../../../net/traffic.ts'
import { charter } from '../../charter.ts'
import { checkGroups, type GroupVerdict } from '../../check-groups.ts'
import { nist } from '../../compliance.ts'
import { thresholdText } from '../../open-ports.ts'
import type { FindingRule, RuleContext } from '../../rule.ts'
import { corporateAddresses, extentOf, messagesOf, rulesOf, trafficOf, unreadLists } from '../../rule-sources.ts'
import type { Settings } from '../../settings.ts'

/** Source: EC2 API, IpPermission (for ICMP FromPort is the type and ToPort the code); RFC 792, RFC 4443. */
export const icmpOpen: FindingRule = {
  id: 'SG-007',
  version: 1,
  title: 'ICMP open to the internet',
  logic:
    'Rules for ICMP or ICMPv6 admit the internet with a message that the settings do not allow. What a permission calls its ports are type and code, -1 is any. An allowed message of ICMP stands for its equal in ICMPv6: echo is 8 and 128, "fragmentation needed" is 3/4 and 2. Rules for all protocols are the matter of SG-001.',
  charter: charter('E.security-groups-first'),
  severity: 'low',
  severityNote: 'Info when nothing carries the group.',
  compliance: [...nist('SC-7')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces', 'ManagedPrefixLists'],
  check: (context) =>
    checkGroups(context, {
      base: 'low',
      direction: 'ingress',
      judge: (group) => judge(context, group),
      tell: () => ({
        title: 'answers ICMP from the whole internet',
        description: 'Strangers learn which hosts are there and can use messages nobody needs.',
        summary:
          'Admit echo and "fragmentation needed" only, or nothing. Keep the latter: without it large packets are lost.',
        settingsUsed: {
          allowedIcmp: context.settings.allowedIcmp.map(({ type, code }) => `${type}/${code ?? 'any'}`).join(', '),
          internetThreshold: thresholdText(context.settings),
        },
      }),
      pass: 'admits no ICMP message from the internet that the settings do not allow',
    }),
}

const FAMILIES: readonly (readonly [number, Family])[] = [
  [ICMP, 4],
  [ICMPV6, 6],
]

function judge(context: RuleContext, group: SecurityGroup): GroupVerdict {
  const { inventory, settings } = context
  const ingress = rulesOf(group, 'ingress')
  const corporate = corporateAddresses(inventory, settings)
  const traffic = trafficOf(inventory, ingress).map((each) => ({
    ...each,
    sources: subtractAddresses(each.sources, corporate),
  }))
  const bad = FAMILIES.flatMap(([protocol, family]) => {
    const isInternet = (sources: AddressSet) => internetFamilies(sources, settings.internetThreshold).includes(family)
    const allowed = allowedMessages(settings, protocol)
    return regionsWhere(traffic, protocol, isInternet)
      .filter(({ ports }) => subtract(ports, allowed).length > 0)
      .map(({ contributors }) => contributors.map(({ rule }) => rule))
      .filter((rules) => rules.some((rule) => rule.protocol === protocol))
      .flatMap((rules) => rules.filter((rule) => rule.protocol === protocol || !opensAlone(context, group, rule)))
  })
  const lists = unreadLists(
    context,
    ingress.filter((rule) => isIcmp(rule) && subtract(extentOf(rule), allowedMessages(settings, ICMP)).length > 0),
  )
  return { rules: [...new Set(bad)], lists }
}

function isIcmp({ protocol }: SecurityGroupRule): boolean {
  return protocol === ICMP || protocol === ICMPV6
}

/** A rule that lets everything in by itself is told by SG-001. */
function opensAlone({ openings }: RuleContext, { id }: SecurityGroup, rule: SecurityGroupRule): boolean {
  return openings.get(id)?.openings.some(({ rules }) => rules.includes(rule)) ?? false
}

/** Messages of one type only: a permission for any code of them says no more. Source: RFC 792, RFC 4443. */
const WITHOUT_CODES: ReadonlySet<number> = new Set([0, 8, 128, 129])

/** Source: RFC 4890, "Recommendations for Filtering ICMPv6 Messages". */
function equalInIcmpv6(message: Message): readonly Message[] {
  if (message.type === 8) return [{ type: 128, code: null }]
  if (message.type === 0) return [{ type: 129, code: null }]
  return message.type === 3 ? [{ type: 2, code: null }] : [message]
}

type Message = Settings['allowedIcmp'][number]

function allowedMessages({ allowedIcmp }: Settings, protocol: number): NumberSet {
  const messages =
    protocol === ICMPV6 ? [...allowedIcmp.filter(isIcmpv6), ...allowedIcmp.flatMap(equalInIcmpv6)] : allowedIcmp
  return messages
    .map(({ type, code }) => messagesOf({ type, code: WITHOUT_CODES.has(type) ? null : code }))
    .reduce<NumberSet>(union, [])
}

function isIcmpv6({ type }: Message): boolean {
  return type >= 128
}
