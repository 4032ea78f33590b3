import type { NetworkAcl, NetworkAclEntry } from '../../../inventory/filters.ts'
import { intersect, type NumberSet, subtract } from '../../../net/interval-set.ts'
import { type Family, formatPrefix, parsePrefix } from '../../../net/prefix.ts'
import { formatProtocol, TCP, UDP } from '../../../net/protocol.ts'
import { formatPorts } from '../../../net/traffic.ts'
import { charter } from '../../charter.ts'
import { thresholdText } from '../../open-ports.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { internetNumbers, type OpenNumbers } from './acl-shares.ts'
import { aclSubject, askForAcl, entriesText, entryEvidence, subnetsOf, unreadAcl, writeEntry } from './acl-subject.ts'

/** Source: VPC guide, "Network ACL rules" (an IPv4 entry says nothing of IPv6). */
export const familiesDiffer: FindingRule = {
  id: 'NACL-010',
  version: 1,
  title: 'Network ACL treats IPv4 and IPv6 differently',
  logic:
    'The ACL guards a subnet that has both families, and for TCP or UDP, in or out, a port that passes between it and the whole internet in one family does not in the other. An ACL whose subnets have one family passes.',
  charter: charter('F.network-acls-second'),
  severity: 'medium',
  severityNote:
    'Low when IPv6, which is easily forgotten, is nowhere the wider one, and when one family lets nothing of the internet in at all: then something is shut, not open.',
  compliance: [],
  needs: ['NetworkAcls', 'Subnets'],
  sharpenedBy: [],
  check: (context) => [...context.inventory.networkAcls.values()].map((acl) => outcomeOf(context, acl)),
}

interface Difference {
  readonly direction: NetworkAclEntry['direction']
  readonly protocol: number
  /** The family that lets more pass. */
  readonly family: Family
  readonly ports: NumberSet
  readonly entries: readonly NetworkAclEntry[]
}

function outcomeOf(context: RuleContext, acl: NetworkAcl): RuleOutcome {
  const subject = aclSubject(acl)
  if (acl.unread.length > 0) return unreadAcl(subject, acl)
  const differences = differencesOf(context, acl)
  if (differences.length === 0) return passed(subject, `${named(acl)} treats IPv4 and IPv6 alike.`)
  const guarded = subnetsOf(context, acl)
  const both = guarded.filter(({ cidrs }) => [4, 6].every((one) => cidrs.some(({ family }) => family === one)))
  if (both.length > 0)
    return failure(context, acl, {
      differences,
      subnets: both.map(({ id }) => id),
    })
  const knowsAll = acl.associationsTold && guarded.length >= acl.subnetIds.length
  if (!knowsAll)
    return undecided(subject, {
      reason: `${named(acl)} treats IPv4 and IPv6 differently; whether a subnet it guards has both was not told.`,
      remedy: askForAcl(acl),
    })
  return passed(subject, `No subnet that ${named(acl)} guards has both IPv4 and IPv6.`)
}

function differencesOf({ settings }: RuleContext, acl: NetworkAcl): readonly Difference[] {
  return (['ingress', 'egress'] as const).flatMap((direction) =>
    [TCP, UDP].flatMap((protocol) => {
      const open = (family: Family) => internetNumbers(acl, { direction, family, protocol }, settings.internetThreshold)
      const [ipv4, ipv6] = [open(4), open(6)]
      return [more(4, ipv4, ipv6), more(6, ipv6, ipv4)].flatMap((each) =>
        each.ports.length > 0 ? [{ ...each, direction, protocol }] : [],
      )
    }),
  )
}

function more(
  family: Family,
  wide: OpenNumbers,
  narrow: OpenNumbers,
): Pick<Difference, 'family' | 'ports' | 'entries'> {
  const ports = subtract(subtract(wide.numbers, narrow.numbers), [[0, 0]])
  const entries = wide.entries.filter((entry) => entry.protocol === 'any' || intersect(entry.ports, ports).length > 0)
  return { family, ports, entries }
}

interface Asymmetry {
  readonly differences: readonly Difference[]
  readonly subnets: readonly string[]
}

function failure(context: RuleContext, acl: NetworkAcl, { differences, subnets }: Asymmetry): Failure {
  const entries = acl.entries.filter((entry) => differences.some((each) => each.entries.includes(entry)))
  return failed(aclSubject(acl), {
    title: `Network ACL ${shortName(acl.name ?? acl.id)} treats IPv4 and IPv6 differently`,
    description: `${named(acl)} guards ${listWords(subnets)}, where hosts have both families. It lets ${listWords(differences.map(differenceText))} pass, which the other family does not. What lets it pass: ${entriesText(entries)}.`,
    severity: severityOf(context, acl, differences),
    related: subnets.map((id) => ({ role: 'subnet', id })),
    evidence: entryEvidence(context, acl, entries),
    settingsUsed: { internetThreshold: thresholdText(context.settings) },
    remediation: {
      summary:
        'Say the same for both families. Decide which of the two is meant first: a denial for the wider family stops that traffic at once for every host of these subnets.',
      cli: [...new Set(differences.flatMap((each) => denialFor(acl, each)))],
      terraform: terraformComment(
        `${acl.id}: write each aws_network_acl_rule for cidr_block and for ipv6_cidr_block, with the same ports.`,
      ),
      console: [
        `Open the VPC console in ${acl.region}, Network ACLs, ${acl.id}.`,
        'Compare the rules of 0.0.0.0/0 with those of ::/0, in and out, and make them alike.',
      ],
    },
  })
}

function differenceText({ direction, protocol, family, ports }: Difference): string {
  const toward = direction === 'ingress' ? 'in' : 'out'
  return `${formatProtocol(protocol)}/${formatPorts(ports)} ${toward} over IPv${family}`
}

/**
 * A guard rail of IPv4 that IPv6 lacks. What IPv4 alone lets in is as often what is meant, and a denial in front of it
 * would shut hosts inside out as well; above 1023 one would drop replies. There none is proposed.
 */
function denialFor(acl: NetworkAcl, { direction, protocol, family, ports }: Difference): readonly string[] {
  const cidr = parsePrefix('::/0')
  if (!cidr || family === 4 || ports.some(([, hi]) => hi > 1023)) return [askForAcl(acl)]
  return ports.map(([lo, hi]) =>
    writeEntry(
      acl,
      {
        direction,
        protocol,
        cidr,
        ruleNumber: 1,
        action: 'deny',
        ports: [[lo, hi]],
        icmp: null,
        pointer: formatPrefix(cidr),
      },
      { verb: 'create', number: '<free number, the lowest>' },
    ),
  )
}

function severityOf(
  { settings }: RuleContext,
  acl: NetworkAcl,
  differences: readonly Difference[],
): Failure['severity'] {
  const shut = ([4, 6] as const).find((family) =>
    [TCP, UDP].every(
      (protocol) =>
        internetNumbers(acl, { direction: 'ingress', family, protocol }, settings.internetThreshold).numbers.length ===
        0,
    ),
  )
  const lowered = (because: string) => ({
    base: 'medium' as const,
    effective: 'low' as const,
    why: [`Lowered from medium: ${because}.`],
  })
  if (shut !== undefined) return lowered(`IPv${shut} lets nothing of the internet in`)
  if (differences.every(({ family }) => family === 4)) return lowered('IPv6 lets nothing pass that IPv4 stops')
  return fixed('medium', 'a guard rail holds for IPv4 and not for IPv6')
}
