/** Records as files and forms hold them, and what each is read as: all of it. `vitest run -u` writes the file anew. */

import { describe, expect, it } from 'vitest'
import { type Address, formatAddress } from '../net/prefix.ts'
import { parseQuery } from './parse-query.ts'

const ENDS = { from: 'eni-a', to: 'eni-b' }
const TCP = { ...ENDS, protocol: 'tcp' }
const PING = { ...ENDS, protocol: 'icmp' }
const PING6 = { ...ENDS, protocol: 'icmpv6' }
const long = (length: number) => 'x'.repeat(length)

const RECORDS: readonly object[] = [
  ...[
    {},
    { from: 'eni-a' },
    { to: 'eni-b' },
    ENDS,
    { ...ENDS, protocol: '' },
    { ...ENDS, protocol: true },
    { protocol: 'tcp' },
  ],
  ...[
    { from: 'eni-a', protocol: 'tcp' },
    { to: 'eni-b', protocol: 'tcp' },
    { ...TCP, from: [] },
    { ...TCP, to: null },
  ],
  ...[
    TCP,
    { ...TCP, protocol: -1 },
    { ...TCP, protocol: '-1' },
    { ...TCP, protocol: 'all' },
    { ...TCP, protocol: 256 },
    { ...TCP, protocol: 47 },
  ],
  ...[0, 65_535, 65_536, 65_537, -1, 1.5, '443', ' 443 ', 'x', '1234567'].flatMap((port) => [
    { ...TCP, port },
    { ...TCP, src_port: port },
  ]),
  ...[
    { ...PING, port: 1 },
    { ...PING, src_port: 1 },
    { ...PING, port: 1, src_port: 2 },
    { ...TCP, protocol: 47, src_port: 9 },
  ],
  ...[PING, PING6, ...[0, 8, 255, 256].map((icmp_type) => ({ ...PING, icmp_type }))],
  ...[0, 255, 256].flatMap((icmp_code) => [
    { ...PING, icmp_code },
    { ...PING6, icmp_type: 1, icmp_code },
  ]),
  ...[
    { ...TCP, icmp_type: 8 },
    { ...TCP, icmp_code: 0 },
    { ...TCP, icmp_type: 8, icmp_code: 0 },
    { ...ENDS, icmp_type: 8, icmp_code: 0 },
  ],
  ...[4, '6', 'IPv4', 'ipv6', 5, 'x'].map((family) => ({ ...TCP, family })),
  ...[
    { ...PING, family: 6 },
    { ...PING6, family: 4 },
    { ...PING6, family: 6 },
    { ...PING, src_ip: '2001:db8::1' },
  ],
  ...['10.0.0.1', '2001:db8::1', '10.0.0.0/24', 'x', '', '0.0.0.0', '224.0.0.1', '255.255.255.255', 'ff02::1'].flatMap(
    (ip) => [
      { ...TCP, src_ip: ip },
      { ...TCP, dst_ip: ip },
      { ...TCP, from: ip },
      { ...TCP, to: ip },
    ],
  ),
  ...[
    { ...TCP, src_ip: '10.0.0.1', dst_ip: '2001:db8::1' },
    { ...TCP, family: 6, src_ip: '10.0.0.1', dst_ip: '10.0.0.2', to: '10.0.0.3' },
  ],
  ...[
    { ...TCP, from: '10.0.0.1', to: '2001:db8::1' },
    { ...TCP, dst_ip: '10.0.0.1', from: '2001:db8::1', to: '2001:db8::2' },
  ],
  ...[
    { ...TCP, from: 'Internet' },
    { ...TCP, from: 'internet', to: 'INTERNET' },
    { ...TCP, from: 'eni a' },
    { ...TCP, from: ' eni-a ' },
  ],
  ...[
    { ...TCP, via: 'arn:x' },
    { ...TCP, via: '' },
    { ...TCP, via: {} },
    { ...TCP, id: {}, name: 7, comment: null },
    { ...TCP, ports: 1, 'a/b': 2 },
  ],
  ...[2048, 2049].flatMap((length) => [
    { ...TCP, from: long(length) },
    { ...TCP, via: long(length) },
  ]),
]

const words = (value: unknown): string =>
  value !== null && typeof value === 'object' && 'value' in value
    ? formatAddress(value as Address)
    : JSON.stringify(value)

function told(record: object): string {
  const { query, faults } = parseQuery(record)
  const asked = query && Object.entries(query).map(([field, value]) => `${field} ${words(value)}`)
  const read = asked
    ? asked.join(', ')
    : faults.map(({ pointer, message }) => `x ${pointer}: ${message}`).join('\n    ')
  return `${JSON.stringify(record)}\n    ${read}`.replaceAll(/x{100,}/g, ({ length }) => `x times ${length}`)
}

describe('questions', () => {
  it('are read as golden/questions-read.txt says', async () => {
    await expect(`${RECORDS.map(told).join('\n')}\n`).toMatchFileSnapshot('golden/questions-read.txt')
  })
})
