import { commandFor } from '../../../inventory/collection-calls.ts'
import type { SecurityGroup, SecurityGroupRule } from '../../../inventory/filters.ts'
import { intersect, type NumberSet, subtract, union } from '../../../net/interval-set.ts'
import { TCP } from '../../../net/protocol.ts'
import { charter } from '../../charter.ts'
import { carriageOf, checkGroups, type GroupVerdict } from '../../check-groups.ts'
import { nist } from '../../compliance.ts'
import { carriersOf } from '../../group-carriers.ts'
import { interfaceRole } from '../../interface-role.ts'
import { OPEN_PORT_RULES, objectionable, portsLabels } from '../../open-ports.ts'
import type { FindingRule, RuleContext } from '../../rule.ts'
import { rulesOf } from '../../rule-sources.ts'

/** Source: IANA service names (FTP, Telnet, HTTP, POP3, IMAP, LDAP, rexec, rlogin, rsh, MQTT, VNC). */
export const cleartextAdmitted: FindingRule = {
  id: 'SG-028',
  version: 1,
  title: 'Cleartext protocol admitted',
  logic:
    'An ingress rule names a TCP port of a protocol that sends passwords or contents in the clear: 21, 23, 80, 110, 143, 389, 512 to 514, 1883 or 5900. Port 80 is left alone where only load balancers carry the group. Ranges wider than the threshold are the matter of SG-027, and what SG-001 to SG-006 report is not repeated.',
  charter: charter('E.security-groups-first'),
  severity: 'low',
  severityNote: 'Info when nothing carries the group.',
  compliance: [...nist('SC-8')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces'],
  check,
}

function check(context: RuleContext) {
  return checkGroups(context, {
    base: 'low',
    direction: 'ingress',
    judge: (group) => judge(context, group),
    tell: (_, rules) => ({
      title: 'admits a protocol without encryption',
      description: 'Whoever is on the way reads what is sent, passwords included.',
      summary:
        'Serve the encrypted form (SFTP, SSH, HTTPS, IMAPS, LDAPS, MQTTS), then remove the rule. Clients of the old form are cut off.',
      ports: portsLabels({
        tcp: rules.reduce<NumberSet>((all, rule) => union(all, intersect(rule.ports, CLEARTEXT)), []),
        udp: [],
      }),
    }),
    pass: 'admits no cleartext protocol by name, beside what other rules report',
  })
}

const HTTP: NumberSet = [[80, 80]]
const CLEARTEXT: NumberSet = [
  [21, 21],
  [23, 23],
  [80, 80],
  [110, 110],
  [143, 143],
  [389, 389],
  [512, 514],
  [1883, 1883],
  [5900, 5900],
]

function judge(context: RuleContext, group: SecurityGroup): GroupVerdict {
  const told = toldRules(context, group)
  const named = rulesOf(group, 'ingress').filter((rule) => isNamed(context, rule) && !told.has(rule))
  const besideHttp = named.filter(({ ports }) => subtract(intersect(ports, CLEARTEXT), HTTP).length > 0)
  const balanced = onBalancersOnly(context, group)
  if (besideHttp.length > 0 || named.length === 0)
    return {
      rules: besideHttp,
      toldElsewhere: told.size > 0 && named.length === 0 && [...told].some((rule) => isNamed(context, rule)),
    }
  if (balanced === 'unknown') {
    const reason = 'it admits port 80, and whether only load balancers carry it is not known'
    return { rules: [], doubts: [{ reason, remedy: commandFor('NetworkInterfaces', group.region) }] }
  }
  return { rules: balanced === 'yes' ? [] : named }
}

function isNamed({ settings }: RuleContext, { protocol, ports }: SecurityGroupRule): boolean {
  const wide = ports.some(([lo, hi]) => hi - lo + 1 > settings.thresholds.widePortRange)
  return protocol === TCP && !wide && intersect(ports, CLEARTEXT).length > 0
}

/** Rules of openings that SG-001 to SG-006 object to. */
function toldRules({ openings, settings }: RuleContext, { id }: SecurityGroup): ReadonlySet<SecurityGroupRule> {
  const told = (openings.get(id)?.openings ?? []).filter((opening) =>
    OPEN_PORT_RULES.some((ruleId) => {
      const { tcp, udp } = objectionable(ruleId, opening, settings)
      return tcp.length + udp.length > 0
    }),
  )
  return new Set(told.flatMap(({ rules }) => rules))
}

function onBalancersOnly(context: RuleContext, group: SecurityGroup): 'yes' | 'no' | 'unknown' {
  const carriers = carriersOf(context.network, group.id)
  if (carriers.some((each) => interfaceRole(each) !== 'load-balancer')) return 'no'
  const hidden = context.hidden.get(group.id) ?? []
  if (hidden.some(({ role, resource }) => role !== 'interface' && !context.inventory.loadBalancers.has(resource.id)))
    return 'no'
  if (carriageOf(context, group) === 'unused') return 'no'
  return carriageOf(context, group) === 'unknown' || hidden.some(({ role }) => role === 'interface') ? 'unknown' : 'yes'
}
