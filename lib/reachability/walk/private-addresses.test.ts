import { describe, expect, it } from 'vitest'
import { parseAddress } from '../../net/prefix.ts'
import { notRouted } from './private-addresses.ts'
import { isInZone, zoneOf } from './zone.ts'

describe('notRouted', () => {
  // Source: RFC 1918, RFC 6598; Reachability Analyzer guide, "Explanation codes".
  it.each([
    ['10.0.0.1', 'RFC1918'],
    ['172.31.255.255', 'RFC1918'],
    ['192.168.0.1', 'RFC1918'],
    ['100.64.0.1', 'RFC6598'],
    ['100.127.255.255', 'RFC6598'],
    ['169.254.0.1', null],
    ['fd00::1', null],
    ['100.128.0.1', 'public'],
    ['172.32.0.1', 'public'],
    ['52.95.1.1', 'public'],
  ])('of %s names the block %s', (text, block) => {
    const address = parseAddress(text)
    if (!address) throw new Error(`${text} is no address`)
    const codes = (which: 'source' | 'destination') => notRouted(address, which).map(({ code }) => code)
    const none = block === 'public' ? [] : ['NO_POSSIBLE_DESTINATION']
    const named = block !== null && block !== 'public'
    expect(codes('source')).toEqual(named ? [`IGW_SOURCE_ADDRESS_NOT_IN_${block}_INGRESS`] : none)
    expect(codes('destination')).toEqual(named ? [`IGW_DESTINATION_ADDRESS_NOT_IN_${block}_EGRESS`] : none)
  })
})

// Source: RAM guide, "Availability Zone IDs for your AWS resources".
describe('a zone', () => {
  const [BOTH, NAME, ID, NEITHER] = [
    { availabilityZone: 'eu-west-1a', availabilityZoneId: 'euw1-az1' },
    { availabilityZone: 'eu-west-1a', availabilityZoneId: null },
    { availabilityZone: '', availabilityZoneId: 'euw1-az1' },
    { availabilityZone: '', availabilityZoneId: null },
  ]

  it('is known by its id, else by its name', () => {
    expect([BOTH, NAME, ID, NEITHER].map(zoneOf)).toEqual(['euw1-az1', 'eu-west-1a', 'euw1-az1', null])
  })

  it.each([
    ['euw1-az1', [true, null, true, null]],
    ['euw1-az2', [false, null, false, null]],
    ['eu-west-1a', [true, true, null, null]],
    ['eu-west-1b', [false, false, null, null]],
    [null, [null, null, null, null]],
  ])('%s is that of a subnet, or is not, or nobody can tell', (zone, expected) => {
    expect([BOTH, NAME, ID, NEITHER].map((subnet) => isInZone(zone, subnet))).toEqual(expected)
  })
})
