/**
 * Trails, alarms, DNS filtering, web ACLs, protections, mirror targets, controls, detectors and recorders.
 * Source: the API reference of each service.
 */

import type { JsonObject } from '../describe/document.ts'
import { type ElementReader, type Reading, readAll, resourceOf } from './element-reader.ts'
import { readLaunchers } from './read-launchers.ts'
import type { Resource } from './resource.ts'
import type {
  ConfigurationRecorder,
  Detector,
  DnsFirewallAssociation,
  DnsFirewallConfig,
  ManagedInstance,
  Metric,
  MetricAlarm,
  MetricFilter,
  ResolverQueryLogAssociation,
  ShieldProtection,
  StandardsControl,
  TrafficMirrorTarget,
  Trail,
  Watching,
  WebAcl,
} from './watching.ts'
import { flag, hasList, idText, number, object, objects, text, texts } from './wire.ts'

export function readWatching(reading: Reading): Watching {
  const listOf = <R extends Resource>(reader: ElementReader<R>): readonly R[] => [
    ...readAll(reading, [reader]).values(),
  ]
  return {
    trails: listOf(TRAIL),
    metricFilters: listOf(METRIC_FILTER),
    metricAlarms: listOf(METRIC_ALARM),
    ...readLaunchers(listOf),
    resolverQueryLogAssociations: listOf(QUERY_LOG_ASSOCIATION),
    dnsFirewallAssociations: listOf(DNS_FIREWALL_ASSOCIATION),
    dnsFirewallConfigs: listOf(DNS_FIREWALL_CONFIG),
    webAcls: listOf(WEB_ACL),
    shieldProtections: listOf(PROTECTION),
    trafficMirrorTargets: listOf(MIRROR_TARGET),
    managedInstances: listOf(MANAGED_INSTANCE),
    standardsControls: listOf(STANDARDS_CONTROL),
    detectors: listOf(DETECTOR),
    configurationRecorders: listOf(RECORDER),
  }
}

const TRAIL: ElementReader<Trail> = {
  key: 'Trails',
  idOf: (element) => text(element, 'TrailARN'),
  read: (wire, id) => {
    const { element } = wire
    const common = resourceOf(wire, id, { arn: id, name: text(element, 'Name') })
    return {
      ...common,
      region: text(element, 'HomeRegion') ?? common.region,
      multiRegion: flag(element, 'IsMultiRegionTrail'),
      organization: flag(element, 'IsOrganizationTrail'),
      logGroupName: logGroupOf(text(element, 'CloudWatchLogsLogGroupArn')),
      logging: flag(element, 'IsLogging'),
    }
  },
}

/** `arn:aws:logs:eu-west-1:111122223333:log-group:trail:*` names `trail`. */
function logGroupOf(arn: string | null): string | null {
  return /:log-group:([^:]+)/.exec(arn ?? '')?.[1] ?? null
}

/** Filters have no ARN: their log group and name are their id. */
const METRIC_FILTER: ElementReader<MetricFilter> = {
  key: 'MetricFilters',
  idOf: (element, { account, region }) => {
    const name = text(element, 'filterName')
    const group = text(element, 'logGroupName')
    return name === null || group === null ? null : `${account}/${region}/${group}/${name}`
  },
  read: (wire, id) => ({
    ...resourceOf(wire, id, { name: text(wire.element, 'filterName') }),
    logGroupName: text(wire.element, 'logGroupName') ?? '',
    pattern: text(wire.element, 'filterPattern') ?? '',
    metrics: metricsOf(objects(wire.element, 'metricTransformations'), 'metricNamespace', 'metricName'),
  }),
}

const METRIC_ALARM: ElementReader<MetricAlarm> = {
  key: 'MetricAlarms',
  idOf: (element, { account, region }) => {
    const name = text(element, 'AlarmName')
    return text(element, 'AlarmArn') ?? (name === null ? null : `${account}/${region}/alarm/${name}`)
  },
  read: (wire, id) => {
    const { element } = wire
    const parts = objects(element, 'Metrics').map((part) => object(object(part, 'MetricStat'), 'Metric'))
    return {
      ...resourceOf(wire, id, { arn: text(element, 'AlarmArn'), name: text(element, 'AlarmName') }),
      metrics: metricsOf([element, ...parts], 'Namespace', 'MetricName'),
      actionsEnabled: flag(element, 'ActionsEnabled'),
      actions: texts(element, 'AlarmActions'),
    }
  },
}

function metricsOf(items: readonly JsonObject[], namespaceKey: string, nameKey: string): readonly Metric[] {
  return items.flatMap((item) => {
    const namespace = text(item, namespaceKey)
    const name = text(item, nameKey)
    return namespace === null || name === null ? [] : [{ namespace, name }]
  })
}

const QUERY_LOG_ASSOCIATION: ElementReader<ResolverQueryLogAssociation> = {
  key: 'ResolverQueryLogConfigAssociations',
  idOf: (element) => text(element, 'Id'),
  read: (wire, id) => ({
    ...resourceOf(wire, id),
    vpcId: idText(wire.element, 'ResourceId', 'vpc'),
    configId: text(wire.element, 'ResolverQueryLogConfigId'),
    status: text(wire.element, 'Status') ?? 'unknown',
    error: text(wire.element, 'ErrorMessage'),
  }),
}

const DNS_FIREWALL_ASSOCIATION: ElementReader<DnsFirewallAssociation> = {
  key: 'FirewallRuleGroupAssociations',
  idOf: (element) => text(element, 'Id'),
  read: (wire, id) => ({
    ...resourceOf(wire, id, { arn: text(wire.element, 'Arn'), name: text(wire.element, 'Name') }),
    vpcId: idText(wire.element, 'VpcId', 'vpc'),
    ruleGroupId: text(wire.element, 'FirewallRuleGroupId'),
    priority: number(wire.element, 'Priority'),
    status: text(wire.element, 'Status') ?? 'unknown',
  }),
}

const DNS_FIREWALL_CONFIG: ElementReader<DnsFirewallConfig> = {
  key: 'FirewallConfigs',
  idOf: (element) => text(element, 'Id') ?? text(element, 'ResourceId'),
  read: (wire, id) => ({
    ...resourceOf(wire, id),
    vpcId: idText(wire.element, 'ResourceId', 'vpc'),
    failOpen: flag(wire.element, 'FirewallFailOpen'),
  }),
}

const WEB_ACL: ElementReader<WebAcl> = {
  key: 'WebACLs',
  idOf: (element) => text(element, 'ARN') ?? text(element, 'Id'),
  read: (wire, id) => ({
    ...resourceOf(wire, id, { arn: text(wire.element, 'ARN'), name: text(wire.element, 'Name') }),
    resourceArns: hasList(wire.element, 'ResourceArns') ? texts(wire.element, 'ResourceArns') : null,
  }),
}

const PROTECTION: ElementReader<ShieldProtection> = {
  key: 'Protections',
  idOf: (element) => text(element, 'ProtectionArn') ?? text(element, 'Id'),
  read: (wire, id) => ({
    ...resourceOf(wire, id, { arn: text(wire.element, 'ProtectionArn'), name: text(wire.element, 'Name') }),
    resourceArn: text(wire.element, 'ResourceArn'),
  }),
}

const MIRROR_TARGET: ElementReader<TrafficMirrorTarget> = {
  key: 'TrafficMirrorTargets',
  idOf: (element) => idText(element, 'TrafficMirrorTargetId', 'tmt'),
  read: (wire, id) => ({
    ...resourceOf(wire, id, { name: text(wire.element, 'Description') }),
    kind: text(wire.element, 'Type'),
    ownerId: text(wire.element, 'OwnerId'),
    networkInterfaceId: text(wire.element, 'NetworkInterfaceId'),
    networkLoadBalancerArn: text(wire.element, 'NetworkLoadBalancerArn'),
    gatewayLoadBalancerEndpointId: text(wire.element, 'GatewayLoadBalancerEndpointId'),
  }),
}

const MANAGED_INSTANCE: ElementReader<ManagedInstance> = {
  key: 'InstanceInformationList',
  idOf: (element) => text(element, 'InstanceId'),
  read: (wire, id) => ({ ...resourceOf(wire, id), pingStatus: text(wire.element, 'PingStatus') }),
}

const STANDARDS_CONTROL: ElementReader<StandardsControl> = {
  key: 'StandardsControls',
  idOf: (element) => text(element, 'StandardsControlArn'),
  read: (wire, id) => ({
    ...resourceOf(wire, id, { arn: id }),
    controlId: text(wire.element, 'ControlId') ?? id.split('/').at(-1) ?? id,
    enabled: flag(wire.element, 'ControlStatus'),
    disabledReason: text(wire.element, 'DisabledReason'),
    severity: text(wire.element, 'SeverityRating'),
  }),
}

const DETECTOR: ElementReader<Detector> = {
  key: 'Detectors',
  idOf: (element) => text(element, 'DetectorId'),
  read: (wire, id) => ({ ...resourceOf(wire, id), enabled: flag(wire.element, 'Status') }),
}

/** One recorder an account and region; a name alone, `default`, tells none from another. */
const RECORDER: ElementReader<ConfigurationRecorder> = {
  key: 'ConfigurationRecorders',
  idOf: (element, { account, region }) => {
    const name = text(element, 'name')
    return text(element, 'arn') ?? (name === null ? null : `${account}/${region}/recorder/${name}`)
  },
  read: (wire, id) => ({
    ...resourceOf(wire, id, { arn: text(wire.element, 'arn'), name: text(wire.element, 'name') }),
    recording: flag(wire.element, 'recording'),
    ...recorded(object(wire.element, 'recordingGroup')),
  }),
}

/** Source: AWS Config API, RecordingGroup: the strategy decides where it is given; else `allSupported`. */
function recorded(group: JsonObject): Pick<ConfigurationRecorder, 'records' | 'resourceTypes'> {
  const strategy = text(object(group, 'recordingStrategy'), 'useOnly')
  const all = flag(group, 'allSupported')
  const left = texts(object(group, 'exclusionByResourceTypes'), 'resourceTypes')
  if (strategy === 'EXCLUSION_BY_RESOURCE_TYPES') return { records: 'all-but', resourceTypes: left }
  if (strategy === 'ALL_SUPPORTED_RESOURCE_TYPES' || all === true) return { records: 'all', resourceTypes: [] }
  if (hasList(group, 'resourceTypes')) return { records: 'only', resourceTypes: texts(group, 'resourceTypes') }
  return { records: 'unknown', resourceTypes: [] }
}
