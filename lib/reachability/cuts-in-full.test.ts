/** Where two packets or two addresses may be told apart, and which are not: all of it. `vitest run -u` writes it anew. */

import { describe, expect, it } from 'vitest'
import type { Inventory } from '../inventory/inventory.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { type Address, formatAddress, parseAddress } from '../net/prefix.ts'
import { changed, type ElementChange } from '../testing/change-documents.ts'
import { ask } from '../testing/format-trace.ts'
import { SHOP, STOCK, townDocuments } from '../testing/town.ts'
import { CHANGES_BETWEEN } from '../testing/town-changes-between.ts'
import { addressesOf, endpointClasses, publicNameOf, routeSide } from './endpoint-classes.ts'
import { networkOf } from './network.ts'
import { cutsOf, portCutsOf } from './trace-cuts.ts'

/** Where the last block of IPv6 ends no address follows. */
const PAST_THE_LAST = 1n << 128n

const formatValue = (value: number | bigint) =>
  value === PAST_THE_LAST
    ? 'end'
    : formatAddress(typeof value === 'bigint' ? { family: 6, value } : { family: 4, value })
const sorted = <T extends number | bigint>(values: Iterable<T>) => [...values].toSorted((a, b) => (a < b ? -1 : 1))

const QUESTIONS = [
  ...['internet to eni-web', 'eni-web to internet', 'internet to eni-in', 'eni-app to internet', 'eni-web to eni-app'],
  ...['eni-app to eni-b', 'eni-app to eni-c', 'eni-d to eni-app', 'eni-app to 172.16.0.9', 'eni-app to 172.20.0.9'],
  ...[
    'eni-app to 52.218.0.5',
    `internet to ${SHOP}`,
    `eni-b to ${STOCK}`,
    'eni-b to internet',
    'eni-web to 2001:db8::9',
  ],
]

function cutWords(inventory: Inventory, question: string): readonly string[] {
  const trace = ask(inventory, `${question} tcp/443`)
  const ends = question.split(' ').flatMap((word) => inventory.networkInterfaces.get(word) ?? [])
  const { addresses, ports } = cutsOf(inventory, trace, ends)
  return [
    `## ${question}: ${trace.verdict}`,
    `addresses ${sorted(addresses).map(formatValue).join(' ')}`,
    `ports ${sorted(ports).join(' ')}`,
    `ports alone ${sorted(portCutsOf(inventory, trace, ends)).join(' ')}`,
  ]
}

/** Rules with edges of their own: of another protocol they do not count. */
const RULES: readonly ElementChange[] = [
  {
    key: 'SecurityGroups',
    id: 'sg-app',
    fields: {
      IpPermissions: [
        {
          IpProtocol: 'tcp',
          FromPort: 400,
          ToPort: 500,
          IpRanges: [{ CidrIp: '10.1.1.0/28' }],
          PrefixListIds: [{ PrefixListId: 'pl-s3' }],
        },
        { IpProtocol: 'udp', FromPort: 600, ToPort: 700, IpRanges: [{ CidrIp: '10.66.0.0/16' }] },
        { IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '2001:db8:7::/48' }] },
        { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-vpc-b' }, { GroupId: 'sg-web' }] },
      ],
    },
  },
  {
    key: 'NetworkAcls',
    id: 'acl-vpc-a',
    fields: {
      Entries: [
        {
          RuleNumber: 90,
          Egress: false,
          RuleAction: 'deny',
          Protocol: '6',
          CidrBlock: '192.0.2.0/24',
          PortRange: { From: 22, To: 25 },
        },
        {
          RuleNumber: 91,
          Egress: false,
          RuleAction: 'deny',
          Protocol: '17',
          CidrBlock: '198.18.0.0/15',
          PortRange: { From: 53, To: 53 },
        },
        ...[false, true].flatMap((Egress) => [
          { RuleNumber: 100, Egress, RuleAction: 'allow', Protocol: '-1', CidrBlock: '0.0.0.0/0' },
          { RuleNumber: 101, Egress, RuleAction: 'allow', Protocol: '-1', Ipv6CidrBlock: '::/0' },
        ]),
      ],
    },
  },
]

const UNTOLD = 'the table of the transit gateway routes by a list nobody told'
const worlds = () => {
  const ruled = RULES.reduce(changed, townDocuments())
  const untold = CHANGES_BETWEEN[UNTOLD]
  const shut = changed(ruled, { key: 'NetworkAcls', id: 'acl-vpc-b', fields: { Entries: [] } })
  return {
    'with rules of its own': ruled,
    'with an ACL that lets nothing pass': shut,
    [UNTOLD]: untold ? changed(ruled, untold) : ruled,
  }
}

describe('the edges of what a trace asked', () => {
  it('are those golden/cuts.txt says', async () => {
    const chapters = Object.entries(worlds()).map(([name, documents]) => {
      const inventory = readDescribe(documents)
      return `# ${name}\n${QUESTIONS.flatMap((question) => cutWords(inventory, question)).join('\n')}\n`
    })
    await expect(chapters.join('\n')).toMatchFileSnapshot('golden/cuts.txt')
  })
})

const more = (id: string, address: string, fields: ElementChange['fields'] = {}) => ({
  NetworkInterfaceId: id,
  VpcId: 'vpc-a',
  SubnetId: 'subnet-app',
  InterfaceType: 'interface',
  Status: 'in-use',
  Description: '',
  SourceDestCheck: true,
  PrivateIpAddress: address,
  PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: address }],
  Groups: [{ GroupId: 'sg-app' }, { GroupId: 'sg-web' }],
  ...fields,
})

const elastic = (PublicIp: string, NetworkInterfaceId: string, PrivateIpAddress: string) => ({
  PublicIp,
  AllocationId: `eipalloc-${PublicIp.split('.').at(-1)}`,
  AssociationId: `eipassoc-${PublicIp.split('.').at(-1)}`,
  Domain: 'vpc',
  NetworkInterfaceId,
  PrivateIpAddress,
})

/** Interfaces that differ from the first in one thing each, or in nothing that matters. */
const ALIKE = [
  more('eni-1', '10.1.2.101'),
  more('eni-2', '10.1.2.102', { Groups: [{ GroupId: 'sg-web' }, { GroupId: 'sg-app' }] }),
  more('eni-3', '10.1.2.103', { Groups: [{ GroupId: 'sg-app' }] }),
  more('eni-4', '10.1.2.104', { Groups: [{ GroupId: 'sg-web' }] }),
  more('eni-5', '10.1.2.105', { Status: 'available' }),
  more('eni-6', '10.1.2.106', { SourceDestCheck: false }),
  more('eni-7', '10.1.2.107', { DenyAllIgwTraffic: true }),
  more('eni-8', '10.1.2.108', { Attachment: { InstanceId: 'i-app' } }),
  more('eni-9', '10.1.2.109', { Attachment: { InstanceId: 'i-404' } }),
  more('eni-10', '10.1.2.110', { InterfaceType: 'vpc_endpoint' }),
  more('eni-11', '10.1.2.111', { InterfaceType: 'lambda' }),
  more('eni-12', '10.1.2.112', { InterfaceType: 'efa' }),
  more('eni-13', '10.1.2.113', { Description: 'ELB app/other/50dc6c495c0c9188' }),
  more('eni-14', '10.1.2.114', { InterfaceType: 'nat_gateway' }),
  more('eni-15', '10.1.2.115', {
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.1.2.115' }, { Primary: false }],
  }),
  more('eni-16', '10.1.2.116', {
    Ipv6Addresses: [{ Ipv6Address: '2001:db8:1::16' }],
    Ipv6Prefixes: [{ Ipv6Prefix: '2001:db8:1:1::/80' }],
  }),
  more('eni-17', '10.1.2.117', { Ipv4Prefixes: [{ Ipv4Prefix: '10.1.2.128/28' }] }),
  more('eni-18', '10.1.2.118', { SubnetId: 'subnet-web' }),
  more('eni-19', '10.1.2.119'),
  more('eni-20', '10.1.2.120'),
  more('eni-21', '10.1.2.121', {
    PrivateIpAddresses: [
      { Primary: true, PrivateIpAddress: '10.1.2.121' },
      {
        Primary: false,
        PrivateIpAddress: '10.1.2.122',
        Association: { PublicIp: '198.51.100.122', IpOwnerId: 'amazon' },
      },
      { Primary: false, PrivateIpAddress: '10.1.2.150' },
    ],
  }),
]

const alike = () =>
  networkOf(
    readDescribe(
      RULES.reduce(changed, townDocuments()).map((document, index) =>
        index > 0
          ? document
          : {
              ...document,
              elements: new Map(document.elements)
                .set('NetworkInterfaces', [...(document.elements.get('NetworkInterfaces') ?? []), ...ALIKE])
                .set('ManagedPrefixLists', [
                  ...(document.elements.get('ManagedPrefixLists') ?? []),
                  {
                    PrefixListId: 'pl-own',
                    PrefixListName: 'own',
                    AddressFamily: 'IPv4',
                    Entries: [{ Cidr: '10.1.2.148/30' }],
                  },
                ])
                .set('Addresses', [
                  elastic('198.51.100.119', 'eni-19', '10.1.2.119'),
                  elastic('198.51.100.120', 'eni-20', '10.1.2.99'),
                  elastic('198.51.100.121', 'eni-20', '10.1.2.98'),
                ]),
            },
      ),
    ),
  )

const SIDES = [
  ...[
    '0.0.0.0',
    '10.1.0.0',
    '10.1.1.0',
    '10.1.1.255',
    '10.1.2.147',
    '10.1.2.148',
    '10.1.2.151',
    '10.1.2.152',
    '10.2.0.0',
  ],
  ...['52.217.255.255', '52.218.0.0', '52.218.127.255', '52.218.128.0', '172.16.0.0', '172.17.0.0', '255.255.255.255'],
  ...['::', '2001:db8:7::1', '2001:db8:8::', 'ffff::'],
]
const parsed = (text: string): Address => parseAddress(text) ?? { family: 4, value: 0 }

describe('ends no rule can tell apart', () => {
  const network = alike()

  it.each([4, 6] as const)(
    'are of IPv%i those golden/classes-ipv4.txt or golden/classes-ipv6.txt says',
    async (family) => {
      const lines = endpointClasses(network, family).map(({ representative, members }) =>
        [representative, ...members]
          .map((each) => `${each.networkInterface.id} ${formatAddress(each.address)}`)
          .join(', '),
      )
      const names = [...network.inventory.networkInterfaces.values()].flatMap((networkInterface) =>
        addressesOf(networkInterface, family).map((address) => {
          const name = publicNameOf(network, { networkInterface, address })
          return `${networkInterface.id} ${formatAddress(address)} is ${name ? formatAddress(name) : 'nameless'}`
        }),
      )
      await expect(`${[...lines, ...names].join('\n')}\n`).toMatchFileSnapshot(`golden/classes-ipv${family}.txt`)
    },
  )

  it('stand on the sides of all routes golden/route-sides.txt says', async () => {
    const sides = SIDES.map((text) => `${text} ${routeSide(network, parsed(text))}`)
    await expect(`${sides.join('\n')}\n`).toMatchFileSnapshot('golden/route-sides.txt')
  })
})
