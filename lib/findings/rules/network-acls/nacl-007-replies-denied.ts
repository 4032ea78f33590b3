import type { NetworkAcl, NetworkAclEntry, SecurityGroupRule } from '../../../inventory/filters.ts'
import { intersect, type NumberSet, subtract } from '../../../net/interval-set.ts'
import { TCP, UDP } from '../../../net/protocol.ts'
import {
  type AddressSet,
  addressSet,
  coversInternet,
  hasAddresses,
  intersectAddresses,
  NO_ADDRESSES,
  subtractAddresses,
  unionAddresses,
} from '../../../net/traffic.ts'
import { describeEntry } from '../../../reachability/network-acl-filter.ts'
import { peerPrefixes } from '../../../reachability/security-group-filter.ts'
import { charter } from '../../charter.ts'
import { groupsBehindAcl } from '../../groups-behind.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { sharesOf } from './acl-shares.ts'
import { aclSubject, askForHosts, entryEvidence, knowsHosts, subnetsOf, unreadAcl, writeEntry } from './acl-subject.ts'

/** Ports that clients of Linux and of Windows both take. Source: VPC guide, "Ephemeral ports". */
const EPHEMERAL: NumberSet = [[49152, 60999]]

/** Source: VPC guide, "Network ACLs" (stateless: replies need an entry of their own) and "Ephemeral ports". */
export const repliesDenied: FindingRule = {
  id: 'NACL-007',
  version: 1,
  title: 'Network ACL allows requests and stops their replies',
  logic:
    'An entry lets TCP or UDP pass that a security group behind the ACL lets pass too, and in the other direction the ports clients take for replies (49152-60999, which Linux and Windows share) are stopped for each of its addresses, or for the whole internet. An entry that is there for replies is no request; UDP counts where an entry names it.',
  charter: charter('F.network-acls-second'),
  severity: 'medium',
  severityNote: 'Does not depend on exposure: what is meant to work does not.',
  compliance: [],
  needs: ['NetworkAcls', 'Subnets', 'NetworkInterfaces', 'SecurityGroups'],
  sharpenedBy: ['ManagedPrefixLists'],
  check: (context) => [...context.inventory.networkAcls.values()].map((acl) => outcomeOf(context, acl)),
}

function outcomeOf(context: RuleContext, acl: NetworkAcl): RuleOutcome {
  const subject = aclSubject(acl)
  if (acl.unread.length > 0) return unreadAcl(subject, acl)
  const broken = acl.entries.filter((entry) => isUnanswered(context, acl, entry))
  if (broken.length === 0) return passed(subject, `What ${named(acl)} lets pass can be answered.`)
  const rules = rulesBehind(context, acl)
  const wanted = broken.filter((entry) => rules.some((rule) => permits(context, rule, entry) === 'yes'))
  if (wanted.length > 0) return failure(context, acl, wanted)
  const perhaps = broken.some((entry) => rules.some((rule) => permits(context, rule, entry) === 'perhaps'))
  if (knowsHosts(context, acl) && !perhaps)
    return passed(subject, `No security group behind ${named(acl)} lets pass what it could not answer.`)
  return undecided(subject, {
    reason: `${named(acl)} stops replies to what ${listWords(broken.map((entry) => `entry ${entry.ruleNumber}`))} lets pass; whether a security group behind it lets that pass was not told.`,
    remedy: askForHosts(acl),
  })
}

/** Does the entry let requests pass to which no reply comes back? */
function isUnanswered({ settings }: RuleContext, acl: NetworkAcl, entry: NetworkAclEntry): boolean {
  const protocol = entry.protocol === UDP ? UDP : TCP
  if (entry.action !== 'allow' || (entry.protocol !== 'any' && entry.protocol !== protocol)) return false
  const { direction, cidr } = entry
  const share = sharesOf(acl, { direction, family: cidr.family, protocol }).find((each) => each.entry === entry)
  const asking = (share?.parts ?? [])
    .filter(({ numbers }) => requestPorts(entry, numbers).length > 0)
    .reduce((all, { addresses }) => unionAddresses(all, addresses), NO_ADDRESSES)
  if (!hasAddresses(asking)) return false
  const back = direction === 'ingress' ? 'egress' : 'ingress'
  const replies = sharesOf(acl, { direction: back, family: cidr.family, protocol })
  const stopped = unanswered(replies, asking)
  return !hasAddresses(subtractAddresses(asking, stopped)) || coversInternet(stopped, settings.internetThreshold)
}

/** An entry that names ports of replies is there for them: only its ports below 1024 are requests. */
function requestPorts({ ports }: NetworkAclEntry, numbers: NumberSet): NumberSet {
  return intersect(ports, EPHEMERAL).length > 0 ? intersect(numbers, [[1, 1023]]) : numbers
}

/** The addresses for which some port of replies is stopped. */
function unanswered(replies: ReturnType<typeof sharesOf>, asking: AddressSet): AddressSet {
  const allowed = replies.flatMap(({ entry, parts }) => (entry.action === 'allow' ? parts : []))
  const cuts = [...new Set(allowed.flatMap(({ numbers }) => numbers.flatMap(([lo, hi]) => [lo, hi + 1])))]
  const starts = [EPHEMERAL[0]?.[0] ?? 0, ...cuts.filter((at) => intersect(EPHEMERAL, [[at, at]]).length > 0)]
  return starts
    .map((at) => allowed.filter(({ numbers }) => intersect(numbers, [[at, at]]).length > 0))
    .map((parts) => parts.reduce((all, { addresses }) => unionAddresses(all, addresses), NO_ADDRESSES))
    .reduce((all, answered) => unionAddresses(all, subtractAddresses(asking, answered)), NO_ADDRESSES)
}

function rulesBehind(context: RuleContext, acl: NetworkAcl): readonly SecurityGroupRule[] {
  return [...groupsBehindAcl(context.network, acl)].flatMap(
    (id) => context.inventory.securityGroups.get(id)?.rules ?? [],
  )
}

/** Does the rule of a group let pass some of what the entry does? A group or an unread list may be anywhere. */
function permits(
  { inventory }: RuleContext,
  rule: SecurityGroupRule,
  entry: NetworkAclEntry,
): 'yes' | 'no' | 'perhaps' {
  const protocol = entry.protocol === UDP ? UDP : TCP
  if (rule.direction !== entry.direction || (rule.protocol !== 'any' && rule.protocol !== protocol)) return 'no'
  if (intersect(rule.ports, requestPorts(entry, entry.ports)).length === 0) return 'no'
  const prefixes = peerPrefixes(inventory, rule)
  if (rule.peer.kind === 'security-group' || !prefixes) return 'perhaps'
  return hasAddresses(intersectAddresses(addressSet(prefixes), addressSet([entry.cidr]))) ? 'yes' : 'no'
}

function failure(context: RuleContext, acl: NetworkAcl, broken: readonly NetworkAclEntry[]): RuleOutcome {
  const subnets = subnetsOf(context, acl)
  const back = (entry: NetworkAclEntry) => (entry.direction === 'ingress' ? 'egress' : 'ingress')
  const denials = acl.entries.filter(
    (entry) =>
      entry.action === 'deny' &&
      broken.some((each) => entry.direction === back(each) && entry.cidr.family === each.cidr.family) &&
      subtract(EPHEMERAL, entry.ports).length === 0,
  )
  return failed(aclSubject(acl), {
    title: `Network ACL ${shortName(acl.name ?? acl.id)} stops replies to what it lets pass`,
    description: `In ${named(acl)}, ${listWords(broken.map(describeEntry))}; the other direction stops ports 49152-60999, on which the replies go. A network ACL keeps no state, so these connections, which a security group permits, never come about.`,
    severity: fixed('medium', 'what security groups permit cannot work'),
    related: subnets.map(({ id }) => ({ role: 'subnet', id })),
    evidence: entryEvidence(context, acl, [...broken, ...denials]),
    remediation: {
      summary:
        'Where the connections are wanted, let their replies pass: ports 1024-65535 to or from the same addresses. Where they are not, delete the entry that lets the requests pass. New entries open these ports of the subnets to those addresses as far as security groups do.',
      cli: broken.map((entry) =>
        writeEntry(
          acl,
          { ...entry, direction: back(entry), protocol: entry.protocol === UDP ? UDP : TCP },
          {
            verb: 'create',
            number: '<free number>',
            ports: ['1024', '65535'],
          },
        ),
      ),
      terraform: terraformComment(
        `${acl.id}: an aws_network_acl_rule for ports 1024-65535 in the other direction of ${listWords(broken.map((entry) => `entry ${entry.ruleNumber}`))}.`,
      ),
      console: [
        `Open the VPC console in ${acl.region}, Network ACLs, ${acl.id}.`,
        `Add ports 1024-65535 in the direction that answers ${listWords(broken.map((entry) => `${entry.direction === 'ingress' ? 'inbound' : 'outbound'} entry ${entry.ruleNumber}`))}, with the same addresses.`,
      ],
    },
  })
}
