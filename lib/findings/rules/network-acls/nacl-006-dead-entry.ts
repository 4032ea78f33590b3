import type { NetworkAcl, NetworkAclEntry } from '../../../inventory/filters.ts'
import { intersect } from '../../../net/interval-set.ts'
import { type Family, overlaps } from '../../../net/prefix.ts'
import { describeEntry } from '../../../reachability/network-acl-filter.ts'
import { charter } from '../../charter.ts'
import { failed, passed } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { counted, listWords, named, shortName } from '../../wording.ts'
import { protocolsOf, sharesOf } from './acl-shares.ts'
import { aclSubject, deleteEntry, entryEvidence, isClosing, subnetsOf, unreadAcl, writeEntry } from './acl-subject.ts'

/** Source: VPC guide, "Network ACL rules" (as soon as an entry matches, it is applied, whatever follows). */
export const deadEntry: FindingRule = {
  id: 'NACL-006',
  version: 1,
  title: 'Network ACL entry never decides anything',
  logic:
    'Entries with lower numbers, of the same direction and family, match first whatever the entry could match: every protocol, port, ICMP message and address of it. The closing denials are not judged.',
  charter: charter('F.network-acls-second'),
  severity: 'info',
  severityNote: 'Medium when it denies what an entry before it allows: who wrote it believes that it is shut.',
  compliance: [],
  needs: ['NetworkAcls'],
  sharpenedBy: ['Subnets'],
  check: (context) => [...context.inventory.networkAcls.values()].map((acl) => outcomeOf(context, acl)),
}

interface Dead {
  readonly entry: NetworkAclEntry
  /** The entries before it that take what it names. */
  readonly by: readonly NetworkAclEntry[]
}

function outcomeOf(context: RuleContext, acl: NetworkAcl): RuleOutcome {
  if (acl.unread.length > 0) return unreadAcl(aclSubject(acl), acl)
  const dead = deadEntries(acl)
  if (dead.length > 0) return failure(context, acl, dead)
  return passed(aclSubject(acl), `Every entry of ${named(acl)} decides something.`)
}

/** Dead is an entry that decides nothing of any protocol. */
function deadEntries(acl: NetworkAcl): readonly Dead[] {
  const alive = new Set(
    FAMILIES.flatMap((family) => DIRECTIONS.flatMap((direction) => deciding(acl, family, direction))),
  )
  const dead = acl.entries.filter((entry) => !alive.has(entry) && !isClosing(entry))
  return dead.map((entry) => ({ entry, by: acl.entries.filter((each) => alive.has(each) && takesFrom(each, entry)) }))
}

const FAMILIES = [4, 6] as const
const DIRECTIONS = ['ingress', 'egress'] as const

function deciding(
  acl: NetworkAcl,
  family: Family,
  direction: NetworkAclEntry['direction'],
): readonly NetworkAclEntry[] {
  return protocolsOf(acl, family).flatMap((protocol) =>
    sharesOf(acl, { direction, family, protocol }).flatMap(({ entry, parts }) => (parts.length > 0 ? [entry] : [])),
  )
}

function takesFrom(first: NetworkAclEntry, entry: NetworkAclEntry): boolean {
  if (first.ruleNumber >= entry.ruleNumber || first.direction !== entry.direction) return false
  const alike = first.protocol === 'any' || entry.protocol === 'any' || first.protocol === entry.protocol
  return alike && overlaps(first.cidr, entry.cidr) && intersect(first.ports, entry.ports).length > 0
}

function failure(context: RuleContext, acl: NetworkAcl, dead: readonly Dead[]): Failure {
  const without = dead.filter(isOverruled)
  const subnets = subnetsOf(context, acl)
  const one = dead.length === 1
  return failed(aclSubject(acl), {
    title: `${counted(dead.length, 'entry').replace('entrys', 'entries')} of network ACL ${shortName(acl.name ?? acl.id)} ${one ? 'never decides' : 'never decide'} anything`,
    description: `In ${named(acl)}, ${listWords(dead.map(({ entry, by }) => `${describeEntry(entry)}, but ${by.map(({ ruleNumber }) => ruleNumber).join(' and ')} ${by.length === 1 ? 'matches' : 'match'} first`))}. ${without.length > 0 ? `What ${listWords(without.map(({ entry }) => `entry ${entry.ruleNumber}`))} ${without.length === 1 ? 'denies' : 'deny'} passes all the same.` : 'Taking it away changes nothing.'}`,
    severity:
      without.length > 0
        ? {
            base: 'info',
            effective: 'medium',
            why: ['Raised from info: a denial that never decides lets pass what it was written to stop.'],
          }
        : fixed('info', 'nothing passes that should not'),
    related: subnets.map(({ id }) => ({ role: 'subnet', id })),
    evidence: entryEvidence(context, acl, [...new Set(dead.flatMap(({ entry, by }) => [entry, ...by]))]),
    remediation: {
      summary:
        without.length > 0
          ? 'Write each denial again under a number below the entry that allows, or delete it if the traffic is wanted. A denial in force drops that traffic at once for every host of the subnets, replies on ports 1024-65535 too where it names them.'
          : 'Delete the entries; nothing changes by it.',
      cli: dead.flatMap((each) => [
        ...(isOverruled(each) ? [writeEntry(acl, each.entry, { verb: 'create', number: lowerNumber(each) })] : []),
        deleteEntry(acl, each.entry),
      ]),
      terraform: terraformComment(
        `${acl.id}: ${dead.map((each) => `${isOverruled(each) ? 'give a lower rule number to' : 'remove'} entry ${each.entry.ruleNumber}`).join(', ')}.`,
      ),
      console: [
        `Open the VPC console in ${acl.region}, Network ACLs, ${acl.id}, and its inbound or outbound rules.`,
        `Of ${listWords(dead.map(({ entry }) => `entry ${entry.ruleNumber}`))}, delete what is not needed and give a denial that is a lower number.`,
      ],
    },
  })
}

function isOverruled({ entry, by }: Dead): boolean {
  return entry.action === 'deny' && by.some(({ action }) => action === 'allow')
}

function lowerNumber({ by }: Dead): string {
  const first = by.find(({ action }) => action === 'allow')
  return `<free number below ${first?.ruleNumber ?? 1}>`
}
