/** The table twin of the map: every resource once, in tree order, account ▸ region ▸ VPC ▸ subnet ▸ resource. */

import type { Inventory } from '../inventory/inventory.ts'
import type { Resource } from '../inventory/resource.ts'
import { ROW_KINDS, type RowKind } from './row-kinds.ts'
import { compareNatural } from './sibling-order.ts'

/** One row of the table twin. */
export interface ResourceRow {
  readonly id: string
  readonly type: string
  readonly name: string | null
  readonly account: string
  readonly region: string
  readonly vpcId: string | null
  readonly subnetId: string | null
  readonly detail: string
  /** Depth in the containment tree, from 1; the rows come in tree order. */
  readonly depth: number
  readonly parentId: string | null
}

type LooseRow = Omit<ResourceRow, 'depth' | 'parentId'> & { readonly owner: string | null; readonly order: number }

/** Accounts and regions have rows only where there is more than one of them. */
export function resourceRows(inventory: Inventory): ResourceRow[] {
  const loose = looseRows(inventory)
  const known = new Set(loose.map((row) => row.id))
  const frame = areaRows(inventory, loose)
  const all = [...frame.rows, ...loose]
  const parents = new Map<string, string | null>()
  for (const row of frame.rows) parents.set(row.id, row.owner)
  for (const row of loose) parents.set(row.id, parentOf(row, known) ?? frame.areaOf(row))
  return inTreeOrder(all, parents)
}

function looseRows(inventory: Inventory): LooseRow[] {
  const rows: LooseRow[] = []
  for (const [order, [key, kind]] of Object.entries(ROW_KINDS).entries()) {
    const resources = inventory[key as keyof typeof ROW_KINDS].values() as Iterable<Resource>
    for (const resource of resources) rows.push(looseRow(resource, kind as RowKind<Resource>, order))
  }
  return rows
}

function looseRow(resource: Resource, kind: RowKind<Resource>, order: number): LooseRow {
  return {
    id: resource.id,
    type: kind.type,
    name: resource.name,
    account: resource.account,
    region: resource.region,
    vpcId: textField(resource, 'vpcId'),
    subnetId: textField(resource, 'subnetId') ?? onlySubnet(resource),
    detail: kind.detail(resource),
    owner: kind.owner?.(resource) ?? null,
    order,
  }
}

function textField(resource: Resource, field: 'vpcId' | 'subnetId'): string | null {
  const value: unknown = field in resource ? Reflect.get(resource, field) : null
  return typeof value === 'string' ? value : null
}

/** A thing in one subnet stands there; one in several stands in the VPC. Route tables and ACLs serve subnets and stand in none. */
function onlySubnet(resource: Resource): string | null {
  if ('routes' in resource || 'entries' in resource || !('subnetIds' in resource)) return null
  const ids: unknown = resource.subnetIds
  return Array.isArray(ids) && ids.length === 1 && typeof ids[0] === 'string' ? ids[0] : null
}

function parentOf(row: LooseRow, known: ReadonlySet<string>): string | null {
  for (const id of [row.owner, row.type === 'subnet' ? null : row.subnetId, row.vpcId]) {
    if (id !== null && id !== row.id && known.has(id)) return id
  }
  return null
}

interface Areas {
  readonly rows: readonly LooseRow[]
  readonly areaOf: (row: LooseRow) => string | null
}

function areaRows(inventory: Inventory, loose: readonly LooseRow[]): Areas {
  const manyAccounts = new Set(loose.map((row) => row.account)).size > 1
  const manyRegions = new Set(loose.map((row) => row.region)).size > 1
  const rows = new Map<string, LooseRow>()
  const area = (row: LooseRow, sketch: Pick<LooseRow, 'id' | 'type' | 'name' | 'owner'>): string => {
    const { account, region } = row
    const at = sketch.type === 'account' ? { account, region: '' } : { account, region }
    rows.set(sketch.id, { ...sketch, ...at, vpcId: null, subnetId: null, detail: '', order: 0 })
    return sketch.id
  }
  const known = new Map<string, string | null>()
  const areaOf = (row: LooseRow): string | null => {
    const key = `${row.account} ${row.region}`
    const found = known.get(key)
    if (found !== undefined) return found
    const name = inventory.accounts.get(row.account)?.name ?? row.account
    const account = manyAccounts
      ? area(row, { id: `account:${row.account}`, type: 'account', name, owner: null })
      : null
    const id = account === null ? `region:${row.region}` : `region:${row.account}:${row.region}`
    const place = manyRegions ? area(row, { id, type: 'region', name: row.region, owner: account }) : account
    known.set(key, place)
    return place
  }
  for (const row of loose) areaOf(row)
  return { rows: [...rows.values()], areaOf }
}

/** Input may name parents in a circle: what the walk from the roots never meets stands at the root, so that it is not lost. */
function inTreeOrder(all: readonly LooseRow[], parents: ReadonlyMap<string, string | null>): ResourceRow[] {
  const children = new Map<string | null, LooseRow[]>()
  for (const row of all) {
    const parent = parents.get(row.id) ?? null
    const siblings = children.get(parent)
    if (siblings) siblings.push(row)
    else children.set(parent, [row])
  }
  const ordered: ResourceRow[] = []
  const placed = new Set<string>()
  const place = ({ owner, order, ...row }: LooseRow, parentId: string | null, depth: number) => {
    if (placed.has(row.id)) return
    placed.add(row.id)
    ordered.push({ ...row, depth, parentId })
    for (const child of children.get(row.id)?.sort(compareRows) ?? []) place(child, row.id, depth + 1)
  }
  for (const row of children.get(null)?.sort(compareRows) ?? []) place(row, null, 1)
  for (const row of all) place(row, null, 1)
  return ordered
}

function compareRows(a: LooseRow, b: LooseRow): number {
  return a.order - b.order || compareNatural(a.name ?? a.id, b.name ?? b.id) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}
