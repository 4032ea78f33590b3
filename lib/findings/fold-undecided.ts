/** What could not be told, for people: one row for one thing to collect or to set, not one for each resource. */

import type { Finding } from './finding.ts'
import { findingId } from './finding-id.ts'
import { callOf, reasonParts, reasonWithRemedy } from './undecided-reason.ts'
import { listWords, named } from './wording.ts'

/** As many alike stay rows of their own: they can still be read one by one. */
const READABLE = 3

/** The discriminator of the row that `needs` of a rule makes for an account and region. */
export const COVERAGE = 'coverage'

interface Undecided {
  readonly finding: Finding
  readonly reason: string
  readonly remedy: string
  /** The calls that would answer, without what narrows them, or the setting. */
  readonly answers: readonly string[]
}

/**
 * The findings in their order. Of one rule, account and region, what the same calls or setting would answer is one
 * finding when there are more than three of it, or when the account and region has a row for these calls already.
 * All resources are among `related`, so that a search finds each.
 */
export function foldUndecided(findings: readonly Finding[]): readonly Finding[] {
  const undecided = findings.filter(({ status }) => status === 'NOT_EVALUATED').map(takenApart)
  const places = Map.groupBy(undecided, ({ finding: { ruleId, resource } }) =>
    JSON.stringify([ruleId, resource.account, resource.region]),
  )
  const instead = new Map<Finding, Finding | null>()
  for (const rows of places.values()) if (rows.length > 1) foldPlace(rows, instead)
  return findings.flatMap((finding) => {
    const other = instead.get(finding)
    return other === null ? [] : [other ?? finding]
  })
}

function foldPlace(rows: readonly Undecided[], instead: Map<Finding, Finding | null>): void {
  const whole = rows.find(({ finding }) => finding.id === coverageId(finding))
  const asked = new Set(whole?.answers)
  const inside = rows.filter((row) => row !== whole && row.answers.every((answer) => asked.has(answer)))
  for (const { finding } of inside) instead.set(finding, null)
  if (whole && inside.length > 0) instead.set(whole.finding, withMembers(whole, inside))
  const others = rows.filter((row) => row !== whole && !inside.includes(row) && isOfResource(row))
  for (const alike of Map.groupBy(others, ({ answers }) => answers.join('; ')).values()) {
    const [first] = alike
    if (first === undefined || alike.length <= READABLE) continue
    for (const { finding } of alike) instead.set(finding, null)
    instead.set(first.finding, foldedRow(first, alike))
  }
}

function coverageId({ ruleId, resource: { account, region, id: resource } }: Finding): string {
  return findingId({ ruleId, account, region, resource, discriminator: COVERAGE })
}

function isOfResource({ finding }: Undecided): boolean {
  return finding.resource.type !== 'region' && finding.resource.type !== 'account'
}

/** The row of the account and region, which now speaks for these resources too. */
function withMembers({ finding, reason, remedy }: Undecided, inside: readonly Undecided[]): Finding {
  const members = inside.filter(isOfResource)
  if (members.length === 0) return finding
  const text = reasonWithRemedy({
    reason: `${reason} So ${countOf(members)} could not be judged: ${namesOf(members)}.`,
    remedy,
  })
  return { ...finding, description: text, reasonNotEvaluated: text, related: relatedOf(members) }
}

function foldedRow(first: Undecided, alike: readonly Undecided[]): Finding {
  const { ruleId, resource } = first.finding
  const { account, region } = resource
  const id = findingId({
    ruleId,
    account,
    region,
    resource: `${account}/${region}`,
    discriminator: first.answers.join('; '),
  })
  const reason = `${countOf(alike)} could not be judged: ${namesOf(alike)}. Of the first: ${first.reason}`
  const text = reasonWithRemedy({ reason, remedy: sharedRemedy(alike) })
  return {
    ...first.finding,
    id,
    rootCauseId: id,
    resource: {
      id: `${account}/${region}`,
      type: 'region',
      arn: null,
      name: null,
      account,
      region,
      vpcId: null,
      tags: {},
    },
    related: relatedOf(alike),
    description: text,
    reasonNotEvaluated: text,
  }
}

function relatedOf(rows: readonly Undecided[]): Finding['related'] {
  return rows.map(({ finding }) => ({ role: finding.resource.type, id: finding.resource.id }))
}

function namesOf(rows: readonly Undecided[]): string {
  return listWords(rows.map(({ finding }) => named(finding.resource)))
}

function countOf(rows: readonly Undecided[]): string {
  const [type, ...others] = new Set(rows.map(({ finding }) => finding.resource.type))
  const [one, many] = (others.length === 0 && NOUNS[type ?? '']) || ['resource', 'resources']
  return `${rows.length} ${rows.length === 1 ? one : many}`
}

const NOUNS: Readonly<Record<string, readonly [string, string]>> = {
  instance: ['instance', 'instances'],
  subnet: ['subnet', 'subnets'],
  vpc: ['VPC', 'VPCs'],
  'security-group': ['security group', 'security groups'],
  'network-acl': ['network ACL', 'network ACLs'],
  'network-interface': ['interface', 'interfaces'],
  'route-table': ['route table', 'route tables'],
  'load-balancer': ['load balancer', 'load balancers'],
  'vpc-endpoint': ['endpoint', 'endpoints'],
  'transit-gateway': ['transit gateway', 'transit gateways'],
  'internet-gateway': ['internet gateway', 'internet gateways'],
  'vpn-connection': ['VPN connection', 'VPN connections'],
}

function takenApart(finding: Finding): Undecided {
  const { reason, remedy } = reasonParts(finding.reasonNotEvaluated ?? '')
  const answers = [...new Set(remedy.split('; ').map(callOf))].toSorted()
  return { finding, reason, remedy, answers }
}

/** The remedy of all where it is one; else the calls without what narrows them, where they may go without. */
function sharedRemedy(alike: readonly Undecided[]): string {
  const [first, ...others] = new Set(alike.map(({ remedy }) => remedy))
  if (first === undefined || others.length === 0) return first ?? ''
  const wide = new Set(alike.flatMap(({ remedy }) => remedy.split('; ').map(widened)))
  return wide.has(null) ? `${first}; and the same for each of the others` : [...wide].join('; ')
}

/** The command for the whole account and region; null where the API wants a resource to be named. */
function widened(command: string): string | null {
  return command.startsWith('aws ') ? (LISTS_ALL.exec(command)?.[0] ?? null) : command
}

/** Source: AWS CLI reference: the `describe-` calls of EC2, but those of one attribute, list all when no id is given. */
const LISTS_ALL =
  /^aws (?:ec2 describe-(?!\S*(?:attribute|references))\S+|ssm describe-instance-information|elbv2 describe-target-groups)(?: --region \S+)?/
