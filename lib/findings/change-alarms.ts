/** Does somebody hear of a change: a trail that writes to a log group, a filter of the group that counts the change, an alarm on the count that does something. */

import type { DescribeKey } from '../describe/document.ts'
import { commandFor } from '../inventory/collection-calls.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { shell } from '../inventory/shell-quote.ts'
import type { Metric, MetricAlarm, MetricFilter, Trail } from '../inventory/watching.ts'

/** Names of CloudTrail events. Source: CIS AWS Foundations Benchmark 5.0, 4.10 to 4.14. */
export const CHANGE_EVENTS = {
  'security groups': [
    'AuthorizeSecurityGroupIngress',
    'AuthorizeSecurityGroupEgress',
    'RevokeSecurityGroupIngress',
    'RevokeSecurityGroupEgress',
    'CreateSecurityGroup',
    'DeleteSecurityGroup',
  ],
  'network ACLs': [
    'CreateNetworkAcl',
    'CreateNetworkAclEntry',
    'DeleteNetworkAcl',
    'DeleteNetworkAclEntry',
    'ReplaceNetworkAclEntry',
    'ReplaceNetworkAclAssociation',
  ],
  gateways: [
    'CreateCustomerGateway',
    'DeleteCustomerGateway',
    'AttachInternetGateway',
    'CreateInternetGateway',
    'DeleteInternetGateway',
    'DetachInternetGateway',
  ],
  'route tables': [
    'CreateRoute',
    'CreateRouteTable',
    'ReplaceRoute',
    'ReplaceRouteTableAssociation',
    'DeleteRouteTable',
    'DeleteRoute',
    'DisassociateRouteTable',
  ],
  VPCs: [
    'CreateVpc',
    'DeleteVpc',
    'ModifyVpcAttribute',
    'AcceptVpcPeeringConnection',
    'CreateVpcPeeringConnection',
    'DeleteVpcPeeringConnection',
    'RejectVpcPeeringConnection',
    'AttachClassicLinkVpc',
    'DetachClassicLinkVpc',
    'DisableVpcClassicLink',
    'EnableVpcClassicLink',
  ],
} as const

export type ChangeKind = keyof typeof CHANGE_EVENTS

export const CHANGE_KINDS = Object.keys(CHANGE_EVENTS) as ChangeKind[]
const OTHER_KINDS = CHANGE_KINDS.filter((kind) => kind !== 'security groups')

/** The first part of the chain that is not there. `logging`: the trail is stopped. */
export type MissingPart = 'trail' | 'logging' | 'log-group' | 'metric-filter' | 'alarm' | 'action'

export type ChangeAlarm =
  | {
      readonly status: 'alarmed'
      readonly trail: Trail
      readonly filters: readonly MetricFilter[]
      readonly alarms: readonly MetricAlarm[]
    }
  /** `events`: those nobody hears of. */
  | {
      readonly status: 'missing'
      readonly part: MissingPart
      readonly trail: Trail | null
      readonly events: readonly string[]
    }
  | { readonly status: 'unknown'; readonly reason: string; readonly remedy: string }

export interface AlarmQuestion {
  readonly account: string
  readonly region: string
  readonly events: readonly string[]
}

/**
 * The best of all trails that record the region. Whether anybody subscribes to the alarm's topic is not told by any
 * document. Source: CloudTrail guide, "Creating CloudWatch alarms for CloudTrail events".
 */
export function changeAlarm(inventory: Inventory, question: AlarmQuestion): ChangeAlarm {
  const trails = inventory.trails.filter((trail) => records(trail, question))
  const answers = trails.map((trail) => alarmOf(inventory, trail, question.events))
  const alarmed = answers.find(({ status }) => status === 'alarmed')
  if (alarmed) return alarmed
  const unknown = answers.find(({ status }) => status === 'unknown')
  if (unknown) return unknown
  const untold = untoldKey(inventory, question, ['Trails'])
  if (untold) return untold
  return furthest(answers) ?? { status: 'missing', part: 'trail', trail: null, events: question.events }
}

/** A trail whose reach was not told is taken to record the region: what it lacks is then told, never invented. */
function records(trail: Trail, { account, region }: AlarmQuestion): boolean {
  const mine = trail.account === account || trail.organization === true
  return mine && (trail.region === region || trail.multiRegion !== false)
}

const PARTS: readonly MissingPart[] = ['trail', 'logging', 'log-group', 'metric-filter', 'alarm', 'action']

function furthest(answers: readonly ChangeAlarm[]): ChangeAlarm | null {
  const reached = (answer: ChangeAlarm) => (answer.status === 'missing' ? PARTS.indexOf(answer.part) : -1)
  return answers.toSorted((a, b) => reached(b) - reached(a))[0] ?? null
}

function alarmOf(inventory: Inventory, trail: Trail, events: readonly string[]): ChangeAlarm {
  const missing = (part: MissingPart, left: readonly string[] = events): ChangeAlarm => ({
    status: 'missing',
    part,
    trail,
    events: left,
  })
  if (trail.logging === false) return missing('logging')
  if (trail.logGroupName === null) return missing('log-group')
  const filters = inventory.metricFilters.filter(
    (filter) => isOf(trail, filter) && filter.logGroupName === trail.logGroupName,
  )
  const counted = filters.filter((filter) => events.some((event) => counts(filter.pattern, event)))
  const alarmsOf = (filter: MetricFilter) =>
    inventory.metricAlarms.filter((alarm) => isOf(trail, alarm) && watches(alarm, filter.metrics))
  const alarming = counted.filter((filter) => alarmsOf(filter).length > 0)
  const acting = counted.filter((filter) => alarmsOf(filter).some(acts))
  const silent = unheard(acting, events)
  if (silent.length === 0) return heard({ trail, filters: acting, alarms: acting.flatMap(alarmsOf).filter(acts) })
  const untold = untoldKey(inventory, trail, ['MetricFilters', 'MetricAlarms'])
  if (untold) return untold
  const narrowed = filters.find(({ pattern }) => isNarrowed(pattern) && silent.some((event) => names(pattern, event)))
  if (narrowed) return tooFine(narrowed)
  if (unheard(counted, events).length > 0) return missing('metric-filter', unheard(counted, events))
  if (unheard(alarming, events).length > 0) return missing('alarm', unheard(alarming, events))
  return missing('action', silent)
}

function heard(found: Pick<ChangeAlarm & { status: 'alarmed' }, 'trail' | 'filters' | 'alarms'>): ChangeAlarm {
  const { trail } = found
  if (trail.logging === true) return { status: 'alarmed', ...found }
  return {
    status: 'unknown',
    reason: `Filter and alarm are there, but whether trail ${trail.name ?? trail.id} is logging was not collected.`,
    remedy: shell`aws cloudtrail get-trail-status --region ${trail.region} --name ${trail.id}`,
  }
}

function tooFine(filter: MetricFilter): ChangeAlarm {
  return {
    status: 'unknown',
    reason: `Filter ${filter.name ?? filter.id} counts the events only under further conditions, which are not judged: ${filter.pattern}`,
    remedy: commandFor('MetricFilters', filter.region),
  }
}

function isOf(trail: Trail, { account, region }: { readonly account: string; readonly region: string }): boolean {
  return trail.account === account && trail.region === region
}

function watches(alarm: MetricAlarm, metrics: readonly Metric[]): boolean {
  return alarm.metrics.some(({ namespace, name }) =>
    metrics.some((each) => each.namespace === namespace && each.name === name),
  )
}

function acts({ actionsEnabled, actions }: MetricAlarm): boolean {
  return actionsEnabled !== false && actions.length > 0
}

function unheard(filters: readonly MetricFilter[], events: readonly string[]): readonly string[] {
  return events.filter((event) => !filters.some(({ pattern }) => counts(pattern, event)))
}

/** Does the pattern count every such event, whatever else is true of it? */
function counts(pattern: string, event: string): boolean {
  return names(pattern, event) && !isNarrowed(pattern)
}

/** Names the event itself, or by a pattern such as `*SecurityGroup*`. Source: CloudWatch Logs guide, filter pattern syntax. */
function names(pattern: string, event: string): boolean {
  for (const [, word = ''] of pattern.matchAll(/\$\.eventName\s*=\s*"?([A-Za-z*]+)"?/g)) {
    if (matches(word.split('*'), event)) return true
  }
  return false
}

function matches(parts: readonly string[], event: string): boolean {
  const [first = '', ...rest] = parts
  if (rest.length === 0) return first === event
  if (!event.startsWith(first)) return false
  let at = first.length
  for (const part of rest.slice(0, -1)) {
    const found = event.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  const last = rest.at(-1) ?? ''
  return event.length - at >= last.length && event.endsWith(last)
}

/** That it is an event of EC2 narrows nothing. */
function isNarrowed(pattern: string): boolean {
  const rest = pattern.replaceAll(/\(?\s*\$\.eventSource\s*=\s*"?ec2\.amazonaws\.com"?\s*\)?\s*&&/g, '')
  return /&&|!=|NOT\s+EXISTS/i.test(rest)
}

function untoldKey(
  inventory: Inventory,
  { account, region }: { readonly account: string; readonly region: string },
  keys: readonly DescribeKey[],
): ChangeAlarm | null {
  const document = inventory.documents.find((each) => each.account === account && each.region === region)
  const key = keys.find((each) => document?.coverage.get(each) !== 'complete')
  if (key === undefined) return null
  const reason = `${key} of ${account} in ${region} were not all collected.`
  return { status: 'unknown', reason, remedy: commandFor(key, region) }
}

/** Does a kind of change beside that of security groups surely raise no alarm? Then MGMT-006 tells all in one. */
export function otherChangesUnheard(
  inventory: Inventory,
  place: { readonly account: string; readonly region: string },
): boolean {
  return OTHER_KINDS.some(
    (kind) => changeAlarm(inventory, { ...place, events: CHANGE_EVENTS[kind] }).status === 'missing',
  )
}
