import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NetworkInterface } from '../inventory/network.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { holds } from '../net/interval-set.ts'
import { TCP } from '../net/protocol.ts'
import { buildVpc } from '../testing/build-vpc.ts'
import { estateOfSize } from '../testing/estate-of-size.ts'
import { randomWorld } from '../testing/random-world.ts'
import { addressesOf, isPathEnd } from './endpoint-classes.ts'
import { matrix } from './matrix.ts'
import { INTERNET_ROW, type MatrixCell } from './matrix-cell.ts'
import { matrixGroups, parseMatrixBy } from './matrix-groups.ts'
import { networkOf } from './network.ts'
import { pairQuery } from './pair-query.ts'
import { trace } from './trace.ts'

const SHOP = buildVpc('10.0.0.0/16')
  .subnet('subnet-web', '10.0.1.0/24', { '0.0.0.0/0': 'igw-1' })
  .subnet('subnet-db', '10.0.2.0/24')
  .host('eni-web', 'subnet-web', ['tcp/443 from 0.0.0.0/0'], { publicIp: '198.51.100.10', privateIp: '10.0.1.10' })
  .host('eni-db', 'subnet-db', ['tcp/5432 from sg-web'], { privateIp: '10.0.2.10' })

const cellsBy = (by: Parameters<typeof matrixGroups>[1]) => {
  const { inventory } = SHOP
  return matrix(networkOf(inventory), matrixGroups(inventory, by))
}
const text = ({ from, to, protocol, ports, verdict }: MatrixCell) =>
  `${from} → ${to} ${protocol}/${ports.join()} ${verdict}`

describe('the matrix', () => {
  it('tells who reaches whom by subnet, the internet first', () => {
    expect(cellsBy('subnet').map(text)).toEqual([
      'internet → subnet-web 6/443,443 reachable',
      'subnet-db → subnet-web 6/443,443 reachable',
      'subnet-web → subnet-db 6/5432,5432 reachable',
    ])
  })

  it('counts traffic within a group only between two interfaces', () => {
    expect(cellsBy('vpc').map(text)).toEqual([
      'internet → vpc-1 6/443,443 reachable',
      'vpc-1 → vpc-1 6/443,443,5432,5432 reachable',
    ])
  })

  it.each([
    ['vpc', 'vpc'],
    ['subnet', 'subnet'],
    ['security-group', 'security-group'],
    ['tag:team', 'tag:team'],
    ['tag:', null],
    ['colour', null],
  ])('%s is read as %s', (words, by) => {
    expect(parseMatrixBy(words)).toBe(by)
  })

  it('says of interfaces, each its own group, what traces say of every pair', () => {
    const ports = [0, 22, 443, 1024, 65_535]
    fc.assert(
      fc.property(randomWorld, fc.constantFrom(...ports), (document, port) => {
        const network = networkOf(readDescribe([document]))
        const ends = [...network.inventory.networkInterfaces.values()].filter(isPathEnd)
        const groups = ends.map(({ id }) => ({ id, label: id, interfaceIds: [id] }))
        const cells = matrix(network, groups).filter(({ from, protocol }) => from !== INTERNET_ROW && protocol === TCP)
        for (const { from, to } of pairsOf(ends)) {
          if (trace(network, pairQuery({ from, to }, { protocol: TCP, port })).verdict !== 'reachable') continue
          const [source, target] = [from.networkInterface.id, to.networkInterface.id]
          const told = cells.filter((cell) => cell.from === source && cell.to === target && holds(cell.ports, port))
          expect(told.map(({ verdict }) => verdict)).toEqual(['reachable'])
        }
      }),
      { numRuns: 80 },
    )
  })

  it('asks a network of a thousand interfaces in sixty groups far less than once a pair', () => {
    const inventory = readDescribe(estateOfSize({ vpcs: 5, subnetsPerVpc: 12, instancesPerSubnet: 16 }))
    const groups = matrixGroups(inventory, 'subnet')
    expect([groups.length, inventory.networkInterfaces.size > 900]).toEqual([60, true])
    const started = performance.now()
    const cells = matrix(networkOf(inventory), groups)
    // The budget is one second; four leave room for a machine that does other things.
    expect(performance.now() - started).toBeLessThan(4000)
    expect(cells.length).toBeGreaterThan(100)
  })
})

function pairsOf(interfaces: readonly NetworkInterface[]) {
  const ends = interfaces.flatMap((networkInterface) => {
    const address = addressesOf(networkInterface, 4)[0]
    return address ? [{ networkInterface, address }] : []
  })
  return ends.flatMap((from) => ends.filter((to) => to !== from).map((to) => ({ from, to })))
}
