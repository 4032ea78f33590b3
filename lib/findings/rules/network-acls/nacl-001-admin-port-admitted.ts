import type { NetworkAcl } from '../../../inventory/filters.ts'
import { intersect, type NumberSet, union } from '../../../net/interval-set.ts'
import type { Family } from '../../../net/prefix.ts'
import { TCP, UDP } from '../../../net/protocol.ts'
import { coversInternet, regionsWhere } from '../../../net/traffic.ts'
import { admittedByAcl } from '../../../reachability/filter-admissions.ts'
import { coverageOf } from '../../../reachability/network.ts'
import type { RuleRef } from '../../../reachability/path.ts'
import { charter } from '../../charter.ts'
import { awsConfig, cis, nist, securityHub } from '../../compliance.ts'
import { distinctEvidence, evidenceOf } from '../../evidence.ts'
import { exposureOf } from '../../exposure.ts'
import { type HiddenCarrier, hiddenInstances } from '../../hidden-carriers.ts'
import { narrowEntries } from '../../narrow-acl-entries.ts'
import { portsLabels, thresholdText } from '../../open-ports.ts'
import { portWords } from '../../port-words.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { portsText } from '../../settings.ts'
import { weigh } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { aclSubject, guardedText, unreadAcl } from './acl-subject.ts'

/** Source: VPC guide, "Network ACL rules" (ascending numbers, first match). */
export const adminPortAdmitted: FindingRule = {
  id: 'NACL-001',
  version: 1,
  title: 'Network ACL admits remote administration from the internet',
  logic:
    'Entries are taken in the order of their numbers, the first match decides, IPv4 and IPv6 apart. What is admitted on an administration port over TCP or UDP (all protocols included) from addresses that together hold the internet fails; denials that stand first are honoured.',
  charter: charter('F.network-acls-second'),
  severity: 'medium',
  severityNote: 'Low when no subnet uses it, or when nothing in its subnets can be reached on these ports.',
  compliance: [
    ...cis({ '1.3': '5.1', '1.4': '5.1', '1.5': '5.1', '2.0': '5.1', '3.0': '5.1' }, 'exact'),
    ...cis({ '4.0.1': '5.2', '5.0': '5.2', '6.0': '6.2', '7.0': '6.2' }, 'exact'),
    securityHub('EC2.21', 'exact'),
    awsConfig('nacl-no-unrestricted-ssh-rdp', 'exact'),
    ...nist('AC-4(21)', 'SC-7'),
  ],
  needs: ['NetworkAcls'],
  sharpenedBy: ['Subnets', 'NetworkInterfaces', 'SecurityGroups', 'RouteTables', 'InternetGateways'],
  check: (context) => [...context.inventory.networkAcls.values()].map((acl) => outcomeOf(context, acl)),
}

interface Admitted {
  readonly tcp: NumberSet
  readonly udp: NumberSet
  readonly families: readonly Family[]
  readonly rules: readonly RuleRef[]
}

function outcomeOf(context: RuleContext, acl: NetworkAcl): RuleOutcome {
  const subject = aclSubject(acl)
  if (acl.unread.length > 0) return unreadAcl(subject, acl)
  const admitted = admittedBy(context, acl)
  if (admitted.rules.length > 0) return failure(context, acl, admitted)
  const description = `${named(acl)} admits no administration port from the whole internet.`
  return { ...subject, status: 'PASS', description }
}

/** What the ACL lets in on administration ports from the internet, with the entries that let it in. */
function admittedBy({ settings, network }: RuleContext, acl: NetworkAcl): Admitted {
  let admitted: Admitted = { tcp: [], udp: [], families: [], rules: [] }
  for (const family of [4, 6] as const) {
    for (const [side, protocol] of [
      ['tcp', TCP],
      ['udp', UDP],
    ] as const) {
      const { known } = admittedByAcl(network, acl, { direction: 'ingress', family, protocol })
      const traffic = known.map((rectangle) => ({
        ...rectangle,
        protocol,
        ports: intersect(rectangle.ports, settings.adminPorts),
      }))
      const regions = regionsWhere(traffic, protocol, (sources) => coversInternet(sources, settings.internetThreshold))
      for (const { ports, contributors } of regions) {
        const rules = contributors.flatMap((each) => each.rules)
        const families = [...new Set([...admitted.families, family])]
        admitted = { ...admitted, families, [side]: union(admitted[side], ports), rules: [...admitted.rules, ...rules] }
      }
    }
  }
  return admitted
}

function failure(context: RuleContext, acl: NetworkAcl, admitted: Admitted): Failure {
  const { inventory, network, settings } = context
  const subnets = (network.subnetsByAcl.get(acl.id) ?? []).map(({ id }) => id)
  const exposure = exposureOf(inventory, {
    ...admitted,
    settings,
    interfaces: subnets.flatMap((id) => network.index.interfacesBySubnet.get(id) ?? []),
    hidden: subnets.flatMap((id) => hiddenIn(context, id)),
    complete:
      acl.associationsTold &&
      ['NetworkInterfaces' as const, 'Subnets' as const].every((key) => coverageOf(inventory, acl, key) === 'complete'),
  })
  const entries = distinctEvidence(admitted.rules.map((rule) => evidenceOf(inventory, rule)))
  const untold = subnets.length === 0 && !acl.associationsTold ? 'which subnets use it was not told' : null
  const because = untold ?? (exposure.level === 'none' ? 'no interface stands behind it' : exposure.because)
  return {
    resource: acl,
    type: 'network-acl',
    vpcId: acl.vpcId,
    status: 'FAIL',
    discriminator: '',
    title: `Network ACL ${shortName(acl.name ?? acl.id)} admits ${portWords(admitted).text} from the internet`,
    description: `${named(acl)} lets the whole internet in on administration ports over ${admitted.families.map((family) => `IPv${family}`).join(' and ')}, by ${listWords(entries.map(({ excerpt }) => excerpt))}. ${guardedText(context, acl)} Only security groups stand between the internet and the hosts behind it.`,
    severity: weigh({ base: 'medium', level: exposure.level, because }),
    exposure: { level: exposure.level, path: exposure.path },
    related: [
      ...subnets.map((id) => ({ role: 'subnet', id })),
      ...exposure.related.filter(({ role }) => role !== 'subnet'),
    ],
    ports: portsLabels(admitted),
    evidence: distinctEvidence([...entries, ...exposure.evidence]),
    settingsUsed: { adminPorts: portsText(settings.adminPorts), internetThreshold: thresholdText(settings) },
    remediation: narrowEntries({
      acl,
      entries: acl.entries.filter(({ pointer }) => admitted.rules.some((rule) => rule.pointer === pointer)),
      subnets: subnets.length,
      settings,
    }),
    alsoMatches: [],
    cause: [...new Set(entries.flatMap(({ networkRuleId }) => networkRuleId ?? []))].join(' '),
  }
}

/** Instances of a subnet whose interfaces are in no document. */
function hiddenIn({ network }: RuleContext, subnetId: string): readonly HiddenCarrier[] {
  const hidden = hiddenInstances(network)
  if (hidden.size === 0) return []
  return (network.index.instancesBySubnet.get(subnetId) ?? []).flatMap((instance) => hidden.get(instance) ?? [])
}
