import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NetworkInterface } from '../inventory/network.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { holds, intervalSet } from '../net/interval-set.ts'
import { formatAddress } from '../net/prefix.ts'
import { TCP } from '../net/protocol.ts'
import { buildVpc } from '../testing/build-vpc.ts'
import { estateDocuments } from '../testing/estate/estate-pages.ts'
import { randomWorld } from '../testing/random-world.ts'
import { addressesOf, isPathEnd } from './endpoint-classes.ts'
import { matrix } from './matrix.ts'
import { INTERNET_ROW, type MatrixCell } from './matrix-cell.ts'
import { matrixGroups, parseMatrixBy } from './matrix-groups.ts'
import { networkOf } from './network.ts'
import { pairQuery } from './pair-query.ts'
import type { Verdict } from './path.ts'
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
const between = (by: Parameters<typeof matrixGroups>[1]) => cellsBy(by).filter(({ to }) => to !== INTERNET_ROW)
/** No two interfaces of a VPC have one address; random worlds do not know that, and a trace would mean either. */
function withAddressesOfTheirOwn(interfaces: readonly NetworkInterface[]): readonly NetworkInterface[] {
  const namesOf = (one: NetworkInterface) =>
    ([4, 6] as const)
      .flatMap((family) => addressesOf(one, family))
      .map((address) => `${one.vpcId} ${formatAddress(address)}`)
  const owners = Map.groupBy(
    interfaces.flatMap((one) => namesOf(one)),
    (name) => name,
  )
  return interfaces.filter((one) => namesOf(one).every((name) => owners.get(name)?.length === 1))
}

const text = ({ from, to, protocol, ports, verdict }: MatrixCell) =>
  `${from} → ${to} ${protocol}/${ports.join()} ${verdict}`

describe('the matrix', () => {
  it('tells who reaches whom by subnet, the internet first', () => {
    expect(between('subnet').map(text)).toEqual([
      'internet → subnet-web 6/443,443 reachable',
      'subnet-db → subnet-web 6/443,443 reachable',
      'subnet-web → subnet-db 6/5432,5432 reachable',
    ])
  })

  it('counts traffic within a group only between two interfaces', () => {
    expect(between('vpc').map(text)).toEqual([
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
        const ends = withAddressesOfTheirOwn([...network.inventory.networkInterfaces.values()].filter(isPathEnd))
        const groups = ends.map(({ id }) => ({ id, label: id, interfaceIds: [id] }))
        const cells = matrix(network, groups).filter(({ from, protocol }) => from !== INTERNET_ROW && protocol === TCP)
        for (const [source, pairs] of Map.groupBy(pairsOf(ends), ({ from }) => from.networkInterface.id)) {
          for (const [target, each] of Map.groupBy(pairs, ({ to }) => to.networkInterface.id)) {
            const told = cells.filter((cell) => cell.from === source && cell.to === target && holds(cell.ports, port))
            const asked = each.map((pair) => trace(network, pairQuery(pair, { protocol: TCP, port })).verdict)
            expect(told.map(({ verdict }) => verdict)).toEqual(bestOf(asked))
          }
        }
      }),
      { numRuns: 80 },
    )
  })

  it('tells the same of larger groups as of the smaller ones they are made of', () => {
    const inventory = readDescribe(estateDocuments({ interfaces: 240 }))
    const network = networkOf(inventory)
    const reached = (by: 'vpc' | 'subnet') => {
      const vpcOf = (id: string) => inventory.subnets.get(id)?.vpcId ?? id
      const cells = matrix(network, matrixGroups(inventory, by)).filter(({ verdict }) => verdict === 'reachable')
      const joined = Map.groupBy(cells, ({ from, to, protocol }) => `${vpcOf(from)} ${vpcOf(to)} ${protocol}`)
      return [...joined]
        .map(([pair, parts]) => `${pair} ${intervalSet(parts.flatMap(({ ports }) => ports))}`)
        .toSorted()
    }
    expect(reached('vpc')).toEqual(reached('subnet'))
    expect(reached('vpc').length).toBeGreaterThan(8)
  })
})

/** What is told of a pair: that it is reached, else that it may be, else nothing. */
function bestOf(verdicts: readonly Verdict[]): readonly Verdict[] {
  const told: readonly Verdict[] = ['reachable', 'unknown']
  return told.filter((each) => verdicts.includes(each)).slice(0, 1)
}

/** Every address of one with every address of another. */
function pairsOf(interfaces: readonly NetworkInterface[]) {
  const ends = interfaces.flatMap((networkInterface) =>
    ([4, 6] as const).flatMap((family) =>
      addressesOf(networkInterface, family).map((address) => ({ networkInterface, address })),
    ),
  )
  const differ = (a: (typeof ends)[number], b: (typeof ends)[number]) =>
    a.networkInterface !== b.networkInterface && a.address.family === b.address.family
  return ends.flatMap((from) => ends.filter((to) => differ(from, to)).map((to) => ({ from, to })))
}
