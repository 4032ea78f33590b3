/** Accounts and regions as subjects: what a rule about none of their resources speaks of. */

import type { DescribeKey } from '../describe/document.ts'
import type { DocumentInfo, Inventory } from '../inventory/inventory.ts'
import type { Subject } from './rule.ts'

export interface RegionScope extends Subject {
  readonly document: DocumentInfo
}

/** Each account and region of which something of a network was collected; a document with none says nothing of one. */
export function regionScopes(inventory: Inventory): readonly RegionScope[] {
  return inventory.documents
    .filter(({ coverage }) => NETWORK_KEYS.some((key) => (coverage.get(key) ?? 'absent') !== 'absent'))
    .map((document) => {
      const { account, region } = document
      const resource = { id: `${account}/${region}`, arn: null, name: null, account, region, tags: {} }
      return { document, resource, type: 'region', vpcId: null }
    })
}

/** What only a network has: account lists and what other scanners found are collected elsewhere. */
const NETWORK_KEYS: readonly DescribeKey[] = [
  'Vpcs',
  'Subnets',
  'RouteTables',
  'NetworkAcls',
  'SecurityGroups',
  'SecurityGroupRules',
  'NetworkInterfaces',
  'Instances',
  'InternetGateways',
  'FlowLogs',
]
