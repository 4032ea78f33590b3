/** Managed data stores. AWS hides which interface is whose, so they are matched by subnet, groups and zone. */

import type { NetworkInterface, Subnet } from '../inventory/network.ts'
import type { Database } from '../inventory/services.ts'
import { type Chart, grouped, ownerKey, sorted } from './chart.ts'
import { interfacesOf } from './place-services.ts'
import { groupsKey, placeSpread } from './place-spread.ts'

const CODES: Readonly<Record<Database['service'], string>> = {
  rds: 'RDS',
  'rds-cluster': 'RDS',
  redshift: 'RSH',
  elasticache: 'RED',
  memorydb: 'RED',
  opensearch: 'OS',
}

export function placeDatabases(chart: Chart): void {
  const databases = sorted(chart.inventory.databases)
  const guessed = new Map([...unnamedOwners(chart, databases, 'rds'), ...unnamedOwners(chart, databases, 'redshift')])
  for (const database of databases) {
    const interfaces = [...(guessed.get(database) ?? []), ...namedInterfaces(chart, database)]
    placeSpread(chart, {
      ...database,
      kind: 'database',
      code: CODES[database.service],
      label: database.name ?? database.id,
      detail: wordsOf(database),
      facts: [
        database.service,
        ...(database.engine ? [database.engine] : []),
        ...(database.state ? [database.state] : []),
      ],
      interfaces,
      subnetIds: interfaces.length > 0 ? [] : likelySubnets(chart, database),
    })
  }
}

function wordsOf(database: Database): string {
  const kind = database.service === 'rds-cluster' ? 'cluster' : (database.engine ?? '')
  return [kind, database.port === null ? '' : String(database.port)].filter((text) => text !== '').join(' · ')
}

/** ElastiCache and OpenSearch put their own name into the description. */
function namedInterfaces(chart: Chart, database: Database): NetworkInterface[] {
  const names = [...new Set([database.name, database.id])].filter((name) => name !== null)
  if (database.service === 'elasticache') return interfacesOf(chart, 'elasticache', names)
  if (database.service === 'opensearch') return interfacesOf(chart, 'opensearch', names)
  return []
}

/**
 * RDS and Redshift write no name. An interface goes to the one store whose subnets and groups fit it;
 * where several fit, the zone decides, and where that does not settle it either the interface stays on its own.
 */
function unnamedOwners(
  chart: Chart,
  databases: readonly Database[],
  service: 'rds' | 'redshift',
): Map<Database, NetworkInterface[]> {
  const candidates = grouped(
    databases.filter((database) => database.service === service),
    (database) => groupsKey(database.securityGroupIds),
  )
  const owners = new Map<Database, NetworkInterface[]>()
  for (const item of chart.interfacesByOwner.get(ownerKey(service, null)) ?? []) {
    const fitting = (candidates.get(groupsKey(item.securityGroupIds)) ?? []).filter((database) =>
      database.subnetIds.includes(item.subnetId),
    )
    const zone = chart.inventory.subnets.get(item.subnetId)?.availabilityZone
    const inZone = fitting.filter((database) => database.availabilityZone === zone)
    const owner = inZone.length === 1 ? inZone[0] : fitting.length === 1 ? fitting[0] : undefined
    if (!owner) continue
    const list = owners.get(owner)
    if (list) list.push(item)
    else owners.set(owner, [item])
  }
  return owners
}

/** OpenSearch runs in every subnet it names; the others in the one of their zone, else in the first of their group. */
function likelySubnets(chart: Chart, database: Database): string[] {
  const subnets = database.subnetIds
    .map((id) => chart.inventory.subnets.get(id))
    .filter((subnet) => subnet !== undefined)
  if (database.service === 'opensearch') return subnets.map((subnet) => subnet.id)
  const ordered = subnets.toSorted((a: Subnet, b: Subnet) => (a.id < b.id ? -1 : 1))
  const chosen = ordered.find((subnet) => subnet.availabilityZone === database.availabilityZone) ?? ordered[0]
  return chosen ? [chosen.id] : []
}
