/** Addresses that are no end of a path, to the last one of each block. */

import { describe, expect, it } from 'vitest'
import { parseAddress } from '../net/prefix.ts'
import { whyNobodyHas } from './addresses-nobody-has.ts'

function why(text: string, as: 'sender' | 'receiver'): string | null {
  const address = parseAddress(text)
  if (!address) throw new Error(`${text} is no address`)
  return whyNobodyHas(address, as)
}

// Source: RFC 6890; VPC guide, "VPC CIDR blocks".
describe('an address nobody has', () => {
  it.each([
    ['0.0.0.0', 'stands for no host'],
    ['0.255.255.255', 'stands for no host'],
    ['127.0.0.1', 'is a host itself'],
    ['224.0.0.0', 'is a multicast group'],
    ['239.255.255.255', 'is a multicast group'],
    ['255.255.255.255', 'is a broadcast'],
    ['::', 'stands for no host'],
    ['::1', 'is a host itself'],
    ['fe80::1', 'of one link alone'],
    ['febf:ffff::', 'of one link alone'],
    ['ff02::1', 'is a multicast group'],
  ])('%s is no end at all: it %s', (text, words) => {
    expect(why(text, 'receiver')).toContain(words)
    expect(why(text, 'sender')).toContain(words)
  })

  // Source: VPC guide, "Security groups", what they cannot filter.
  it.each(['169.254.169.254', '169.254.0.0', '169.254.255.255', 'fd00:ec2::253', 'fd00:ec2:ffff::'])(
    '%s may be asked, and asks nothing itself',
    (text) => {
      expect(why(text, 'receiver')).toBeNull()
      expect(why(text, 'sender')).toContain('link-local')
    },
  )

  it.each([
    ...['1.0.0.0', '10.0.0.1', '126.255.255.255', '128.0.0.0', '169.253.255.255', '169.255.0.0', '223.255.255.255'],
    ...['240.0.0.1', '255.255.255.254', '::2', 'fd00:ec3::1', 'fec0::1', 'feff::', '2001:db8::1'],
  ])('%s may be both', (text) => {
    expect([why(text, 'receiver'), why(text, 'sender')]).toEqual([null, null])
  })
})
