/** Functions, clusters, firewalls and accelerators. Source: the API reference of each service. */

import type { JsonObject } from '../describe/document.ts'
import { idOfArn } from './arn.ts'
import { arnNamed } from './arn-naming.ts'
import {
  absentLists,
  type ElementReader,
  elementsOf,
  type Reading,
  readAll,
  resourceOf,
  sortedById,
  type Wire,
} from './element-reader.ts'
import type { RuleGroupReference } from './firewall-rules.ts'
import { firewallRulesOf } from './read-firewall-rules.ts'
import { pointerOf } from './resource.ts'
import type {
  Accelerator,
  Compute,
  NetworkFirewall,
  NetworkFirewallPolicy,
  NetworkFirewallRuleGroup,
} from './services.ts'
import {
  flag,
  hasList,
  idsOf,
  idText,
  isObject,
  list,
  number,
  object,
  objects,
  prefixes,
  text,
  texts,
  textsOf,
} from './wire.ts'

const NOWHERE = { vpcId: null, subnetIds: [], securityGroupIds: [], endpointPublicAccess: null, publicAccessCidrs: [] }

/** Functions and container clusters by ARN. */
export function readComputes(reading: Reading): Map<string, Compute> {
  return readAll(reading, [FUNCTION, EKS_CLUSTER, ECS_CLUSTER])
}

const FUNCTION: ElementReader<Compute> = {
  key: 'Functions',
  idOf: arnNamed({ arn: 'FunctionArn', name: 'FunctionName', service: 'lambda', prefix: 'function:' }),
  read: (wire, id) => {
    const { element } = wire
    const placement = object(element, 'VpcConfig')
    return {
      ...resourceOf(wire, id, { arn: id, name: text(element, 'FunctionName') }),
      ...NOWHERE,
      service: 'lambda',
      vpcId: idText(placement, 'VpcId', 'vpc'),
      subnetIds: idsOf(texts(placement, 'SubnetIds'), 'subnet'),
      securityGroupIds: idsOf(texts(placement, 'SecurityGroupIds'), 'sg'),
      state: text(element, 'State'),
    }
  },
}

/** The cluster's own group is one of its groups. Source: EKS API, VpcConfigResponse. */
const EKS_CLUSTER: ElementReader<Compute> = {
  key: 'EksClusters',
  idOf: arnNamed({ arn: 'arn', name: 'name', service: 'eks', prefix: 'cluster/' }),
  read: (wire, id) => {
    const { element } = wire
    const placement = object(element, 'resourcesVpcConfig')
    const ownGroup = text(placement, 'clusterSecurityGroupId')
    const groups = [...texts(placement, 'securityGroupIds'), ...(ownGroup === null ? [] : [ownGroup])]
    return {
      ...resourceOf(wire, id, { arn: id, name: text(element, 'name') }),
      service: 'eks',
      vpcId: idText(placement, 'vpcId', 'vpc'),
      subnetIds: idsOf(texts(placement, 'subnetIds'), 'subnet'),
      securityGroupIds: idsOf([...new Set(groups)], 'sg'),
      endpointPublicAccess: flag(placement, 'endpointPublicAccess'),
      publicAccessCidrs: prefixes(texts(placement, 'publicAccessCidrs')),
      state: text(element, 'status'),
    }
  },
}

const ECS_CLUSTER: ElementReader<Compute> = {
  key: 'EcsClusters',
  idOf: arnNamed({ arn: 'clusterArn', name: 'clusterName', service: 'ecs', prefix: 'cluster/' }),
  read: (wire, id) => ({
    ...resourceOf(wire, id, { arn: id, name: text(wire.element, 'clusterName') }),
    ...NOWHERE,
    service: 'ecs',
    state: text(wire.element, 'status'),
  }),
}

export const NETWORK_FIREWALL: ElementReader<NetworkFirewall> = {
  key: 'Firewalls',
  idOf: arnNamed({ arn: 'FirewallArn', name: 'FirewallName', service: 'network-firewall', prefix: 'firewall/' }),
  read: (wire, id) => {
    const { element } = wire
    return {
      ...resourceOf(wire, id, { arn: id, name: text(element, 'FirewallName') }),
      vpcId: idText(element, 'VpcId', 'vpc'),
      subnetIds: idsOf(textsOf(element, 'SubnetMappings', 'SubnetId'), 'subnet'),
      endpointIds: textsOf(element, 'SyncStates', 'EndpointId'),
      unread: absentLists(wire, ['SubnetMappings']),
      policyArn: text(element, 'FirewallPolicyArn'),
      deleteProtection: flag(element, 'DeleteProtection'),
      subnetChangeProtection: flag(element, 'SubnetChangeProtection'),
      logTypes: isObject(element['LoggingConfiguration'])
        ? textsOf(object(element, 'LoggingConfiguration'), 'LogDestinationConfigs', 'LogType')
        : null,
    }
  },
}

const FIREWALL_POLICY: ElementReader<NetworkFirewallPolicy> = {
  key: 'FirewallPolicies',
  idOf: arnNamed({
    arn: 'FirewallPolicyArn',
    name: 'FirewallPolicyName',
    service: 'network-firewall',
    prefix: 'firewall-policy/',
  }),
  read: policyOf,
}

/** Policies under their own key, and those a firewall carries with it. */
export function readNetworkFirewallPolicies(reading: Reading): Map<string, NetworkFirewallPolicy> {
  const policies = readAll(reading, [FIREWALL_POLICY])
  for (const located of elementsOf(reading, 'Firewalls')) {
    const element = object(located.element, 'FirewallPolicy')
    const id = text(located.element, 'FirewallPolicyArn')
    if (id === null || Object.keys(element).length === 0 || policies.has(id)) continue
    policies.set(id, policyOf({ ...located, element, id, reading }, id))
  }
  return sortedById(policies)
}

function policyOf(wire: Wire, id: string): NetworkFirewallPolicy {
  const { element } = wire
  return {
    ...resourceOf(wire, id, { arn: id, name: text(element, 'FirewallPolicyName') ?? idOfArn(id) }),
    statelessDefaultActions: texts(element, 'StatelessDefaultActions'),
    statelessFragmentDefaultActions: texts(element, 'StatelessFragmentDefaultActions'),
    ruleGroupArns: [
      ...textsOf(element, 'StatelessRuleGroupReferences', 'ResourceArn'),
      ...textsOf(element, 'StatefulRuleGroupReferences', 'ResourceArn'),
    ],
    bodyTold: hasList(element, 'StatelessDefaultActions'),
    statefulDefaultActions: texts(element, 'StatefulDefaultActions'),
    ruleOrder: isStrict(object(element, 'StatefulEngineOptions')) ? 'strict-order' : 'default-action-order',
    statelessGroups: groupReferences(element, 'StatelessRuleGroupReferences'),
    statefulGroups: groupReferences(element, 'StatefulRuleGroupReferences'),
  }
}

function isStrict(options: JsonObject): boolean {
  return text(options, 'RuleOrder') === 'STRICT_ORDER'
}

/** In the order they are asked. */
function groupReferences(
  element: JsonObject,
  key: 'StatelessRuleGroupReferences' | 'StatefulRuleGroupReferences',
): readonly RuleGroupReference[] {
  const references = objects(element, key).flatMap((reference) => {
    const arn = text(reference, 'ResourceArn')
    return arn === null ? [] : [{ arn, priority: number(reference, 'Priority') }]
  })
  return references.toSorted((a, b) => (a.priority ?? 0) - (b.priority ?? 0))
}

export const NETWORK_FIREWALL_RULE_GROUP: ElementReader<NetworkFirewallRuleGroup> = {
  key: 'RuleGroups',
  idOf: arnNamed({ arn: 'RuleGroupArn', name: 'RuleGroupName', service: 'network-firewall', prefix: 'rulegroup/' }),
  read: (wire, id) => {
    const type = (text(wire.element, 'Type') ?? '').toLowerCase()
    return {
      ...resourceOf(wire, id, { arn: id, name: text(wire.element, 'RuleGroupName') }),
      kind: type === 'stateless' || type === 'stateful' ? type : 'unknown',
      ruleCount: ruleCountOf(object(wire.element, 'RulesSource')),
      rules: firewallRulesOf(wire.element, pointerOf(wire.source)),
    }
  },
}

/** Rules however they are written: Suricata text, a domain list, stateful or stateless rules. Null when the body was not collected. */
function ruleCountOf(source: JsonObject): number | null {
  const rules = text(source, 'RulesString')
  if (rules !== null) return rules.split('\n').filter((line) => /^\s*[a-z]/i.test(line)).length
  const domains = object(source, 'RulesSourceList')
  if (hasList(domains, 'Targets')) return list(domains, 'Targets').length
  if (hasList(source, 'StatefulRules')) return list(source, 'StatefulRules').length
  const stateless = object(source, 'StatelessRulesAndCustomActions')
  return hasList(stateless, 'StatelessRules') ? list(stateless, 'StatelessRules').length : null
}

export const ACCELERATOR: ElementReader<Accelerator> = {
  key: 'Accelerators',
  idOf: (element) => text(element, 'AcceleratorArn'),
  read: (wire, id) => ({
    ...resourceOf(wire, id, { arn: id, name: text(wire.element, 'Name') }),
    enabled: flag(wire.element, 'Enabled'),
    ipAddresses: objects(wire.element, 'IpSets').flatMap((set) => texts(set, 'IpAddresses')),
    status: text(wire.element, 'Status'),
  }),
}
