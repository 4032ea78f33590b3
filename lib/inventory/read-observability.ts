/** What watches over the network, and what describes it: flow logs, mirroring, Security Hub, options, templates, accounts. */

import type { JsonObject } from '../describe/document.ts'
import {
  type ElementReader,
  elementsOf,
  leftOut,
  type Reading,
  readAll,
  resourceOf,
  sortedById,
} from './element-reader.ts'
import type {
  Account,
  DhcpOptions,
  FlowLog,
  ForeignFinding,
  SecurityHub,
  TrafficMirrorSession,
  VpcEncryptionControl,
} from './services.ts'
import { isDead } from './state.ts'
import { idText, object, objects, text, textsOf } from './wire.ts'

export const FLOW_LOG: ElementReader<FlowLog> = {
  key: 'FlowLogs',
  idOf: (element) => idText(element, 'FlowLogId', 'fl'),
  read: (wire, id) => {
    const { element } = wire
    return {
      ...resourceOf(wire, id),
      resourceId: text(element, 'ResourceId') ?? '',
      trafficType: trafficType(text(element, 'TrafficType')),
      status: text(element, 'FlowLogStatus') ?? 'unknown',
      deliveryStatus: text(element, 'DeliverLogsStatus'),
      deliveryError: text(element, 'DeliverLogsErrorMessage'),
      destinationType: text(element, 'LogDestinationType'),
      logFormat: text(element, 'LogFormat'),
    }
  },
}

/** Logs of transit gateways have no traffic type. */
function trafficType(value: string | null): FlowLog['trafficType'] {
  return value === 'ALL' || value === 'ACCEPT' || value === 'REJECT' ? value : null
}

export const DHCP_OPTIONS: ElementReader<DhcpOptions> = {
  key: 'DhcpOptions',
  idOf: (element) => idText(element, 'DhcpOptionsId', 'dopt'),
  read: (wire, id) => {
    const configurations = objects(wire.element, 'DhcpConfigurations')
    const entries = configurations.flatMap((item) => {
      const key = text(item, 'Key')
      return key === null ? [] : [[key, textsOf(item, 'Values', 'Value')] as const]
    })
    return { ...resourceOf(wire, id), values: Object.fromEntries(entries) }
  },
}

export const TRAFFIC_MIRROR_SESSION: ElementReader<TrafficMirrorSession> = {
  key: 'TrafficMirrorSessions',
  idOf: (element) => idText(element, 'TrafficMirrorSessionId', 'tms'),
  read: (wire, id) => ({
    ...resourceOf(wire, id, { name: text(wire.element, 'Description') }),
    networkInterfaceId: text(wire.element, 'NetworkInterfaceId'),
    targetId: text(wire.element, 'TrafficMirrorTargetId'),
    ownerId: text(wire.element, 'OwnerId'),
  }),
}

export const VPC_ENCRYPTION_CONTROL: ElementReader<VpcEncryptionControl> = {
  key: 'VpcEncryptionControls',
  idOf: (element) => text(element, 'VpcEncryptionControlId'),
  read: (wire, id) => {
    const state = text(wire.element, 'State') ?? 'unknown'
    if (isDead(state)) return null
    return {
      ...resourceOf(wire, id),
      vpcId: idText(wire.element, 'VpcId', 'vpc'),
      mode: text(wire.element, 'Mode') ?? 'unknown',
      state,
      exclusions: excludedFrom(object(wire.element, 'ResourceExclusions')),
    }
  },
}

/** Those switched on, or about to be. */
function excludedFrom(exclusions: JsonObject): readonly string[] {
  return Object.keys(exclusions)
    .filter((kind) => /^enabl/.test(text(object(exclusions, kind), 'State') ?? ''))
    .toSorted()
}

/** A hub an account and region; its standards come from a call of their own. */
export function readSecurityHubs(reading: Reading): Map<string, SecurityHub> {
  const hubs = readAll(reading, [SECURITY_HUB])
  const standards = standardsByScope(reading)
  for (const [id, hub] of hubs) hubs.set(id, { ...hub, standards: standards.get(`${hub.account} ${hub.region}`) ?? [] })
  return hubs
}

const SECURITY_HUB: ElementReader<SecurityHub> = {
  key: 'Hubs',
  idOf: (element) => text(element, 'HubArn'),
  read: (wire, id) => ({ ...resourceOf(wire, id, { arn: id }), standards: [] }),
}

function standardsByScope(reading: Reading): ReadonlyMap<string, SecurityHub['standards']> {
  const found = readAll(reading, [STANDARD])
  const scopes = new Map<string, { readonly arn: string; readonly status: string }[]>()
  for (const { account, region, arn, status } of found.values()) {
    const scope = `${account} ${region}`
    scopes.set(scope, [...(scopes.get(scope) ?? []), { arn: arn ?? '', status }])
  }
  return scopes
}

type Standard = ReturnType<typeof resourceOf> & { readonly status: string }

const STANDARD: ElementReader<Standard> = {
  key: 'StandardsSubscriptions',
  idOf: (element) => text(element, 'StandardsSubscriptionArn'),
  read: (wire, id) => ({
    ...resourceOf(wire, id, { arn: id }),
    arn: text(wire.element, 'StandardsArn') ?? id,
    status: text(wire.element, 'StandardsStatus') ?? 'unknown',
  }),
}

/** A finding's own account and region are those of what it is about. Source: Security Hub guide, ASFF. */
export const FOREIGN_FINDING: ElementReader<ForeignFinding> = {
  key: 'SecurityHubFindings',
  idOf: (element) => text(element, 'Id'),
  read: (wire, id) => {
    const { element } = wire
    const title = text(element, 'Title') ?? ''
    return {
      ...resourceOf(wire, id, { name: title, account: text(element, 'AwsAccountId') }),
      region: text(element, 'Region') ?? wire.document.region,
      generator: text(element, 'GeneratorId') ?? text(element, 'ProductName') ?? 'unknown',
      title,
      severity: text(object(element, 'Severity'), 'Label') ?? 'unknown',
      status: text(object(element, 'Workflow'), 'Status') ?? text(element, 'RecordState'),
      controlId: controlOf(element),
      verdict: verdictOf(element),
      resourceIds: textsOf(element, 'Resources', 'Id'),
    }
  },
}

/** Accounts of the organisation, by id. */
export function readAccounts(reading: Reading): Map<string, Account> {
  const accounts = new Map<string, Account>()
  for (const { element, document } of elementsOf(reading, 'Accounts')) {
    const id = text(element, 'Id')
    if (id === null) leftOut(reading, { document, key: 'Accounts' }, element)
    else accounts.set(id, mergedAccount(accounts.get(id), accountOf(id, element)))
  }
  return sortedById(accounts)
}

function accountOf(id: string, element: JsonObject): Account {
  return { id, name: text(element, 'Name'), status: text(element, 'Status') ?? text(element, 'State') }
}

/** Of two tellings the one that sorts first, so that the order of files changes nothing. */
function mergedAccount(known: Account | undefined, next: Account): Account {
  if (!known) return next
  const [first, second] = JSON.stringify(known) < JSON.stringify(next) ? [known, next] : [next, known]
  return { id: first.id, name: first.name ?? second.name, status: first.status ?? second.status }
}

/** Consolidated findings name the control; older ones end their generator with it. Source: Security Hub guide, "ASFF". */
function controlOf(element: JsonObject): string | null {
  const told = text(object(element, 'Compliance'), 'SecurityControlId')
  return told ?? /(?:^|\/)([A-Za-z][A-Za-z0-9]*\.\d+)$/.exec(text(element, 'GeneratorId') ?? '')?.[1] ?? null
}

const VERDICTS = new Map<string | null, 'FAIL' | 'PASS'>([
  ['FAILED', 'FAIL'],
  ['PASSED', 'PASS'],
])

function verdictOf(element: JsonObject): 'FAIL' | 'PASS' | null {
  if (text(element, 'RecordState') === 'ARCHIVED') return null
  return VERDICTS.get(text(object(element, 'Compliance'), 'Status')) ?? null
}
