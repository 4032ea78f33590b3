/** Everything known of one resource: facts in AWS's words with the place each stands at, and the element itself. */

import type { DescribeDocument } from '../describe/document.ts'
import { resolvePointer } from '../describe/pointer.ts'
import type { ById, Inventory } from '../inventory/inventory.ts'
import { pointerOf, type Resource } from '../inventory/resource.ts'
import * as connectivity from './detail-connectivity.ts'
import { type DetailContext, facts, type Line, optional, type Section, section } from './detail-facts.ts'
import * as filters from './detail-filters.ts'
import * as network from './detail-network.ts'
import * as routing from './detail-routing.ts'
import * as services from './detail-services.ts'
import type { Fact, ResourceDetail, ResourceRow } from './snapshot.ts'

/** The maps of the inventory that hold resources. */
type Kind = { [K in keyof Inventory]: Inventory[K] extends ById<Resource> ? K : never }[keyof Inventory]
type Model = { [K in Kind]: Inventory[K] extends ById<infer R extends Resource> ? R : never }

/** One entry a map: a new kind of resource does not compile without its sections. */
const SECTIONS: { readonly [K in Kind]: (resource: Model[K], context: DetailContext) => readonly Section[] } = {
  vpcs: network.vpcSections,
  subnets: network.subnetSections,
  networkInterfaces: network.interfaceSections,
  instances: network.instanceSections,
  elasticIps: network.elasticIpSections,
  securityGroups: filters.securityGroupSections,
  networkAcls: filters.networkAclSections,
  prefixLists: filters.prefixListSections,
  routeTables: routing.routeTableSections,
  internetGateways: routing.attachedGatewaySections,
  egressOnlyInternetGateways: routing.attachedGatewaySections,
  carrierGateways: routing.carrierGatewaySections,
  natGateways: routing.natGatewaySections,
  vpnGateways: routing.vpnGatewaySections,
  vpcPeeringConnections: connectivity.peeringSections,
  transitGateways: connectivity.transitGatewaySections,
  transitGatewayAttachments: connectivity.attachmentSections,
  transitGatewayRouteTables: connectivity.transitRouteTableSections,
  customerGateways: connectivity.customerGatewaySections,
  vpnConnections: connectivity.vpnConnectionSections,
  clientVpnEndpoints: connectivity.clientVpnSections,
  vpcEndpoints: connectivity.endpointSections,
  vpcEndpointServices: connectivity.endpointServiceSections,
  instanceConnectEndpoints: connectivity.connectEndpointSections,
  directConnectGateways: connectivity.directConnectGatewaySections,
  virtualInterfaces: connectivity.virtualInterfaceSections,
  directConnectConnections: connectivity.directConnectSections,
  loadBalancers: services.loadBalancerSections,
  targetGroups: services.targetGroupSections,
  databases: services.databaseSections,
  dbSubnetGroups: services.dbSubnetGroupSections,
  computes: services.computeSections,
  networkFirewalls: services.firewallSections,
  networkFirewallPolicies: services.firewallPolicySections,
  networkFirewallRuleGroups: services.ruleGroupSections,
  flowLogs: services.flowLogSections,
  dhcpOptions: services.dhcpSections,
  launchTemplates: services.launchTemplateSections,
  trafficMirrorSessions: services.mirrorSections,
  vpcEncryptionControls: services.encryptionControlSections,
  accelerators: services.acceleratorSections,
  securityHubs: services.securityHubSections,
  foreignFindings: services.foreignFindingSections,
}

const KINDS = Object.keys(SECTIONS) as readonly Kind[]

export interface DetailRequest {
  readonly inventory: Inventory
  /** The documents the inventory was read from, in the same order. */
  readonly documents: readonly DescribeDocument[]
  /** The row of the resource; its id is what is looked for. */
  readonly row: ResourceRow
}

/** A row that stands for no resource of its own, such as an availability zone, has its row and nothing else. */
export function resourceDetail({ inventory, documents, row }: DetailRequest): ResourceDetail {
  for (const kind of KINDS) {
    const found = detailIn(inventory, kind, row.id)
    if (found) return { row, sections: linkedOnly(inventory, found.sections), ...sourceOf(documents, found.resource) }
  }
  return { row, sections: [], source: null, json: null }
}

function detailIn<K extends Kind>(inventory: Inventory, kind: K, id: string) {
  const maps: { readonly [P in Kind]: ById<Model[P]> } = inventory
  const resource = maps[kind].get(id)
  if (!resource) return null
  const context = { inventory, pointer: pointerOf(resource.source) }
  const own = SECTIONS[kind](resource, context)
  return { resource, sections: [...identitySections(resource, context), ...own, ...tagSections(resource, context)] }
}

function identitySections({ id, arn, name, account, region }: Resource, { pointer }: DetailContext) {
  const lines: readonly Line[] = [
    ['ID', id],
    ...optional('Name', name),
    ...optional('ARN', arn === id ? null : arn),
    ['Account', account],
    ['Region', region],
  ]
  return section('Identity', facts(pointer, lines))
}

function tagSections({ tags }: Resource, { pointer }: DetailContext): readonly Section[] {
  return section('Tags', facts(pointer, Object.entries(tags)))
}

/** A link that leads nowhere is no link: what it names was not collected. */
function linkedOnly(inventory: Inventory, sections: readonly Section[]): readonly Section[] {
  const checked = (fact: Fact): Fact =>
    fact.linkTo === null || isKnown(inventory, fact.linkTo) ? fact : { ...fact, linkTo: null }
  return sections.map(({ title, facts: content }) => ({ title, facts: content.map(checked) }))
}

function isKnown(inventory: Inventory, id: string): boolean {
  return KINDS.some((kind) => inventory[kind].has(id))
}

function sourceOf(
  documents: readonly DescribeDocument[],
  { source }: Resource,
): Pick<ResourceDetail, 'source' | 'json'> {
  const document = documents[source.document]
  if (!document) return { source: null, json: null }
  const origin = document.origins.get(source.key)?.[source.index]
  const { account, region } = document
  const element = document.elements.get(source.key)?.[source.index] ?? null
  const part = source.within === undefined ? element : resolvePointer(element, source.within)
  return {
    source: {
      account,
      region,
      pointer: pointerOf(source),
      file: origin?.file ?? null,
      filePointer: origin ? `${origin.pointer}${source.within ?? ''}` : null,
    },
    json: part ?? null,
  }
}
