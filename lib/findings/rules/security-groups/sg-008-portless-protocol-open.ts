import type { SecurityGroup } from '../../../inventory/filters.ts'
import { formatProtocol, ICMP, ICMPV6, type Protocol, TCP, UDP } from '../../../net/protocol.ts'
import { internetFamilies, regionsWhere, subtractAddresses } from '../../../net/traffic.ts'
import { charter } from '../../charter.ts'
import { checkGroups, type GroupVerdict } from '../../check-groups.ts'
import { nist } from '../../compliance.ts'
import { thresholdText } from '../../open-ports.ts'
import type { FindingRule, RuleContext } from '../../rule.ts'
import { corporateAddresses, rulesOf, trafficOf, unreadLists } from '../../rule-sources.ts'
import { listWords } from '../../wording.ts'

/** Source: EC2 API, IpPermission (a protocol is a name or an IANA number); IANA protocol numbers. */
export const portlessProtocolOpen: FindingRule = {
  id: 'SG-008',
  version: 1,
  title: 'Protocol without ports open to the internet',
  logic:
    'Rules name a protocol other than TCP, UDP, ICMP and ICMPv6, such as GRE (47), ESP (50), AH (51) or IP in IP (4), and admit the internet with it, alone or together. Such a rule opens no port. Rules for all protocols are the matter of SG-001.',
  charter: charter('E.security-groups-first'),
  severity: 'medium',
  severityNote: 'Low when nothing carries the group.',
  compliance: [...nist('AC-4', 'CM-7', 'SC-7')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces', 'ManagedPrefixLists'],
  check: (context) =>
    checkGroups(context, {
      base: 'medium',
      direction: 'ingress',
      judge: (group) => judge(context, group),
      tell: (_, rules) => {
        const protocols = [...new Set(rules.map(({ protocol }) => protocol).filter(isPortless))]
        const words = protocols.map((protocol) => nameOf(protocol))
        return {
          title: `admits ${listWords(words)} from the whole internet`,
          description: 'A tunnel carries whatever is packed into it past every rule about ports.',
          summary: 'Admit the protocol from the far ends of the tunnel only; a tunnel from elsewhere stops working.',
          ports: words,
          settingsUsed: { internetThreshold: thresholdText(context.settings) },
        }
      },
      pass: 'admits no protocol without ports from the internet',
    }),
}

function nameOf(protocol: Protocol): string {
  const name = formatProtocol(protocol)
  return name.startsWith('protocol') ? name : `${name.toUpperCase()} (${protocol})`
}

function isPortless(protocol: Protocol): protocol is number {
  return protocol !== 'any' && ![TCP, UDP, ICMP, ICMPV6].includes(protocol)
}

function judge(context: RuleContext, group: SecurityGroup): GroupVerdict {
  const { inventory, settings } = context
  const ingress = rulesOf(group, 'ingress')
  const named = ingress.filter(({ protocol }) => isPortless(protocol))
  if (named.length === 0) return { rules: [] }
  const corporate = corporateAddresses(inventory, settings)
  const traffic = trafficOf(inventory, ingress).map((each) => ({
    ...each,
    sources: subtractAddresses(each.sources, corporate),
  }))
  const numbers = [...new Set(named.map(({ protocol }) => protocol).filter(isPortless))]
  const rules = numbers.flatMap((protocol) =>
    regionsWhere(traffic, protocol, (sources) => internetFamilies(sources, settings.internetThreshold).length > 0)
      .flatMap(({ contributors }) => contributors.map(({ rule }) => rule))
      .filter((rule) => rule.protocol === protocol),
  )
  return { rules: [...new Set(rules)], lists: unreadLists(context, named) }
}
