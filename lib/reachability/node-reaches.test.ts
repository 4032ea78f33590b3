import { beforeAll, describe, expect, it } from 'vitest'
import { readDescribe } from '../inventory/read-describe.ts'
import { estateDocuments } from '../testing/estate/estate-pages.ts'
import { exposure } from './exposure.ts'
import type { ExposureRow } from './exposure-row.ts'
import { loadBalancerNodeIds, nodesOfLoadBalancer } from './load-balancer-nodes.ts'
import { type Network, networkOf } from './network.ts'
import { networkAclEntryId, routeId, securityGroupRuleId } from './rule-id.ts'
import { without } from './without.ts'

const inventory = readDescribe(estateDocuments({ interfaces: 400 }))
const network = networkOf(inventory)
const behind = (rows: readonly ExposureRow[]) => rows.filter(({ via }) => via !== null)

/** The same inventory as one that nothing was ever asked of. */
const anew = ({ inventory: left }: Network) => networkOf({ ...left })

const told = (rows: readonly ExposureRow[]) =>
  rows.map(({ members, family, protocol, ports, memberPorts, sources, certainty, via, rules, path }) => {
    const rule = rules.map(({ ruleId }) => ruleId)
    return JSON.stringify({ members, family, protocol, ports, memberPorts, certainty, via, rule, path }) + text(sources)
  })
const text = ({ v4, v6 }: ExposureRow['sources']) => `${v4} ${v6}`

const [first] = [...inventory.loadBalancers.values()].filter(({ kind }) => kind === 'application')
const vpcId = first?.vpcId
const groups = [...inventory.securityGroups.values()].filter((group) => group.vpcId === vpcId)
const acls = [...inventory.networkAcls.values()].filter((acl) => acl.vpcId === vpcId)
const tables = [...inventory.routeTables.values()].filter((table) => table.vpcId === vpcId)
const ids: readonly string[] = [
  ...groups.flatMap(({ id, rules }) => rules.map((rule) => securityGroupRuleId(id, rule))),
  ...acls.flatMap(({ id, entries }) => entries.map((entry) => networkAclEntryId(id, entry))),
  ...tables.flatMap(({ id, routes }) => routes.map((route) => routeId(id, route))),
]

describe('what lies behind the nodes of load balancers, kept from network to network', () => {
  beforeAll(() => {
    expect(behind(exposure(network)).length).toBeGreaterThan(4)
  })

  it('is after any rule is gone what a network says that nothing was asked of before', () => {
    const before = told(exposure(network))
    let changing = 0
    for (const id of ids) {
      const { network: left } = without(network, [id])
      const now = told(exposure(left))
      expect(now, id).toEqual(told(exposure(anew(left))))
      if (now.join() !== before.join()) changing++
    }
    expect(changing).toBeGreaterThan(3)
    expect(told(exposure(network))).toEqual(before)
  })

  it('is the same rows, not equal ones, for every balancer the rule that goes is not about', () => {
    const of = (each: Network) => Map.groupBy(behind(exposure(each)), ({ via }) => via)
    const before = of(network)
    const lone = ids.map((id) => of(without(network, [id]).network))
    for (const after of lone) {
      const others = [...before].filter(([arn]) => inventory.loadBalancers.get(arn ?? '')?.vpcId !== vpcId)
      expect(others.length).toBeGreaterThan(0)
      for (const [arn, rows] of others) expect(rows.every((row, place) => row === after.get(arn)?.[place])).toBe(true)
    }
    expect(lone.some((after) => [...before].some(([arn, rows]) => rows[0] !== after.get(arn)?.[0]))).toBe(true)
  })

  it('is lost where no group of the nodes lets packets out', () => {
    const nodes = nodesOfLoadBalancer(network, first?.id ?? '')
    const carried = new Set(nodes.flatMap(({ securityGroupIds }) => securityGroupIds))
    const out = groups
      .filter(({ id }) => carried.has(id))
      .flatMap(({ id, rules }) =>
        rules.filter(({ direction }) => direction === 'egress').map((rule) => securityGroupRuleId(id, rule)),
      )
    const viaFirst = (one: Network) => behind(exposure(one)).filter(({ via }) => via === first?.id)
    expect(viaFirst(network).length).toBeGreaterThan(0)
    expect(viaFirst(without(network, out).network)).toEqual([])
  })
})

describe('legs that are alike', () => {
  it('arrive on the port of the target group, each of them', () => {
    const nodes = new Set<string>(loadBalancerNodeIds(network))
    const rows = behind(exposure(network)).filter(({ members }) => !members.some((id) => nodes.has(id)))
    expect(new Set(rows.map(({ memberPorts }) => String(memberPorts)))).toEqual(new Set(['8080,8080']))
  })
})
