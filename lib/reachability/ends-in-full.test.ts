/** Whom each text of a question may mean, and what each address leads to: all that is told. `vitest run -u` writes it anew. */

import { describe, expect, it } from 'vitest'
import type { Inventory } from '../inventory/inventory.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { type Address, type Family, formatAddress, parseAddress } from '../net/prefix.ts'
import { withoutKey } from '../testing/change-documents.ts'
import { sketchTransit, vpcAttachment } from '../testing/sketch-transit.ts'
import { SHOP, STOCK, townDocuments } from '../testing/town.ts'
import {
  addressesTold,
  firstAddress,
  interfaceAt,
  interfacesTold,
  isIdleElasticIp,
  isPublic,
  ownsAddress,
  type PublicBinding,
  publicAddressOf,
  publicBinding,
  vpcsHolding,
} from './address-index.ts'
import { resolveDestination } from './destination-ends.ts'
import type { DestinationEnd, Ends, SourceEnd } from './endpoint.ts'
import { familyOf, resolveSource } from './endpoints.ts'
import { type Network, networkOf } from './network.ts'
import { parseQuery } from './parse-query.ts'
import type { TraceHop, TraceQuery } from './trace-result.ts'
import type { Arrival } from './walk/state.ts'

const own = (PrivateIpAddress: string, Primary: boolean, PublicIp?: string) => ({
  PrivateIpAddress,
  Primary,
  ...(PublicIp === undefined ? {} : { Association: { PublicIp, IpOwnerId: 'amazon' } }),
})

const side = (VpcId: string, CidrBlock: string) => ({
  VpcId,
  OwnerId: '111122223333',
  Region: 'eu-west-1',
  CidrBlockSet: [{ CidrBlock }],
})

const elastic = (PublicIp: string, more: Readonly<Record<string, string>>) => ({
  PublicIp,
  AllocationId: `eipalloc-${PublicIp.split('.').at(-1)}`,
  Domain: 'vpc',
  ...more,
})

/** Addresses of every kind, and two VPCs of one block: vpc-x is joined to vpc-z by peering, vpc-y by a transit gateway to vpc-w. */
const addresses = (): Inventory =>
  sketchTransit({
    vpcs: {
      'vpc-x': {
        cidr: '10.0.0.0/16',
        subnets: { 'subnet-x': '10.0.0.0/24' },
        hosts: {
          'eni-x': 'subnet-x 10.0.0.10',
          'eni-two': {
            subnet: 'subnet-x',
            privateIp: '10.0.0.22',
            more: {
              PrivateIpAddresses: [own('10.0.0.21', false, '198.51.100.21'), own('10.0.0.22', true, '198.51.100.22')],
            },
          },
          'eni-six': {
            subnet: 'subnet-x',
            ipv6: ['fd00::6', '2001:db8:1::6'],
            more: { PrivateIpAddress: '', PrivateIpAddresses: [] },
          },
          'eni-prefix': {
            subnet: 'subnet-x',
            privateIp: '10.0.0.30',
            more: {
              Ipv4Prefixes: [{ Ipv4Prefix: '10.0.0.64/28' }],
              Ipv6Prefixes: [{ Ipv6Prefix: '2001:db8:1:1::/80' }],
            },
          },
          'eni-elastic': 'subnet-x 10.0.0.40',
          'eni-half': {
            subnet: 'subnet-x',
            privateIp: '10.0.0.50',
            more: { PrivateIpAddresses: [own('10.0.0.50', true), { Primary: false }] },
          },
          'eni-bare': { subnet: 'subnet-x', more: { PrivateIpAddress: '', PrivateIpAddresses: [] } },
        },
      },
      'vpc-y': {
        cidr: '10.0.0.0/16',
        subnets: { 'subnet-y': '10.0.0.0/24' },
        hosts: { 'eni-y': 'subnet-y 10.0.0.10', 'eni-y2': 'subnet-y 10.0.0.99' },
      },
      'vpc-z': {
        cidr: '10.8.0.0/16',
        subnets: { 'subnet-z': '10.8.0.0/24' },
        hosts: { 'eni-z': 'subnet-z 10.8.0.10' },
      },
      'vpc-w': {
        cidr: '10.9.0.0/16',
        subnets: { 'subnet-w': '10.9.0.0/24' },
        hosts: { 'eni-w': 'subnet-w 10.9.0.10' },
      },
    },
    elements: {
      VpcPeeringConnections: [
        {
          VpcPeeringConnectionId: 'pcx-1',
          Status: { Code: 'active' },
          RequesterVpcInfo: side('vpc-x', '10.0.0.0/16'),
          AccepterVpcInfo: side('vpc-z', '10.8.0.0/16'),
        },
        {
          VpcPeeringConnectionId: 'pcx-2',
          Status: { Code: 'active' },
          RequesterVpcInfo: side('vpc-elsewhere', '10.77.0.0/16'),
          AccepterVpcInfo: side('vpc-z', '10.8.0.0/16'),
        },
      ],
      TransitGatewayVpcAttachments: [
        vpcAttachment({ id: 'tgw-attach-y', gateway: 'tgw-1', vpc: 'vpc-y', subnets: ['subnet-y'] }),
        vpcAttachment({ id: 'tgw-attach-w', gateway: 'tgw-1', vpc: 'vpc-w', subnets: ['subnet-w'] }),
      ],
      Addresses: [
        elastic('198.51.100.40', {
          NetworkInterfaceId: 'eni-elastic',
          PrivateIpAddress: '10.0.0.40',
          AssociationId: 'eipassoc-1',
        }),
        elastic('198.51.100.41', {
          NetworkInterfaceId: 'eni-elastic',
          PrivateIpAddress: '10.0.0.77',
          AssociationId: 'eipassoc-2',
        }),
        elastic('198.51.100.42', {}),
        elastic('198.51.100.43', { InstanceId: 'i-404' }),
        elastic('198.51.100.44', { AssociationId: 'eipassoc-4' }),
        elastic('198.51.100.45', { NetworkInterfaceId: 'eni-404' }),
        elastic('198.51.100.21', {}),
      ],
      NatGateways: [
        {
          NatGatewayId: 'nat-1',
          VpcId: 'vpc-x',
          SubnetId: 'subnet-x',
          State: 'available',
          ConnectivityType: 'public',
          NatGatewayAddresses: [
            { PrivateIp: '10.0.0.60' },
            { PrivateIp: '10.0.0.61', PublicIp: '198.51.100.61' },
            { PublicIp: '198.51.100.62', NetworkInterfaceId: 'eni-404' },
          ],
        },
      ],
    },
  })

const ADDRESSES = [
  ...['10.0.0.10', '10.0.0.21', '10.0.0.22', '10.0.0.30', '10.0.0.64', '10.0.0.79', '10.0.0.80', '10.0.0.99'],
  ...[
    '10.0.0.40',
    '10.0.0.50',
    '10.0.0.60',
    '10.0.0.61',
    '10.0.0.200',
    '10.8.0.10',
    '10.9.0.10',
    '10.77.0.9',
    '10.66.0.1',
  ],
  ...['198.51.100.21', '198.51.100.22', '198.51.100.40', '198.51.100.41', '198.51.100.42', '198.51.100.43'],
  ...['198.51.100.44', '198.51.100.45', '198.51.100.61', '198.51.100.62', '203.0.113.9', '169.254.1.1', '100.64.0.1'],
  ...[
    'fd00::6',
    '2001:db8:1::6',
    '2001:db8:1:1::',
    '2001:db8:1:1::ff',
    '2001:db8:1:2::1',
    '2001:4860:4860::8888',
    'fe80::1',
  ],
]

const parsed = (text: string): Address => parseAddress(text) ?? { family: 4, value: 0 }
const yes = (words: Readonly<Record<string, boolean>>) =>
  Object.keys(words)
    .filter((word) => words[word])
    .join(', ')

const bindingWords = (binding: PublicBinding | null) =>
  binding
    ? `${formatAddress(binding.publicIp)} = ${formatAddress(binding.privateIp)} of ${binding.networkInterface?.id ?? 'none'} ${binding.natGatewayId ?? ''} in ${binding.vpcId} ${binding.subnetId}`
    : 'none'

function addressWords(network: Network, text: string): readonly string[] {
  const address = parsed(text)
  const vpcs = [...network.inventory.vpcs.keys()]
  const interfaces = [...network.inventory.networkInterfaces.values()]
  const { family } = address
  return [
    `## ${text} ${yes({ public: isPublic(address), idle: isIdleElasticIp(network, address) })}`,
    `in ${vpcsHolding(network, address).map(({ id }) => id)}`,
    `owned by ${interfaces.filter((each) => ownsAddress(each, address)).map(({ id }) => id)}`,
    `leads to ${bindingWords(publicBinding(network, address))}`,
    ...vpcs.map(
      (id) =>
        `${id} ${interfaceAt(network, id, address)?.id} as ${bindingWords(publicAddressOf(network, id, address))} IPv${family}`,
    ),
  ]
}

const ARRIVALS: readonly Arrival[] = [
  { kind: 'interface', id: 'eni-x' },
  { kind: 'interface', id: 'eni-web' },
  { kind: 'internet' },
  { kind: 'on-premises', id: 'vgw-1', attachmentId: null },
  { kind: 'service', id: 'vpce-s3' },
  { kind: 'gateway', id: 'pcx-1' },
  { kind: 'gateway', id: 'tgw-1' },
]

const PAST = [{ component: SHOP }] as unknown as readonly TraceHop[]

const sourceWords = ({ id, address, place, identity, zone, origin, vpcId, subnetId }: SourceEnd) =>
  `${id} ${formatAddress(address)} at ${JSON.stringify(place)} as ${identity?.interfaceId} ${zone} from ${JSON.stringify(origin)} in ${vpcId} ${subnetId}`

const destinationWords = ({ id, address, accepts }: DestinationEnd) =>
  `${id} ${formatAddress(address)} accepts ${ARRIVALS.map((arrival) => accepts(arrival, []))}; past ${SHOP} ${ARRIVALS.map((arrival) => accepts(arrival, PAST))}`

function endsWords<E>(ends: Ends<E>, words: (end: E) => string): string {
  if (ends.kind === 'unknown') {
    return ends.unknowns
      .map(({ code, component, detail, key }) => `? ${code} ${component} ${key}: ${detail}`)
      .join('; ')
  }
  if (ends.kind === 'nobody') return `nobody: ${ends.blocker.component} ${ends.blocker.detail}`
  const shown = ends.ends.slice(0, 6).map((end) => `\n    ${words(end)}`)
  return `${ends.ends.length} ${yes({ several: ends.several, cut: ends.cut })}${shown.join('')}`
}

/** Null where it is no question, as of the internet to itself. */
function query(from: string, to: string): TraceQuery | null {
  return parseQuery({ from, to, protocol: 'tcp', port: 443 }).query
}

function sourcesOf(network: Network, from: string, to: string): Ends<SourceEnd> | null {
  const asked = query(from, to)
  return asked && resolveSource(network, asked, familyOf(network, asked))
}

function destinationsOf(network: Network, from: string, to: string): Ends<DestinationEnd> | null {
  const asked = query(from, to)
  if (!asked) return null
  const family = familyOf(network, asked)
  const sources = resolveSource(network, asked, family)
  const source = sources.kind === 'ends' ? sources.ends[0] : undefined
  return source ? resolveDestination(network, asked, { family, source }) : null
}

const TO = 'eni-web'
const FAMILIES: readonly Family[] = [4, 6]

function endWords(network: Network, text: string, seen: readonly string[]): readonly string[] {
  const asked = query(text, TO)
  const asSource = sourcesOf(network, text, TO)
  const asDestination = seen.flatMap((from) => {
    const ends = destinationsOf(network, from, text)
    return ends ? [`to, from ${from}: ${endsWords(ends, destinationWords)}`] : []
  })
  return [
    `## ${text} IPv${asked ? familyOf(network, asked) : ''}`,
    ...(asSource ? [`from: ${endsWords(asSource, sourceWords)}`] : []),
    ...asDestination,
  ]
}

const TEXTS = [
  ...['internet', 'igw-1', 'igw-404', 'eni-web', 'eni-404', 'i-app', 'i-404', 'subnet-app', 'subnet-404', 'subnet-fw'],
  ...[
    'sg-app',
    'sg-shop',
    'sg-404',
    'vpc-a',
    'vpc-b',
    'vpc-404',
    'vpce-api',
    'vpce-s3',
    'vpce-fw',
    'vpce-404',
    'nat-1',
  ],
  ...[
    'nat-404',
    'eigw-1',
    'tgw-1',
    'tgw-2',
    'tgw-404',
    'tgw-attach-a',
    'tgw-attach-vpn',
    'tgw-attach-dx',
    'tgw-attach-p',
  ],
  ...[
    'tgw-attach-404',
    'vgw-1',
    'vgw-404',
    'vpn-1',
    'vpn-2',
    'vpn-404',
    'cgw-1',
    'cgw-2',
    'cgw-404',
    'pcx-c',
    'pcx-404',
  ],
  ...[
    'acl-vpc-a',
    'rtb-subnet-app',
    SHOP,
    STOCK,
    `${SHOP}404`,
    '10.1.1.10',
    '10.1.1.99',
    '198.51.100.10',
    '203.0.113.9',
  ],
  ...[
    '172.16.0.9',
    '172.24.0.9',
    '10.3.0.10',
    '10.3.0.99',
    '192.168.5.5',
    '2001:db8:1::10',
    '2001:db8:ffff::1',
    'fd00::1',
  ],
]

const told = (documents: ReturnType<typeof townDocuments>) => {
  const network = networkOf(readDescribe(documents))
  return TEXTS.filter((text) => text !== TO).flatMap((text) =>
    endWords(network, text, ['internet', 'eni-app', 'tgw-attach-b']),
  )
}

describe('the ends of a question', () => {
  it('are in the town whom golden/ends.txt says', async () => {
    await expect(`${told(townDocuments()).join('\n')}\n`).toMatchFileSnapshot('golden/ends.txt')
  })

  it('are without a call whom golden/ends-without.txt says', async () => {
    const keys = [
      'Vpcs',
      'NetworkInterfaces',
      'Subnets',
      'VpnConnections',
      'TransitGatewayRouteTables',
      'VpcEndpoints',
    ] as const
    const all = told(townDocuments())
    const chapters = keys.map((key) => {
      const lines = told(withoutKey(townDocuments(), key))
      return `# without ${key}\n${lines.filter((line) => line.startsWith('## ') || !all.includes(line)).join('\n')}\n`
    })
    await expect(chapters.join('\n')).toMatchFileSnapshot('golden/ends-without.txt')
  })

  it('are of addresses that several own whom golden/ends-shared.txt says', async () => {
    const network = networkOf(addresses())
    const froms = ['internet', 'eni-x', 'eni-y', 'eni-z', 'eni-w']
    const lines = [
      ...network.inventory.networkInterfaces.keys(),
      ...ADDRESSES,
      'nat-1',
      'vpc-x',
      'pcx-1',
      'pcx-2',
    ].flatMap((text) => [
      ...endWords(
        network,
        text,
        froms.filter((from) => from !== text),
      ),
      ...['eni-z', 'eni-w', 'vpc-y', '10.0.0.99'].flatMap((to) => {
        const ends = to === text ? null : sourcesOf(network, text, to)
        return ends ? [`from, to ${to}: ${endsWords(ends, sourceWords)}`] : []
      }),
    ])
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('golden/ends-shared.txt')
  })
})

describe('addresses', () => {
  it('lead where golden/addresses.txt says', async () => {
    const network = networkOf(addresses())
    const lone = networkOf(
      sketchTransit({ vpcs: { 'vpc-x': { cidr: '10.0.0.0/16', subnets: {} } }, missing: ['NetworkInterfaces'] }),
    )
    const lines = [
      ...ADDRESSES.flatMap((text) => addressWords(network, text)),
      ...[...network.inventory.networkInterfaces.values()].flatMap((each) =>
        FAMILIES.map((family) => {
          const first = firstAddress(each, family)
          return `${each.id} IPv${family} ${first ? formatAddress(first) : 'none'}`
        }),
      ),
      ...['vpc-x', 'vpc-y', 'vpc-404'].map(
        (id) => `${id} ${yes({ addresses: addressesTold(network, id), interfaces: interfacesTold(network, id) })}`,
      ),
      `alone ${yes({ addresses: addressesTold(lone, 'vpc-x'), interfaces: interfacesTold(lone, 'vpc-x') })}`,
    ]
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('golden/addresses.txt')
  })
})
