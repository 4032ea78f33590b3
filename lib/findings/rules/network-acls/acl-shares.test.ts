import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NetworkAcl } from '../../../inventory/filters.ts'
import { holds } from '../../../net/interval-set.ts'
import { containsAddress, parseAddress } from '../../../net/prefix.ts'
import { TCP } from '../../../net/protocol.ts'
import { sketchNetwork } from '../../../testing/sketch-network.ts'
import { protocolsOf, sharesOf } from './acl-shares.ts'

function aclWith(entries: readonly string[]): NetworkAcl {
  const acl = sketchNetwork({ acls: { 'acl-1': { entries } } }).networkAcls.get('acl-1')
  if (!acl) throw new Error('The sketch has no network ACL.')
  return acl
}

const entry = fc
  .record({
    number: fc.integer({ min: 1, max: 40 }),
    action: fc.constantFrom('allow', 'deny'),
    what: fc.constantFrom('tcp 22', 'tcp 20-25', 'tcp 0-65535', 'tcp 24-80', 'udp 53', 'all', '47'),
    cidr: fc.constantFrom('0.0.0.0/0', '0.0.0.0/1', '10.0.0.0/8', '10.1.0.0/16', '128.0.0.0/1'),
  })
  .map(({ number, action, what, cidr }) => `${number} in ${action} ${what} ${cidr}`)

describe('what an entry decides', () => {
  it('is what a packet-by-packet walk down the numbers finds, for any entries', () => {
    const lists = fc.uniqueArray(entry, { maxLength: 9, selector: (line) => line.split(' ')[0] })
    const ports = fc.constantFrom(0, 19, 20, 22, 24, 25, 26, 80, 81, 65535)
    const clients = fc.constantFrom('10.1.2.3', '10.2.0.1', '9.0.0.1', '198.51.100.1', '0.0.0.0', '255.255.255.255')
    fc.assert(
      fc.property(lists, ports, clients, (lines, port, client) => {
        const acl = aclWith(lines)
        const address = parseAddress(client)
        if (address?.family !== 4) throw new Error('An IPv4 address is asked for.')
        const first = acl.entries.find(
          ({ protocol, ports: own, cidr }) =>
            (protocol === 'any' || (protocol === TCP && holds(own, port))) && containsAddress(cidr, address),
        )
        const shares = sharesOf(acl, { direction: 'ingress', family: 4, protocol: TCP })
        const deciders = shares.filter(({ parts }) =>
          parts.some(({ numbers, addresses }) => holds(numbers, port) && holds(addresses.v4, address.value)),
        )
        expect(deciders.map(({ entry: each }) => each.ruleNumber)).toEqual(first ? [first.ruleNumber] : [])
      }),
      { numRuns: 300 },
    )
  })

  it('tells apart the protocols that are named in the family, and all others', () => {
    const acl = aclWith(['1 in allow 47 0.0.0.0/0', '2 in allow 50 ::/0', '3 in allow all 0.0.0.0/0'])
    expect([protocolsOf(acl, 4), protocolsOf(acl, 6)]).toEqual([
      [6, 17, 1, 47, 'others'],
      [6, 17, 58, 50, 'others'],
    ])
  })
})
