/** An id of a rule leads back to the rule, in every network. Source: EC2 API, SecurityGroupRule, NetworkAclEntry, Route. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDescribe } from '../inventory/read-describe.ts'
import { randomWorld } from '../testing/random-world.ts'
import { MAIN_TABLE, OPEN_ACL, PUBLIC_TABLE, sketchNetwork } from '../testing/sketch-network.ts'
import { entryRef } from './network-acl-filter.ts'
import { routeRef } from './reply-routes.ts'
import { ruleIdOf, rulesOfId } from './rule-id.ts'
import { ruleRef } from './security-group-filter.ts'

const inventory = sketchNetwork({
  groups: { 'sg-1': ['in tcp 22 0.0.0.0/0', 'out all 0.0.0.0/0'] },
  acls: { 'acl-1': OPEN_ACL },
  tables: { 'rtb-1': PUBLIC_TABLE, 'rtb-main': MAIN_TABLE },
})

describe('the id of a rule', () => {
  it.each([
    ['a rule of a group by its key', 'sg-1/ingress tcp 22 0.0.0.0/0', 'security-group-rule'],
    ['an entry by its direction and number', 'acl-1/egress/100', 'network-acl-entry'],
    ['a route by its destination', 'rtb-1/0.0.0.0/0', 'route'],
    ['a route of the other family', 'rtb-1/::/0', 'route'],
  ])('names %s', (_, id, kind) => {
    expect(rulesOfId(inventory, id).map((found) => found.kind)).toEqual([kind])
  })

  it.each(['sgr-9', 'sg-1/ingress tcp 23 0.0.0.0/0', 'sg-9/x', 'acl-1/egress/7', 'rtb-1/10.0.0.0/8', '', '/', 'x/y'])(
    'names nothing where there is no such rule: %j',
    (id) => {
      expect(rulesOfId(inventory, id)).toEqual([])
    },
  )

  it("is AWS's own where it was told, and the key of the rule leads to it too", () => {
    const told = sketchNetwork({
      elements: {
        SecurityGroupRules: [
          {
            SecurityGroupRuleId: 'sgr-1',
            GroupId: 'sg-1',
            GroupOwnerId: '111122223333',
            IsEgress: false,
            IpProtocol: 'tcp',
            FromPort: 22,
            ToPort: 22,
            CidrIpv4: '0.0.0.0/0',
          },
        ],
      },
      groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] },
    })
    const byAws = rulesOfId(told, 'sgr-1')
    expect(byAws).toHaveLength(1)
    expect(rulesOfId(told, 'sg-1/ingress tcp 22 0.0.0.0/0')).toEqual(byAws)
  })

  it('of every reference leads back to the fact it points at', () => {
    fc.assert(
      fc.property(randomWorld, (document) => {
        const world = readDescribe([document])
        const references = [
          ...[...world.securityGroups.values()].flatMap((group) => group.rules.map((rule) => ruleRef(rule, group.id))),
          ...[...world.networkAcls.values()].flatMap((acl) => acl.entries.map((entry) => entryRef(acl, entry))),
          ...[...world.routeTables.values()].flatMap((table) => table.routes.map((route) => routeRef(table, route))),
        ]
        for (const reference of references) {
          const pointers = rulesOfId(world, ruleIdOf(reference) ?? '').map((found) =>
            found.kind === 'network-acl-entry'
              ? found.entry.pointer
              : found.kind === 'route'
                ? found.route.pointer
                : found.rule.pointer,
          )
          expect(pointers).toContain(reference.pointer)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('is none for what is no rule', () => {
    const reference = { kind: 'resource', resourceId: 'igw-1', pointer: '/x', document: 0, excerpt: '' } as const
    expect(ruleIdOf(reference)).toBeNull()
  })
})
