import { describe, expect, it } from 'vitest'
import type { Inventory } from '../inventory/inventory.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { sampleDocuments } from '../sources/sample/sample-estate.ts'
import { estateOfSize } from '../testing/estate-of-size.ts'
import { sketchNetwork } from '../testing/sketch-network.ts'
import { matchResource, resourceMatcher } from './match-resource.ts'
import { type ResourceRow, resourceRows } from './resource-rows.ts'

/** Not resources of the network: who the accounts are, and what other scanners found. */
const NO_ROWS = new Set(['accounts', 'foreignFindings'])

function resourceIds(inventory: Inventory): string[] {
  return Object.entries(inventory)
    .flatMap(([key, value]) => (value instanceof Map && !NO_ROWS.has(key) ? [...value.keys()] : []))
    .sort()
}

function outline(rows: readonly ResourceRow[]): string {
  return rows.map((row) => `${'  '.repeat(row.depth - 1)}${row.type} ${row.name ?? row.id}`).join('\n')
}

describe('resourceRows', () => {
  it('has a row for each resource of the sample, and one only', () => {
    const inventory = readDescribe(sampleDocuments())
    const rows = resourceRows(inventory).filter((row) => row.type !== 'account' && row.type !== 'region')
    expect(rows.map((row) => row.id).sort()).toEqual(resourceIds(inventory))
  })

  it('comes in tree order: a parent stands before its children, one level above them', () => {
    const rows = resourceRows(
      readDescribe(estateOfSize({ vpcs: 6, subnetsPerVpc: 3, instancesPerSubnet: 2, accounts: 2, regions: 2 })),
    )
    const depth = new Map<string, number>()
    for (const row of rows) {
      expect(row.depth).toBe(row.parentId === null ? 1 : (depth.get(row.parentId) ?? Number.NaN) + 1)
      depth.set(row.id, row.depth)
    }
    expect(rows[0]?.type).toBe('account')
  })

  it('puts a small network in the order one reads it', () => {
    expect(`\n${outline(resourceRows(sketchNetwork()))}`).toBe(`
vpc vpc-1
  internet-gateway igw-1
  subnet subnet-1
    instance bastion-1
      network-interface eni-1
  security-group sg-1-name
  route-table rtb-1
  route-table rtb-main
  network-acl acl-1`)
  })

  it('keeps what its parent is missing for, at the root', () => {
    const rows = resourceRows(
      sketchNetwork({ interfaces: { 'eni-1': { subnet: 'subnet-gone', instance: null } }, missing: ['Vpcs'] }),
    )
    expect(rows.find((row) => row.id === 'eni-1')).toMatchObject({ depth: 1, parentId: null })
  })
})

describe('a circle of parents', () => {
  it('loses no row', () => {
    const inventory = sketchNetwork()
    const [first] = [...inventory.networkInterfaces.values()]
    if (!first) throw new Error('The sketch has an interface.')
    const circle = {
      ...inventory,
      elasticIps: new Map([['eipalloc-1', elasticIp('eipalloc-1', 'eni-1')]]),
      networkInterfaces: new Map([['eni-1', { ...first, instanceId: 'eipalloc-1' }]]),
    } as unknown as Inventory
    const rows = resourceRows(circle)
    expect(rows.filter((row) => row.id === 'eni-1' || row.id === 'eipalloc-1')).toHaveLength(2)
  })
})

function elasticIp(id: string, networkInterfaceId: string): object {
  const source = { document: 0, key: 'Addresses', index: 0 }
  const publicIp = { family: 4, value: 0 }
  return {
    id,
    networkInterfaceId,
    publicIp,
    name: null,
    arn: null,
    account: '1',
    region: 'r',
    tags: {},
    source,
    associationId: null,
  }
}

describe('matchResource', () => {
  const row: ResourceRow = {
    id: 'subnet-1',
    type: 'subnet',
    name: 'Web A',
    account: '111122223333',
    region: 'eu-west-1',
    vpcId: 'vpc-1',
    subnetId: null,
    detail: '10.0.1.0/24 2001:db8::/64 · eu-west-1a',
    depth: 2,
    parentId: 'vpc-1',
  }

  it.each([
    ['', true],
    ['web', true],
    ['WEB subnet-1', true],
    ['web nowhere', false],
    ['type:subnet', true],
    ['type:instance', false],
    ['type:sg', false],
    ['subnet:web', true],
    ['vpc:vpc-1 name:web', true],
    ['account:4444', false],
    ['region:eu-west-1', true],
    ['cidr:10.0.1.7', true],
    ['cidr:10.0.0.0/8', true],
    ['cidr:10.0.2.0/24', false],
    ['cidr:2001:db8::5', true],
    ['cidr:nonsense', false],
    ['type:', false],
    ['constructor:x', false],
    ['.*', false],
    ['10.0.1', true],
  ])('%j finds it: %j', (query, found) => {
    expect(matchResource(row, query)).toBe(found)
  })

  it('knows the short names of types', () => {
    const matches = resourceMatcher('type:igw')
    expect(
      resourceRows(sketchNetwork())
        .filter(matches)
        .map((found) => found.id),
    ).toEqual(['igw-1'])
  })
})
