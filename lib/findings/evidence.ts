/** Facts as evidence: each with the place it stands at in the describe document of its account and region. */

import type { Inventory } from '../inventory/inventory.ts'
import { pointerOf, type Resource } from '../inventory/resource.ts'
import type { PathHop, RuleRef } from '../reachability/path.ts'
import { carrierName } from './carrier-name.ts'
import type { Evidence, FindingHop } from './finding.ts'

export function evidenceOf(inventory: Inventory, rule: RuleRef): Evidence {
  const document = inventory.documents[rule.document]
  return {
    kind: rule.kind,
    resourceId: rule.resourceId,
    pointer: rule.pointer,
    account: document?.account ?? null,
    region: document?.region ?? null,
    excerpt: rule.excerpt,
    ...(rule.ruleId === undefined ? {} : { networkRuleId: rule.ruleId }),
  }
}

/** The resource itself as evidence, with the field that matters when there is one. */
export function resourceEvidence(
  inventory: Inventory,
  resource: Resource,
  fact: { excerpt: string; field?: string },
): Evidence {
  const pointer = pointerOf(resource.source) + (fact.field ? `/${fact.field}` : '')
  const { document } = resource.source
  return evidenceOf(inventory, { kind: 'resource', resourceId: resource.id, pointer, document, excerpt: fact.excerpt })
}

/** Something that was looked for, in a key that was collected, and is not there. */
export function absenceEvidence(resource: Resource, excerpt: string): Evidence {
  return {
    kind: 'absence',
    resourceId: resource.id,
    pointer: null,
    account: resource.account,
    region: resource.region,
    excerpt,
  }
}

/** The facts a path rests on. */
export function pathEvidence(inventory: Inventory, hops: readonly PathHop[]): readonly Evidence[] {
  return hops.flatMap(({ rules }) => rules).map((rule) => evidenceOf(inventory, rule))
}

/** Keeps the first of each fact. */
export function distinctEvidence(evidence: readonly Evidence[]): readonly Evidence[] {
  const byPlace = new Map<string, Evidence>()
  for (const each of evidence) {
    const key = [each.account, each.region, each.resourceId, each.pointer ?? each.excerpt].join(' ')
    if (!byPlace.has(key)) byPlace.set(key, each)
  }
  return [...byPlace.values()]
}

/** A path as the map numbers it. A Block Public Access that lets everything pass is left out: it decided nothing. */
export function findingHops(inventory: Inventory, hops: readonly PathHop[]): readonly FindingHop[] {
  return hops
    .filter(({ kind, decision }) => kind !== 'block-public-access' || decision !== 'passes')
    .map((hop) => {
      const name = hopName(inventory, hop)
      const { component, kind, decision, detail } = hop
      return { component, label: LABELS[kind], ...(name === null ? {} : { name }), detail, outcome: decision }
    })
}

/** Null where there is no name of its own: an id is not one. */
function hopName(inventory: Inventory, { component, kind }: PathHop): string | null {
  const name = nameOf(inventory, component, kind)
  return name === component ? null : name
}

function nameOf(inventory: Inventory, id: string, kind: PathHop['kind']): string | null {
  switch (kind) {
    case 'internet-gateway':
      return inventory.internetGateways.get(id)?.name ?? null
    case 'route-table':
      return inventory.routeTables.get(id)?.name ?? null
    case 'network-acl':
      return inventory.networkAcls.get(id)?.name ?? null
    case 'security-group':
      return inventory.securityGroups.get(id)?.name ?? null
    case 'network-interface':
      return nameBehind(inventory, id)
    case 'internet':
    case 'block-public-access':
      return null
  }
}

/** The last hop may be the instance itself, where its document tells of the interface. */
function nameBehind(inventory: Inventory, id: string): string | null {
  const networkInterface = inventory.networkInterfaces.get(id)
  if (networkInterface !== undefined) return carrierName(inventory, networkInterface)
  return inventory.instances.get(id)?.name ?? null
}

const LABELS: Readonly<Record<PathHop['kind'], string>> = {
  internet: 'Internet',
  'block-public-access': 'Block Public Access',
  'internet-gateway': 'Internet gateway',
  'route-table': 'Route table',
  'network-acl': 'Network ACL',
  'security-group': 'Security group',
  'network-interface': 'Interface',
}
