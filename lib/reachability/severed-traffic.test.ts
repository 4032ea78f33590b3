import { describe, expect, it } from 'vitest'
import { formatPorts } from '../net/traffic.ts'
import { buildVpc, type VpcUnderTest } from '../testing/build-vpc.ts'
import { PAIRS } from '../testing/networks-of-pairs.ts'
import { sketchNetwork } from '../testing/sketch-network.ts'
import { type Network, networkOf } from './network.ts'
import { pairQuery } from './pair-query.ts'
import { networkAclEntryId, routeId, rulesOfId, securityGroupRuleId } from './rule-id.ts'
import { severedTraffic } from './severed-traffic.ts'
import { trace } from './trace.ts'
import { without } from './without.ts'

const VPC = buildVpc('10.0.0.0/16')
  .subnet('subnet-pub', '10.0.1.0/24', { '0.0.0.0/0': 'igw-1' })
  .subnet('subnet-app', '10.0.2.0/24')
  .host('eni-web', 'subnet-pub', ['tcp/443 from 0.0.0.0/0', 'tcp/22 from 10.0.2.0/24'], {
    privateIp: '10.0.1.10',
    publicIp: '198.51.100.10',
  })
  .host('eni-app', 'subnet-app', ['tcp/8080 from 10.0.1.0/24'], { privateIp: '10.0.2.10' })

const { inventory } = VPC
const network = networkOf(inventory)

function severed(...ids: readonly string[]) {
  return severedIn(network, ids)
}

function severedIn(before: Network, ids: readonly string[]) {
  const rules = ids.flatMap((id) => rulesOfId(before.inventory, id))
  const { traffic, complete } = severedTraffic(before, without(before, ids).network, rules)
  const lines = traffic.map(
    ({ from, to, protocol, ports }) => `${from.join()} -> ${to.join()} ${protocol}/${formatPorts(ports)}`,
  )
  return { lines, complete }
}

const ruleOf = (group: string, text: string) => {
  const found = inventory.securityGroups.get(group as `sg-${string}`)?.rules.find(({ key }) => key.includes(text))
  return `${group}/${found?.key}`
}

describe('severedTraffic', () => {
  it('tells whom inside a rule for the internet also let in', () => {
    expect(severed(ruleOf('sg-web', '443')).lines).toEqual(['eni-app -> eni-web 6/443'])
  })

  it('tells only what nothing else still admits', () => {
    expect(severed(ruleOf('sg-app', '8080'), ruleOf('sg-web', ' 22 ')).lines.toSorted()).toEqual([
      'eni-app -> eni-web 6/22',
      'eni-web -> eni-app 6/8080',
    ])
  })

  it('says nothing where nothing changes', () => {
    expect(severed()).toEqual({ lines: [], complete: true })
  })

  it('agrees with a trace of each pair before and after', () => {
    const id = ruleOf('sg-web', '443')
    const after = without(network, [id]).network
    const endOf = (id: string) => {
      const networkInterface = inventory.networkInterfaces.get(id as `eni-${string}`)
      const address = networkInterface?.addresses[0]?.privateIp
      if (!networkInterface || !address) throw new Error(`${id} has no address.`)
      return { networkInterface, address }
    }
    const query = pairQuery({ from: endOf('eni-app'), to: endOf('eni-web') }, { protocol: 6, port: 443 })
    expect([trace(network, query).verdict, trace(after, query).verdict]).toEqual(['reachable', 'blocked'])
  })
})

/** Without the rules of this group in this direction whose text holds the word. */
function withoutRules(world: VpcUnderTest, group: string, word: string) {
  const before = networkOf(world.inventory)
  const rules = before.inventory.securityGroups.get(group)?.rules ?? []
  const found = rules.filter(({ key, direction }) => direction === 'ingress' && key.includes(word))
  expect(found).not.toEqual([])
  return severedIn(
    before,
    found.map((rule) => securityGroupRuleId(group, rule)),
  ).lines
}

describe('what a change severs', () => {
  const app = (...rules: readonly string[]) =>
    buildVpc('10.0.0.0/16')
      .subnet('subnet-a', '10.0.1.0/24')
      .prefixList('pl-1', null)
      .host('eni-web', 'subnet-a', [], { privateIp: '10.0.1.10', ipv6: ['2001:db8:1::10'] })
      .host('eni-app', 'subnet-a', rules, { privateIp: '10.0.1.20', ipv6: ['2001:db8:1::20'] })

  it('is told of what an entry of a network ACL let in, and of whose replies', () => {
    const before = networkOf(
      VPC.acl('acl-app', ['subnet-app'], ['100 in allow tcp 8080 10.0.0.0/16', '100 out allow all 0.0.0.0/0'])
        .inventory,
    )
    const acl = before.inventory.networkAcls.get('acl-app')
    const entry = acl?.entries.find(({ direction }) => direction === 'ingress')
    if (!acl || !entry) throw new Error('The ACL has no such entry.')
    expect(severedIn(before, [networkAclEntryId(acl.id, entry)]).lines).toEqual([
      'eni-web -> eni-app 6/8080',
      'eni-app -> eni-web 6/22, 443',
    ])
  })

  it('is told of whom a route led there', () => {
    const before = networkOf((PAIRS['a transit gateway that leads both ways'] ?? sketchNetwork)())
    const table = before.index.routeTableBySubnet.get('subnet-a')
    const route = table?.routes.find(({ target }) => target.kind === 'transit-gateway')
    if (!table || !route) throw new Error('The network has no such route.')
    const { lines } = severedIn(before, [routeId(table.id, route)])
    expect(lines).toContain('eni-a,eni-a3 -> eni-b,eni-b2 6/443')
    expect(lines.filter((line) => line.startsWith('eni-a2'))).toEqual([])
  })

  it('is all of a protocol without ports, unless another rule still lets it in', () => {
    expect(withoutRules(app('47 from 10.0.1.0/24'), 'sg-app', '10.0.1.0/24')).toEqual(['eni-web -> eni-app 47/all'])
    expect(withoutRules(app('47 from 10.0.1.0/24', '47 from 10.0.1.10/32'), 'sg-app', '10.0.1.0/24')).toEqual([])
  })

  it('is told of IPv6 as well', () => {
    const world = app('tcp/443 from 2001:db8:1::/64').host('eni-web', 'subnet-a', ['all to ::/0'], {
      privateIp: '10.0.1.10',
      ipv6: ['2001:db8:1::10'],
    })
    expect(withoutRules(world, 'sg-app', '2001')).toEqual(['eni-web -> eni-app 6/443'])
  })

  it('is never what nobody could be sure of', () => {
    expect(withoutRules(app('tcp/443 from pl-1'), 'sg-app', 'pl-1')).toEqual([])
  })
})
