import type { SecurityGroup } from '../../../inventory/filters.ts'
import type { NetworkInterface } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { intersect, type NumberSet, union } from '../../../net/interval-set.ts'
import { TCP, UDP } from '../../../net/protocol.ts'
import { type AddressSet, hasAddresses } from '../../../net/traffic.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { peerText, ruleRef, trafficText } from '../../../reachability/security-group-filter.ts'
import { bastionReason, bastionsOf } from '../../bastions.ts'
import { carrierNames } from '../../carrier-name.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { distinctEvidence, evidenceOf, resourceEvidence } from '../../evidence.ts'
import { exposureOf } from '../../exposure.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import { revokeRules } from '../../revoke-rules.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import {
  corporateAddresses,
  internetRules,
  portsAmong,
  publicPart,
  type RuleTraffic,
  rulesOf,
  trafficOf,
  unreadLists,
} from '../../rule-sources.ts'
import { portsText } from '../../settings.ts'
import { weigh } from '../../severity.ts'
import { listWords, named, titleNames } from '../../wording.ts'
import { corporateText, hasCorporate } from '../security-groups/corporate-setting.ts'
import { causeOfRules } from './exposure-claims.ts'

/** Source: VPC guide, "Infrastructure security in Amazon VPC" (bastion hosts; groups open to corporate ranges only). */
export const bastionOpenBeyondCorporate: FindingRule = {
  id: 'PRIV-001',
  version: 1,
  title: 'Bastion open beyond corporate ranges',
  logic:
    'A group of a bastion (called so by name or tag, or with a public address and nothing but administration ports) admits an administration port from public addresses outside the corporate ranges and lists. Some public addresses are not judged until corporateRanges is set; the internet is.',
  charter: charter('G.private-subnets'),
  severity: 'high',
  severityNote: 'Medium when nothing of the internet reaches the bastion.',
  compliance: nist('AC-4', 'AC-17', 'SC-7'),
  needs: ['SecurityGroups', 'NetworkInterfaces'],
  sharpenedBy: ['Instances', 'ManagedPrefixLists', 'RouteTables', 'InternetGateways', 'NetworkAcls'],
  check: (context) => {
    const corporate = corporateAddresses(context.inventory, context.settings)
    return [...bastionsByGroup(context)].flatMap(([id, bastions]) => {
      const group = context.inventory.securityGroups.get(id)
      return group ? [outcomeOf(context, group, { bastions, corporate })] : []
    })
  },
}

interface Asked {
  readonly bastions: readonly NetworkInterface[]
  readonly corporate: AddressSet
}

/** An EC2 Instance Connect Endpoint is no host: who comes in by it is decided in IAM. */
function bastionsByGroup({ network, settings }: RuleContext): ReadonlyMap<string, NetworkInterface[]> {
  const found = new Map<string, NetworkInterface[]>()
  for (const one of bastionsOf(network, settings).keys()) {
    if (one.typeText === 'ec2_instance_connect_endpoint') continue
    for (const id of one.securityGroupIds) {
      const own = found.get(id)
      if (own) own.push(one)
      else found.set(id, [one])
    }
  }
  return found
}

function outcomeOf(context: RuleContext, group: SecurityGroup, asked: Asked): RuleOutcome {
  const { inventory, settings } = context
  const subject = subjectFor(group, 'security-group', group.vpcId)
  const rules = rulesOf(group, 'ingress').filter((rule) => portsAmong(rule, settings.adminPorts).length > 0)
  const foreign = trafficOf(inventory, rules)
    .map((each) => ({ ...each, sources: publicPart(each.sources, asked.corporate) }))
    .filter(({ sources }) => hasAddresses(sources))
  // Until somebody says which ranges are the team's own, a narrow one may be: taking it away would lock people out.
  const internet = internetRules(context, group)
  const surely = hasCorporate(settings) ? foreign : foreign.filter(({ rule }) => internet.has(rule))
  if (surely.length > 0) return failure(context, group, { ...asked, foreign: surely })
  if (foreign.length > 0)
    return undecided(subject, {
      reason: `Whether ${listWords(foreign.map(({ rule }) => peerText(rule)))}, which ${named(group)} lets administer a bastion, is the team's own range was not said: corporateRanges is not set.`,
      remedy: 'set corporateRanges in portolan.yaml',
    })
  const lists = unreadLists(context, rules)
  if (lists.length > 0 || group.unread.length > 0)
    return undecided(subject, {
      reason: `Whom ${named(group)} lets administer a bastion is not all known: ${listWords([...lists, ...(group.unread.length > 0 ? ['a rule'] : [])])} could not be read.`,
      remedy: shell`aws ec2 describe-security-groups --region ${group.region} --group-ids ${group.id}`,
    })
  return passed(
    subject,
    () => `${named(group)} lets no public address beyond the corporate ranges administer a bastion.`,
  )
}

interface Found extends Asked {
  readonly foreign: readonly RuleTraffic[]
}

function adminPortsOf(context: RuleContext, foreign: readonly RuleTraffic[], protocol: number): NumberSet {
  return foreign
    .filter((each) => each.protocol === 'any' || each.protocol === protocol)
    .reduce<NumberSet>((all, { ports }) => union(all, intersect(ports, context.settings.adminPorts)), [])
}

function failure(context: RuleContext, group: SecurityGroup, { bastions, foreign }: Found): RuleOutcome {
  const { inventory, settings } = context
  const rules = foreign.map(({ rule }) => rule)
  const exposure = exposureOf(inventory, {
    interfaces: bastions,
    complete: coverageOf(inventory, group, 'NetworkInterfaces') === 'complete',
    tcp: adminPortsOf(context, foreign, TCP),
    udp: adminPortsOf(context, foreign, UDP),
    families: [4, 6],
    settings,
  })
  const names = carrierNames(inventory, bastions)
  const internet = internetRules(context, group)
  const from = rules.some((rule) => internet.has(rule)) ? 'the internet' : listWords([...new Set(rules.map(peerText))])
  const [first] = bastions
  return failed(subjectFor(group, 'security-group', group.vpcId), {
    title: `Bastion ${titleNames(names)} is open beyond the corporate ranges`,
    description: `${named(group)} lets ${from} administer ${listWords([...names])}, ${first ? `taken for a bastion because ${bastionReason(context.network, settings, first)}` : 'a bastion'}. Whoever gets in there stands before every private host it leads to.`,
    severity: weigh({ base: 'high', level: exposure.level, because: exposure.because }),
    exposure: { level: exposure.level, path: exposure.path },
    related: exposure.related,
    ports: [...new Set(rules.map(trafficText))],
    evidence: distinctEvidence([
      ...rules.map((rule) => evidenceOf(inventory, ruleRef(rule, group.id))),
      ...(first ? [resourceEvidence(inventory, first, { excerpt: `${first.id} carries ${group.id}` })] : []),
      ...exposure.evidence,
    ]),
    settingsUsed: { adminPorts: portsText(settings.adminPorts), corporateRanges: corporateText(settings) },
    remediation: revokeRules({
      group,
      rules,
      settings,
      summary:
        'Let the corporate ranges in first, or put an EC2 Instance Connect Endpoint or Session Manager in the place of the bastion; then take these rules out. Whoever comes in by them is cut off.',
    }),
    cause: causeOfRules(context, { group, rules }),
  })
}
