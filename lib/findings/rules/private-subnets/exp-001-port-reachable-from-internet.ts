import type { NetworkInterface, Vpc } from '../../../inventory/network.ts'
import { intersect } from '../../../net/interval-set.ts'
import { TCP, UDP } from '../../../net/protocol.ts'
import { internetPath } from '../../../reachability/internet-path.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { balancerHops } from '../../behind-balancers.ts'
import { carrierNames } from '../../carrier-name.ts'
import { charter } from '../../charter.ts'
import { nist, pci, wellArchitected } from '../../compliance.ts'
import { distinctEvidence, evidenceOf, findingHops, pathEvidence, resourceEvidence } from '../../evidence.ts'
import type { Evidence, FindingHop } from '../../finding.ts'
import { portsLabels, thresholdText } from '../../open-ports.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import { portWords } from '../../port-words.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { portsText } from '../../settings.ts'
import { fixed, intended, type SeverityAnswer } from '../../severity.ts'
import { counted, listWords, named, titleNames } from '../../wording.ts'
import {
  causeOfClaim,
  claimIdentity,
  type ExposureClaim,
  exposureClaims,
  type OpeningRules,
  openingRules,
  portsOn,
  rowsOf,
} from './exposure-claims.ts'
import { closeExposure, commandsThatTell } from './exposure-remedies.ts'

/**
 * Source: VPC guide, "Internet gateways", "Security groups", "Network ACLs", "Block public access"; Elastic Load
 * Balancing guides, "Target groups".
 */
export const portReachableFromInternet: FindingRule = {
  id: 'EXP-001',
  version: 1,
  title: 'Port reachable from the internet',
  logic:
    'A TCP or UDP port of an interface is reached by the internet (not only by a few addresses or the corporate ranges) through everything on the way: a public or global address, an internet gateway and its route, Block Public Access, the network ACL in both directions and the union of the security groups; or a listener of a load balancer and its healthy targets. Interfaces that nothing tells apart are one finding; a range that holds an administration or data port is told as one.',
  charter: charter('G.private-subnets'),
  severity: 'critical',
  severityNote:
    'Critical for ports of administration and of data stores (also behind a load balancer), High for any other, Info for 80 and 443 of a load balancer and for what publicServices names.',
  compliance: [
    ...nist('AC-3(7)', 'AC-4', 'AC-6', 'SC-7', 'SC-7(4)', 'SC-7(11)', 'SC-7(16)', 'SC-7(21)'),
    ...pci('4.0', '1.3.1', '1.4.2'),
    wellArchitected('NETSEC-001'),
  ],
  needs: ['NetworkInterfaces'],
  sharpenedBy: [
    'SecurityGroups',
    'RouteTables',
    'NetworkAcls',
    'InternetGateways',
    'Addresses',
    'VpcBlockPublicAccessOptions',
    'ManagedPrefixLists',
    'LoadBalancers',
    'Listeners',
    'TargetGroups',
  ],
  check: (context) => {
    const claims = exposureClaims(context)
    const told = claims.map((claim) => (claim.certain ? failure(context, claim) : doubt(context, claim)))
    const heard = new Set(
      claims
        .filter(({ kind, certain }) => kind !== 'intended' || !certain)
        .flatMap(({ fronts }) => fronts.flatMap(({ interfaces }) => interfaces.map(({ vpcId }) => vpcId))),
    )
    const quiet = [...context.inventory.vpcs.values()].filter(({ id }) => !heard.has(id))
    return [...told, ...quiet.flatMap((vpc) => silence(context, vpc))]
  },
}

function silence({ inventory, network }: RuleContext, vpc: Vpc): readonly RuleOutcome[] {
  const interfaces = network.index.interfacesByVpc.get(vpc.id) ?? []
  if (interfaces.length === 0 || coverageOf(inventory, vpc, 'NetworkInterfaces') !== 'complete') return []
  const text = () =>
    `The internet reaches no interface of ${named(vpc)} (${interfaces.length} in all), but for what is meant to be public.`
  return [passed(subjectFor(vpc, 'vpc', vpc.id), text)]
}

function interfacesOf({ fronts }: ExposureClaim): readonly NetworkInterface[] {
  return fronts.flatMap(({ interfaces }) => interfaces)
}

function failure(context: RuleContext, claim: ExposureClaim): RuleOutcome {
  const { inventory, settings } = context
  const interfaces = interfacesOf(claim)
  const [first] = interfaces
  if (!first) throw new Error('A claim without interfaces is never made.')
  const opened = openingRules(context, claim)
  const who = titleNames(carrierNames(inventory, interfaces))
  const cause = causeOfClaim(context, opened) ?? claim.fronts[0]?.balancerArn ?? first.id
  const { path, evidence } = wayOf(context, claim, first)
  const words = wordsOf(claim)
  return failed(subjectFor(first, 'network-interface', first.vpcId), {
    ...claimIdentity(claim),
    title: `${words.text} on ${who} ${words.plural ? 'are' : 'is'} reachable from the internet`,
    description: describe(context, claim, opened),
    severity: severityOf(claim, `the internet reaches ${words.text} on ${who}`),
    exposure: { level: 'internet', path },
    related: relatedOf(claim, opened),
    ports: portsLabels(claim.ports),
    evidence,
    settingsUsed: {
      adminPorts: portsText(settings.adminPorts),
      publicServices: listWords(settings.publicServices, 20),
      corporateRanges: listWords(settings.corporateRanges, 20),
      internetThreshold: thresholdText(settings),
    },
    remediation: closeExposure(context, claim, opened),
    cause,
  })
}

function wordsOf({ ports }: ExposureClaim): { readonly text: string; readonly plural: boolean } {
  const all = [ports.tcp, ports.udp].every(([first]) => first && first[0] <= 1 && first[1] === 65535)
  return all ? { text: 'Every port', plural: false } : portWords(ports)
}

function severityOf({ kind, fronts: [front] }: ExposureClaim, because: string): SeverityAnswer {
  if (kind === 'sensitive')
    return fixed('critical', `${because}, and it is a port of administration or of a data store`)
  if (kind === 'other') return fixed('high', because)
  return intended(
    'high',
    front?.balancerArn
      ? 'a load balancer is there to be met, on 80 and 443 or as publicServices says'
      : 'publicServices names it',
  )
}

function describe({ inventory }: RuleContext, claim: ExposureClaim, opened: readonly OpeningRules[]): string {
  const interfaces = interfacesOf(claim)
  const names = [...carrierNames(inventory, interfaces)]
  const rows = rowsOf(claim)
  const families = [...new Set(rows.map(({ family }) => `IPv${family}`))].sort()
  const groups = opened.map(({ group }) => named(group))
  const behind = [...new Set(rows.flatMap(({ via, members }) => (via === null ? [] : members)))]
  return [
    `Anybody on the internet can connect to ${portsLabels(claim.ports).join(', ')} of ${listWords(names)} over ${families.join(' and ')}.`,
    `Every step was checked, there and back: address, internet gateway, route, network ACL and security groups${groups.length > 0 ? `; ${listWords(groups)} ${groups.length === 1 ? 'lets' : 'let'} it in` : ''}.`,
    behind.length > 0
      ? `The load balancer passes it on to ${counted(behind.length, 'interface')}: ${listWords(behind)}.`
      : '',
    interfaces.length > 1 ? `${counted(interfaces.length, 'interface')} are alike in this.` : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

interface Way {
  readonly path: readonly FindingHop[]
  readonly evidence: readonly Evidence[]
}

/** The path of the first, and every rule, entry and route that lets the ports of the claim pass. */
function wayOf({ inventory }: RuleContext, claim: ExposureClaim, first: NetworkInterface): Way {
  const rows = rowsOf(claim)
  const facts = rows.flatMap(({ rules }) => rules).map((rule) => evidenceOf(inventory, rule))
  const own = resourceEvidence(inventory, first, { excerpt: addressText(first) })
  const through = rows.find(({ via }) => via !== null) ?? rows[0]
  if (claim.fronts[0]?.balancerArn && through) {
    const ends = through.members.flatMap((id) => inventory.networkInterfaces.get(id) ?? [])
    const path = balancerHops(inventory, { level: 'internet', row: through, interfaces: ends })
    return { path, evidence: distinctEvidence([...facts, own]) }
  }
  const [row] = rows
  if (!row) return { path: [], evidence: [own] }
  const protocol = typeof row.protocol === 'number' ? row.protocol : claim.ports.tcp.length > 0 ? TCP : UDP
  const ports = intersect(row.ports, portsOn(row, claim.ports))
  const path = internetPath(inventory, { interfaceId: first.id, family: row.family, protocol, ports })
  return {
    path: findingHops(inventory, path.hops),
    evidence: distinctEvidence([...pathEvidence(inventory, path.hops), ...facts, own]),
  }
}

function addressText({ id, addresses, ipv6Addresses }: NetworkInterface): string {
  const mapped = addresses.flatMap(({ publicIp }) => (publicIp ? [publicIp] : []))
  const count = mapped.length + ipv6Addresses.length
  if (count === 0) return id
  return `${id} with ${count === 1 ? 'one public address' : `${count} public addresses`}`
}

const RELATED_MAX = 100

function relatedOf(claim: ExposureClaim, opened: readonly OpeningRules[]): readonly { role: string; id: string }[] {
  const shown = interfacesOf(claim).slice(0, RELATED_MAX)
  const once = (role: string, ids: readonly (string | null | undefined)[]) =>
    [...new Set(ids)].flatMap((id) => (id ? [{ role, id }] : []))
  const behind = rowsOf(claim).flatMap(({ via, members }) => (via === null ? [] : members))
  return [
    ...once('exposed-interface', [...shown.map(({ id }) => id), ...behind].slice(0, RELATED_MAX)),
    ...once(
      'instance',
      shown.map(({ instanceId }) => instanceId),
    ),
    ...once(
      'load-balancer',
      claim.fronts.map(({ balancerArn }) => balancerArn),
    ),
    ...once(
      'security-group',
      opened.map(({ group }) => group.id),
    ),
    ...once(
      'subnet',
      shown.map(({ subnetId }) => subnetId),
    ),
    ...once(
      'vpc',
      shown.map(({ vpcId }) => vpcId),
    ),
  ]
}

function doubt(context: RuleContext, claim: ExposureClaim): RuleOutcome {
  const { inventory } = context
  const interfaces = interfacesOf(claim)
  const [first] = interfaces
  if (!first) throw new Error('A claim without interfaces is never made.')
  const rows = rowsOf(claim).filter(({ certainty }) => certainty === 'unknown')
  const gaps = [...new Set(rows.flatMap(({ unknowns }) => unknowns))]
  const who = listWords([...carrierNames(inventory, interfaces)])
  return undecided(subjectFor(first, 'network-interface', first.vpcId), {
    ...claimIdentity(claim),
    reason: `Whether the internet reaches ${portsLabels(claim.ports).join(', ')} of ${who} could not be told. ${sentences(gaps, GAPS_TOLD)}`,
    remedy: commandsThatTell(inventory, first).join('; '),
  })
}

const GAPS_TOLD = 2

/** The first of several sentences, and how many more there are. */
function sentences(gaps: readonly string[], limit: number): string {
  const shown = gaps.slice(0, limit).map((gap) => (gap.endsWith('.') ? gap : `${gap}.`))
  const more = gaps.length - shown.length
  return [
    ...shown,
    ...(more > 0 ? [`${counted(more, 'more thing')} ${more === 1 ? 'is' : 'are'} not known.`] : []),
  ].join(' ')
}
