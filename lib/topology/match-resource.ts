/** The find box over rows: plain words anywhere, `key:value` in its column. Nothing of the user's is ever compiled as a pattern. */

import { overlaps, type Prefix, parsePrefixOrAddress } from '../net/prefix.ts'
import type { ResourceRow } from './resource-rows.ts'

type Matcher = (row: ResourceRow) => boolean

const TEXT_KEYS: Readonly<Record<string, (row: ResourceRow) => readonly (string | null)[]>> = {
  type: (row) => [row.type],
  name: (row) => [row.name],
  id: (row) => [row.id],
  account: (row) => [row.account],
  region: (row) => [row.region],
  vpc: (row) => [row.vpcId, row.type === 'vpc' ? row.id : null],
  subnet: (row) => [row.subnetId, row.type === 'subnet' ? row.id : null, row.type === 'subnet' ? row.name : null],
}

/** Short forms people type. */
const TYPES: Readonly<Record<string, string>> = {
  sg: 'security-group',
  eni: 'network-interface',
  ec2: 'instance',
  igw: 'internet-gateway',
  nat: 'nat-gateway',
  tgw: 'transit-gateway',
  rtb: 'route-table',
  acl: 'network-acl',
  nacl: 'network-acl',
  vpce: 'vpc-endpoint',
  pcx: 'vpc-peering-connection',
  eip: 'elastic-ip',
  elb: 'load-balancer',
  rds: 'database',
}

/** Every word of the query must match. An empty query matches all. `cidr:` matches addresses and prefixes that overlap. */
export function matchResource(row: ResourceRow, query: string): boolean {
  return resourceMatcher(query)(row)
}

/** The same, reading the query once for many rows. */
export function resourceMatcher(query: string): Matcher {
  const matchers = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(matcherOf)
  return (row) => matchers.every((matches) => matches(row))
}

function matcherOf(word: string): Matcher {
  const colon = word.indexOf(':')
  const [key, value] = [word.slice(0, Math.max(colon, 0)), word.slice(colon + 1)]
  if (key === 'cidr' && value !== '') return cidrMatcher(value)
  const column = value === '' ? undefined : TEXT_KEYS[key]
  if (!Object.hasOwn(TEXT_KEYS, key) || !column) return (row) => textOf(row).includes(word)
  if (key === 'type')
    return (row) => row.type === (TYPES[value] ?? value) || (TYPES[value] === undefined && row.type.includes(value))
  return (row) => column(row).some((text) => text?.toLowerCase().includes(value) ?? false)
}

function cidrMatcher(value: string): Matcher {
  const wanted = parsePrefixOrAddress(value)
  if (!wanted) return () => false
  return (row) => prefixesIn(row.detail).some((prefix) => overlaps(wanted, prefix))
}

function prefixesIn(text: string): Prefix[] {
  return text.split(/[\s·]+/).flatMap((word) => parsePrefixOrAddress(word) ?? [])
}

function textOf(row: ResourceRow): string {
  return [row.name, row.id, row.type, row.detail, row.account, row.region, row.vpcId, row.subnetId]
    .join(' ')
    .toLowerCase()
}
