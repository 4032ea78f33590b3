/** Names that lead nowhere: one gap for each thing that is missing, however many name it. */

import type { DescribeDocument, DescribeKey } from '../describe/document.ts'
import { refusedKeys } from './collection-calls.ts'
import { missingCoreKeys } from './core-keys.ts'
import type { Reading } from './element-reader.ts'
import type { EmbeddedInterfaces } from './embedded-interfaces.ts'
import type { GapRecorder } from './gap-recorder.ts'
import { type Facts, visitReferences } from './references.ts'
import type { Resource } from './resource.ts'

/** How many resources one gap lists. */
const LISTED_MAX = 100

interface Missing extends MissingName {
  readonly from: Resource[]
  last: Resource | null
  count: number
}

/** Something that is named and nowhere. */
export interface MissingName {
  readonly key: DescribeKey
  /** Those that name it, the first of them. */
  readonly from: readonly Pick<Resource, 'id' | 'account' | 'region'>[]
  /** How many name it. */
  readonly count: number
}

/** What reading has seen of interfaces and instances beside what the model holds. */
export interface SeenElsewhere {
  readonly embedded: EmbeddedInterfaces
  /** Is this an interface or an instance that was read and is not kept in the model? */
  readonly isElsewhere: (id: string) => boolean
}

/**
 * Records what is named and in no document. Silent where the naming document has a gap for the whole key already
 * (it was not collected, or refused), and for things AWS lists as gone.
 */
export function recordDanglingReferences(reading: Reading, inventory: Facts, seen: SeenElsewhere): void {
  const { documents, dead, gaps } = reading
  const known = knownIds(inventory)
  const silent = documents.map(keysWithGap)
  const missing = new Map<string, Missing>()
  const absent = absentIds(reading.namedIds, inventory)
  visitReferences(inventory, { ...seen.embedded, absent }, (from, key, id) => {
    if (id === null || known[key]?.has(id) || dead.has(id)) return
    if (!silent[from.source.document]?.has(key) && !seen.isElsewhere(id)) note(missing, { from, key, id })
  })
  for (const [id, entry] of missing) recordMissing(gaps, id, entry)
}

/** Of the ids that were named, those of nothing in the model. */
export function absentIds(named: ReadonlyMap<string, unknown>, inventory: Facts): ReadonlySet<string> {
  const { vpcs, subnets, securityGroups } = inventory
  const absent = new Set<string>()
  for (const id of named.keys()) if (!(vpcs.has(id) || subnets.has(id) || securityGroups.has(id))) absent.add(id)
  return absent
}

interface Reference {
  readonly from: Resource
  readonly key: DescribeKey
  readonly id: string
}

function note(missing: Map<string, Missing>, { from, key, id }: Reference): void {
  const entry = missing.get(id) ?? { key, from: [], last: null, count: 0 }
  missing.set(id, entry)
  // One resource may name the same thing twice in a row, as a group does in and out.
  if (entry.last === from) return
  entry.last = from
  entry.count += 1
  if (entry.from.length < LISTED_MAX) entry.from.push(from)
}

/** Keys for which the document has one gap that says it all. */
export function keysWithGap(document: DescribeDocument): ReadonlySet<DescribeKey> {
  const refused = [...refusedKeys(document)].flatMap(([key, { whole }]) => (whole ? [key] : []))
  return new Set([...missingCoreKeys(document).map(({ key }) => key), ...refused])
}

export function recordMissing(gaps: GapRecorder, id: string, { key, from, count }: MissingName): void {
  const [first, second] = from
  if (!first) return
  const others = count > 2 ? `${second?.id} and ${count - 2} more` : second?.id
  const names = others === undefined ? `${first.id} names` : `${first.id}${count > 2 ? ', ' : ' and '}${others} name`
  gaps.add({
    id: `dangling-reference/${key}/${id}`,
    kind: 'dangling-reference',
    account: first.account,
    region: first.region,
    key,
    resourceId: count === 1 ? first.id : null,
    ...(count === 1 ? {} : { resourceIds: from.map((resource) => resource.id) }),
    message: `${names} ${id}, which is in no document, so what it does is unknown.`,
    remedy: `Collect ${key} of the account and region that own ${id}.`,
  })
}

type KnownIds = Readonly<Partial<Record<DescribeKey, ReadonlyMap<string, unknown>>>>

/** What is in the model, under the key its kind comes from. */
function knownIds(inventory: Facts): KnownIds {
  return {
    Vpcs: inventory.vpcs,
    Subnets: inventory.subnets,
    NetworkInterfaces: inventory.networkInterfaces,
    Instances: inventory.instances,
    SecurityGroups: inventory.securityGroups,
    ManagedPrefixLists: inventory.prefixLists,
    RouteTables: inventory.routeTables,
    InternetGateways: inventory.internetGateways,
    EgressOnlyInternetGateways: inventory.egressOnlyInternetGateways,
    NatGateways: inventory.natGateways,
    CarrierGateways: inventory.carrierGateways,
    VpnGateways: inventory.vpnGateways,
    VpnConnections: inventory.vpnConnections,
    CustomerGateways: inventory.customerGateways,
    VpcPeeringConnections: inventory.vpcPeeringConnections,
    VpcEndpoints: inventory.vpcEndpoints,
    TransitGateways: inventory.transitGateways,
    TransitGatewayAttachments: inventory.transitGatewayAttachments,
    TransitGatewayRouteTables: inventory.transitGatewayRouteTables,
    TargetGroups: inventory.targetGroups,
  }
}
