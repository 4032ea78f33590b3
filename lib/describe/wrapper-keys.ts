/**
 * Keys that are not the key of a document, and what their elements are: other spellings, nested answers,
 * and answers that hang off another resource. The latter become fragments of their parent and join it on merge,
 * whichever comes first. Shapes seen in: AWS CLI, boto3, Batfish's collector.
 */

import { DESCRIBE_KEYS, type DescribeKey } from './document.ts'
import { isRawObject, ownValue, type RawObject } from './project-value.ts'
import { alias, embed, embedRow, type Unwrap, type Unwrapped } from './unwrapping.ts'

const DESCRIBE_KEY_SET: ReadonlySet<string> = new Set(DESCRIBE_KEYS)

export function isDescribeKey(key: string): key is DescribeKey {
  return DESCRIBE_KEY_SET.has(key)
}

function unwrapReservation(reservation: RawObject): readonly Unwrapped[] | null {
  const instances = ownValue(reservation, 'Instances')
  if (!Array.isArray(instances)) return null
  const shared = { OwnerId: ownValue(reservation, 'OwnerId'), ReservationId: ownValue(reservation, 'ReservationId') }
  return instances.map((instance, index) => ({
    key: 'Instances',
    element: isRawObject(instance) ? { ...shared, ...instance } : instance,
    fragment: false,
    pointer: `/Instances/${index}`,
  }))
}

function unwrapListeners(wrapper: RawObject): readonly Unwrapped[] | null {
  const listeners = ownValue(wrapper, 'Listeners')
  if (!Array.isArray(listeners)) return null
  const LoadBalancerArn = ownValue(wrapper, 'LoadBalancerArn')
  return listeners.map((listener, index) => ({
    key: 'Listeners',
    element: isRawObject(listener) ? { LoadBalancerArn, ...listener } : listener,
    fragment: false,
    pointer: `/Listeners/${index}`,
  }))
}

/** `Clusters` is the word of four services; what is in the element tells which. */
function unwrapCluster(cluster: RawObject): readonly Unwrapped[] | null {
  const key = clusterKey(cluster)
  return key ? [{ key, element: cluster, fragment: false, pointer: '' }] : null
}

function clusterKey(cluster: RawObject): DescribeKey | null {
  const arn = [ownValue(cluster, 'ARN'), ownValue(cluster, 'arn'), ownValue(cluster, 'clusterArn')].find(
    (value) => typeof value === 'string',
  )
  const service = typeof arn === 'string' ? arn.split(':')[2] : undefined
  if (service === 'eks' || Object.hasOwn(cluster, 'resourcesVpcConfig')) return 'EksClusters'
  if (service === 'ecs' || Object.hasOwn(cluster, 'clusterName')) return 'EcsClusters'
  if (service === 'memorydb' || Object.hasOwn(cluster, 'ClusterEndpoint')) return 'MemoryDBClusters'
  return Object.hasOwn(cluster, 'ClusterIdentifier') ? 'RedshiftClusters' : null
}

/** `describe-managed-prefix-lists` and `describe-prefix-lists` print the same key; only the managed form has an ARN and a state. */
function unwrapPrefixList(list: RawObject): readonly Unwrapped[] {
  const isManaged = ['PrefixListArn', 'State', 'OwnerId', 'AddressFamily', 'MaxEntries'].some((name) =>
    Object.hasOwn(list, name),
  )
  return [{ key: isManaged ? 'ManagedPrefixLists' : 'PrefixLists', element: list, fragment: false, pointer: '' }]
}

/** `describe-firewall` prints the firewall and its status apart; the endpoints are in the status. */
function unwrapFirewall(wrapper: RawObject): readonly Unwrapped[] {
  const inner = ownValue(wrapper, 'Firewall')
  const firewall = isRawObject(inner) ? inner : wrapper
  const status = ownValue(wrapper, 'FirewallStatus')
  if (!isRawObject(status)) return [{ key: 'Firewalls', element: firewall, fragment: false, pointer: '' }]
  const states = ownValue(status, 'SyncStates')
  const rows = isRawObject(states) ? Object.entries(states).map(syncState) : ownValue(firewall, 'SyncStates')
  return [
    {
      key: 'Firewalls',
      element: { ...firewall, FirewallStatus: status, SyncStates: rows },
      fragment: false,
      pointer: '',
    },
  ]
}

function syncState([AvailabilityZone, state]: readonly [string, unknown]): unknown {
  const attachment = isRawObject(state) ? ownValue(state, 'Attachment') : undefined
  return { AvailabilityZone, ...(isRawObject(attachment) ? attachment : {}) }
}

/** `describe-firewall-policy` and `describe-rule-group` print the body and the description apart. */
function joinResponse(key: DescribeKey, body: string, response: string): Unwrap {
  return (wrapper) => {
    const inner = ownValue(wrapper, body)
    const about = ownValue(wrapper, response)
    const element = { ...(isRawObject(about) ? about : wrapper), ...(isRawObject(inner) ? inner : {}) }
    return [{ key, element, fragment: false, pointer: '' }]
  }
}

const joinRuleGroup = joinResponse('RuleGroups', 'RuleGroup', 'RuleGroupResponse')

/** The variables of a rule group are keyed by their names; a document keeps them as a list. */
function unwrapRuleGroup(wrapper: RawObject): readonly Unwrapped[] | null {
  const joined = joinRuleGroup(wrapper) ?? []
  return joined.map((unwrapped) => {
    const { element } = unwrapped
    const variables = isRawObject(element) ? ownValue(element, 'RuleVariables') : undefined
    if (!isRawObject(element) || !isRawObject(variables)) return unwrapped
    const RuleVariables = { IPSets: namedSets(variables, 'IPSets'), PortSets: namedSets(variables, 'PortSets') }
    return { ...unwrapped, element: { ...element, RuleVariables } }
  })
}

function namedSets(variables: RawObject, key: 'IPSets' | 'PortSets'): unknown {
  const sets = ownValue(variables, key)
  if (!isRawObject(sets)) return sets
  return Object.entries(sets).map(([Name, set]) => ({ Name, ...(isRawObject(set) ? set : {}) }))
}

/** A target group of some collectors already carries its health under the CLI's longer name. */
function unwrapTargetGroup(group: RawObject): readonly Unwrapped[] {
  const health = ownValue(group, 'TargetHealthDescriptions')
  const element = Array.isArray(health) && !Object.hasOwn(group, 'Targets') ? { ...group, Targets: health } : group
  return [{ key: 'TargetGroups', element, fragment: false, pointer: '' }]
}

const TRANSIT_TABLE = 'TransitGatewayRouteTableId'

const embedTransitRoutes = embed('TransitGatewayRouteTables', TRANSIT_TABLE, {
  Routes: 'Routes',
  AdditionalRoutesAvailable: 'AdditionalRoutesAvailable',
})
const embedClientVpnRoute = embedRow('ClientVpnEndpoints', 'ClientVpnEndpointId', 'Routes')

/** `search-transit-gateway-routes` and `describe-client-vpn-routes` print the same key; the latter's rows name their parent. */
function unwrapRoutes(wrapper: RawObject): readonly Unwrapped[] | null {
  return embedTransitRoutes(wrapper) ?? embedClientVpnRoute(wrapper)
}

const WRAPPERS: Readonly<Record<string, Unwrap>> = {
  Reservations: unwrapReservation,
  ServiceConfigurations: alias('VpcEndpointServices'),
  Clusters: unwrapCluster,
  clusters: unwrapCluster,
  cluster: unwrapCluster,
  PrefixLists: unwrapPrefixList,
  TargetGroups: unwrapTargetGroup,
  LoadBalancerListeners: unwrapListeners,
  directConnectGateways: alias('DirectConnectGateways'),
  virtualInterfaces: alias('VirtualInterfaces'),
  connections: alias('Connections'),
  DomainStatus: alias('DomainStatusList'),
  Accelerator: alias('Accelerators'),
  Findings: alias('SecurityHubFindings'),
  StaleSecurityGroups: alias('StaleSecurityGroupSet'),
  Firewall: unwrapFirewall,
  Firewalls: unwrapFirewall,
  FirewallPolicy: joinResponse('FirewallPolicies', 'FirewallPolicy', 'FirewallPolicyResponse'),
  FirewallPolicies: joinResponse('FirewallPolicies', 'FirewallPolicy', 'FirewallPolicyResponse'),
  RuleGroup: unwrapRuleGroup,
  RuleGroups: unwrapRuleGroup,
  TransitGatewayPropagations: embed('TransitGatewayRouteTables', TRANSIT_TABLE, {
    TransitGatewayRouteTablePropagations: 'Propagations',
  }),
  TransitGatewayRouteTablePropagations: embed('TransitGatewayRouteTables', TRANSIT_TABLE, {
    TransitGatewayRouteTablePropagations: 'Propagations',
  }),
  TransitGatewayRouteTableAssociations: embed('TransitGatewayRouteTables', TRANSIT_TABLE, {
    TransitGatewayRouteTableAssociations: 'Associations',
    Associations: 'Associations',
  }),
  Associations: embed('TransitGatewayRouteTables', TRANSIT_TABLE, { Associations: 'Associations' }),
  TransitGatewayStaticRoutes: embed('TransitGatewayRouteTables', TRANSIT_TABLE, { Routes: 'StaticRoutes' }),
  Routes: unwrapRoutes,
  Entries: embed('ManagedPrefixLists', 'PrefixListId', { Entries: 'Entries' }),
  ManagedPrefixListEntries: embed('ManagedPrefixLists', 'PrefixListId', {
    Entries: 'Entries',
    ManagedPrefixListEntries: 'Entries',
  }),
  LoadBalancerAttributes: embed('LoadBalancers', 'LoadBalancerArn', {
    Attributes: 'Attributes',
    LoadBalancerAttributes: 'Attributes',
  }),
  ClassicLoadBalancerAttributes: embed('LoadBalancerDescriptions', 'LoadBalancerName', {
    LoadBalancerAttributes: 'LoadBalancerAttributes',
  }),
  TargetGroupAttributes: embed('TargetGroups', 'TargetGroupArn', { Attributes: 'Attributes' }),
  LoadBalancerTargetHealth: embed('TargetGroups', 'TargetGroupArn', { TargetHealthDescriptions: 'Targets' }),
  TargetHealthDescriptions: embed('TargetGroups', 'TargetGroupArn', { TargetHealthDescriptions: 'Targets' }),
  VpnConnectionRoutes: embed('VpnConnections', 'VpnConnectionId', { Routes: 'Routes' }),
  trailList: alias('Trails'),
  metricFilters: alias('MetricFilters'),
  services: alias('EcsServices', 'serviceArn'),
  Controls: alias('StandardsControls', 'StandardsControlArn'),
  // The ARN too: where AWS prints it, it is what names the recorder.
  ConfigurationRecordersStatus: embed('ConfigurationRecorders', 'name', { arn: 'arn', recording: 'recording' }),
  ResourceArns: embed('WebACLs', 'ARN', { ResourceArns: 'ResourceArns' }),
  VpcEndpointServicePermissions: embed('VpcEndpointServices', 'ServiceId', { AllowedPrincipals: 'AllowedPrincipals' }),
  AllowedPrincipals: embed('VpcEndpointServices', 'ServiceId', { AllowedPrincipals: 'AllowedPrincipals' }),
  LoggingConfiguration: embed('Firewalls', 'FirewallArn', { LoggingConfiguration: 'LoggingConfiguration' }),
  VpcAttribute: embed('Vpcs', 'VpcId', {
    EnableDnsSupport: 'EnableDnsSupport',
    EnableDnsHostnames: 'EnableDnsHostnames',
  }),
  AuthorizationRules: embedRow('ClientVpnEndpoints', 'ClientVpnEndpointId', 'AuthorizationRules'),
  ClientVpnTargetNetworks: embedRow('ClientVpnEndpoints', 'ClientVpnEndpointId', 'ClientVpnTargetNetworks'),
  directConnectGatewayAssociations: embedRow(
    'DirectConnectGateways',
    'directConnectGatewayId',
    'directConnectGatewayAssociations',
  ),
}

/**
 * The field a wrapper's element must carry to find its parent. An answer of `search-transit-gateway-routes` or
 * `get-managed-prefix-list-entries` does not name its parent: the reader adds this field from the file's name.
 */
export const PARENT_FIELD: Readonly<Record<string, string>> = {
  TransitGatewayPropagations: TRANSIT_TABLE,
  TransitGatewayRouteTablePropagations: TRANSIT_TABLE,
  TransitGatewayRouteTableAssociations: TRANSIT_TABLE,
  Associations: TRANSIT_TABLE,
  TransitGatewayStaticRoutes: TRANSIT_TABLE,
  Routes: TRANSIT_TABLE,
  Entries: 'PrefixListId',
  ManagedPrefixListEntries: 'PrefixListId',
  LoadBalancerAttributes: 'LoadBalancerArn',
  ClassicLoadBalancerAttributes: 'LoadBalancerName',
  LoadBalancerListeners: 'LoadBalancerArn',
  TargetGroupAttributes: 'TargetGroupArn',
  LoadBalancerTargetHealth: 'TargetGroupArn',
  TargetHealthDescriptions: 'TargetGroupArn',
  VpnConnectionRoutes: 'VpnConnectionId',
  VpcEndpointServicePermissions: 'ServiceId',
  AllowedPrincipals: 'ServiceId',
  LoggingConfiguration: 'FirewallArn',
  ConfigurationRecordersStatus: 'name',
  ResourceArns: 'ARN',
  VpcAttribute: 'VpcId',
  AuthorizationRules: 'ClientVpnEndpointId',
  ClientVpnTargetNetworks: 'ClientVpnEndpointId',
  directConnectGatewayAssociations: 'directConnectGatewayId',
}

/** Keys that are read although no document has them; for telling an AWS answer from any other file. */
export const WRAPPER_KEYS: readonly string[] = Object.keys(WRAPPERS).filter((key) => !isDescribeKey(key))

export function isKnownKey(key: string): boolean {
  return isDescribeKey(key) || Object.hasOwn(WRAPPERS, key)
}

/** The elements a key's element stands for; null when it cannot be told (no parent named, no such cluster). */
export function unwrap(key: string, element: unknown): readonly Unwrapped[] | null {
  const wrapper = Object.hasOwn(WRAPPERS, key) ? WRAPPERS[key] : undefined
  if (wrapper && isRawObject(element)) return wrapper(element)
  return isDescribeKey(key) ? [{ key, element, fragment: false, pointer: '' }] : null
}

/** The key an empty list of this name proves collected; null when it proves nothing (a fragment's list, `Clusters`). */
export function collectedKey(key: string): DescribeKey | null {
  if (key === 'Reservations') return 'Instances'
  if (key === 'LoadBalancerListeners') return 'Listeners'
  if (isDescribeKey(key)) return key
  const probe = Object.hasOwn(PARENT_FIELD, key) ? null : WRAPPERS[key]?.({})
  return probe?.[0]?.key ?? null
}
