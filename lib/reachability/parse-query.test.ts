import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQuery } from './parse-query.ts'
import { parseQuestion } from './parse-question.ts'

const PLAIN = { from: 'i-1', to: 'eni-2', protocol: 'tcp', port: 443 }

/** Each fault as `pointer: message`. */
function faultsOf(value: unknown): readonly string[] {
  return parseQuery(value).faults.map(({ pointer, message }) => `${pointer}: ${message}`)
}

// Source: RFC 6890; VPC guide, "VPC CIDR blocks", "Subnet route tables" (T10), "Security groups" (S11).
describe('an address that is no end of a path', () => {
  it.each([
    ['0.0.0.0', 'stands for no host'],
    ['127.0.0.1', 'is a host itself'],
    ['224.0.0.251', 'is a multicast group'],
    ['239.255.255.255', 'is a multicast group'],
    ['255.255.255.255', 'is a broadcast'],
    ['::', 'stands for no host'],
    ['::1', 'is a host itself'],
    ['fe80::1', 'is link-local'],
    ['ff02::1', 'is a multicast group'],
  ])('%s is refused wherever it stands, and told why', (address, words) => {
    for (const field of ['from', 'to', 'src_ip', 'dst_ip']) {
      const [fault = '', ...others] = faultsOf({ ...PLAIN, [field]: address })
      expect(fault).toContain(`/${field}: ${address} ${words}`)
      expect(others).toEqual([])
    }
  })

  it.each([
    '1.0.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '169.253.255.255',
    '169.255.0.0',
    '223.255.255.255',
    'fd00:ec1::1',
  ])('%s beside them is an end like others', (to) => {
    expect(faultsOf({ ...PLAIN, to })).toEqual([])
  })
})

describe('a question as a record', () => {
  it('holds what is asked and leaves what is not to be chosen', () => {
    expect(parseQuery(PLAIN).query).toEqual({
      from: 'i-1',
      to: 'eni-2',
      protocol: 6,
      port: 443,
      family: null,
      sourceIp: null,
      destinationIp: null,
      sourcePort: null,
      icmp: null,
      via: null,
    })
  })

  it.each([
    ['numbers written as texts', { ...PLAIN, port: '443', family: '6' }, { port: 443, family: 6 }],
    ['a protocol by its number', { ...PLAIN, protocol: 17 }, { protocol: 17 }],
    ['a protocol without ports', { from: 'i-1', to: 'i-2', protocol: '132' }, { protocol: 132, port: null }],
    ['null and empty as absent', { ...PLAIN, via: null, src_ip: '', family: null }, { via: null, sourceIp: null }],
    ['the internet in any case', { ...PLAIN, from: 'Internet' }, { from: 'internet' }],
    [
      'an echo request where no type is named',
      { from: 'i-1', to: 'i-2', protocol: 'icmp' },
      { icmp: { type: 8, code: 0 } },
    ],
    [
      'a type whose code nobody named',
      { from: 'i-1', to: 'i-2', protocol: 'icmp', icmp_type: 3 },
      { icmp: { type: 3, code: null }, family: 4 },
    ],
    [
      'the family of ICMPv6',
      { from: 'i-1', to: 'i-2', protocol: 'icmpv6' },
      { family: 6, icmp: { type: 128, code: 0 } },
    ],
    ['the family of an address', { ...PLAIN, to: '2001:db8::1' }, { family: 6, to: '2001:db8::1' }],
    ['a source port that is pinned', { ...PLAIN, src_port: 40000 }, { sourcePort: 40_000 }],
    ['who asks, which changes nothing', { ...PLAIN, id: 'q-1', name: 'web', comment: 'why' }, { port: 443 }],
  ])('reads %s', (_, record, part) => {
    expect(parseQuery(record)).toMatchObject({ query: part, faults: [] })
  })

  it.each([
    ['every protocol at once', { ...PLAIN, protocol: '-1' }, /^\/protocol: "-1" stands for every protocol/],
    ['every protocol by its other name', { ...PLAIN, protocol: 'all' }, /^\/protocol: .*one packet/],
    ['no protocol', { from: 'i-1', to: 'i-2' }, /^\/protocol: Name the protocol/],
    ['a protocol there is not', { ...PLAIN, protocol: 'http' }, /^\/protocol: "http" is no protocol/],
    ['a protocol number too large', { ...PLAIN, protocol: 256 }, /^\/protocol: /],
    ['a port too large', { ...PLAIN, port: 65_536 }, /^\/port: .*0 to 65535/],
    ['a port that is no number', { ...PLAIN, port: 'https' }, /^\/port: /],
    ['half a port', { ...PLAIN, port: 1.5 }, /^\/port: /],
    ['a port where there are none', { from: 'i-1', to: 'i-2', protocol: 'icmp', port: 1 }, /^\/port: Only TCP and UDP/],
    ['a type where there is none', { ...PLAIN, icmp_type: 8 }, /^\/icmp_type: Only ICMP/],
    ['a code without its type', { from: 'i-1', to: 'i-2', protocol: 'icmp', icmp_code: 1 }, /^\/icmp_code: .*its type/],
    ['no source', { to: 'i-2', protocol: 'tcp', port: 1 }, /^\/from: Name this end/],
    ['a block for an address', { ...PLAIN, to: '10.0.0.0/24' }, /^\/to: 10\.0\.0\.0\/24 is a block/],
    ['no address', { ...PLAIN, src_ip: '10.0.0.256' }, /^\/src_ip: "10\.0\.0\.256" is no IP address/],
    [
      'two families',
      { ...PLAIN, from: '10.0.0.1', to: '2001:db8::1' },
      /^\/to: This is of IPv6, while from is of IPv4/,
    ],
    ['a family against its protocol', { from: 'i-1', to: 'i-2', protocol: 'icmp', family: 6 }, /^\/protocol: .*IPv4/],
    ['a family there is not', { ...PLAIN, family: 5 }, /^\/family: /],
    ['a misspelt field', { ...PLAIN, dst_port: 22 }, /^\/dst_port: "dst_port" is no field/],
    ['a list where a text belongs', { ...PLAIN, from: ['i-1'] }, /^\/from: This is a text/],
    ['the internet to itself', { ...PLAIN, from: 'internet', to: 'internet' }, /^\/to: Both ends/],
    ['no object', 'i-1', /^: A question is an object/],
    ['a list', [PLAIN], /^: A question is an object/],
  ])('refuses %s and says where', (_, record, words) => {
    expect(parseQuery(record).query).toBeNull()
    expect(faultsOf(record)[0]).toMatch(words)
  })

  it('tells every fault at once, each field once', () => {
    expect(faultsOf({ to: '', port: 'x', protocol: 'any!' }).map((fault) => fault.split(':')[0])).toEqual([
      '/from',
      '/to',
      '/protocol',
      '/port',
    ])
  })

  it('a field that holds a slash is still pointed to (RFC 6901)', () => {
    expect(faultsOf({ ...PLAIN, 'a/b~c': 1 })[0]).toMatch(/^\/a~1b~0c: /)
  })

  it('never throws, whatever it is given, and either answers or says why not', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const { query, faults } = parseQuery(value)
        return (query === null) === faults.length > 0
      }),
    )
  })
})

describe('a question as one types it', () => {
  it.each([
    ['internet -> i-1:22', { from: 'internet', to: 'i-1', protocol: 6, port: 22 }],
    ['i-1->i-2:udp/53', { from: 'i-1', to: 'i-2', protocol: 17, port: 53 }],
    ['i-1 → eni-2', { from: 'i-1', to: 'eni-2', protocol: 6, port: null }],
    ['i-1 => i-2:icmp', { protocol: 1, port: null, icmp: { type: 8, code: 0 } }],
    ['10.0.0.4 -> 10.0.1.5:8080', { from: '10.0.0.4', to: '10.0.1.5', port: 8080, family: 4 }],
    ['i-1 -> [2001:db8::1]:443', { to: '2001:db8::1', port: 443, family: 6 }],
    ['i-1 -> 2001:db8::1', { to: '2001:db8::1', port: null, family: 6 }],
    ['2001:db8::2 -> i-1:icmp', { protocol: 58, icmp: { type: 128, code: 0 }, family: 6 }],
    ['[2001:db8::2] -> i-1:22', { from: '2001:db8::2', port: 22 }],
    [
      'i-1 -> arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/1',
      { to: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/1', port: null },
    ],
    [
      'i-1 -> arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/1:443',
      { to: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/1', port: 443 },
    ],
  ])('%s', (text, part) => {
    expect(parseQuestion(text)).toMatchObject({ query: part, faults: [] })
  })

  it.each([
    ['i-1', /written as/],
    ['i-1 -> ', /written as/],
    ['-> i-1', /written as/],
    ['a -> b -> c:1', /written as/],
    ['i-1 -> i-2:https', /"https" is neither a port/],
    ['i-1 -> i-2:99999', /0 to 65535/],
    ['i-1 -> i-2:icmp/8', /neither a port/],
    ['i-1 -> i-2:-1', /every protocol/],
    ['i-1 -> [10.0.0.1]:22', /no target/],
    ['i-1 -> 10.0.0.0/24:22', /is a block/],
  ])('%s is refused with a reason', (text, words) => {
    expect(parseQuestion(text).query).toBeNull()
    expect(parseQuestion(text).faults[0]?.message).toMatch(words)
  })
})
