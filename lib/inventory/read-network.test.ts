import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import { formatAddress, formatPrefix, type Prefix } from '../net/prefix.ts'
import { documentOf } from '../testing/describe-document.ts'
import { readDescribe } from './read-describe.ts'

const ACCOUNT = '111122223333'

function readVpc(element: JsonObject) {
  return readDescribe([documentOf({ elements: { Vpcs: [{ VpcId: 'vpc-1', ...element }] } })])
}

function shown(prefixes: readonly Prefix[] | undefined): readonly string[] {
  return (prefixes ?? []).map(formatPrefix)
}

describe('a VPC', () => {
  it('is read whole', () => {
    const { vpcs } = readVpc({
      OwnerId: ACCOUNT,
      CidrBlock: '10.0.0.0/16',
      CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } }],
      IsDefault: true,
      DhcpOptionsId: 'dopt-1',
      EnableDnsSupport: { Value: true },
      EnableDnsHostnames: { Value: false },
      Tags: [
        { Key: 'Name', Value: 'shop' },
        { Key: 'env', Value: 'prod' },
      ],
    })

    expect(vpcs.get('vpc-1')).toEqual({
      id: 'vpc-1',
      arn: null,
      name: 'shop',
      account: ACCOUNT,
      region: 'eu-west-1',
      tags: { Name: 'shop', env: 'prod' },
      source: { document: 0, key: 'Vpcs', index: 0 },
      cidrs: [{ family: 4, base: 10 * 2 ** 24, length: 16 }],
      isDefault: true,
      dhcpOptionsId: 'dopt-1',
      dnsSupport: true,
      dnsHostnames: false,
    })
  })

  it('has only its associated CIDRs, IPv4 first', () => {
    const { vpcs } = readVpc({
      CidrBlock: '10.0.0.0/16',
      Ipv6CidrBlockAssociationSet: [
        { Ipv6CidrBlock: '2001:db8:1::/56', Ipv6CidrBlockState: { State: 'associated' } },
        { Ipv6CidrBlock: '2001:db8:2::/56', Ipv6CidrBlockState: { State: 'disassociated' } },
      ],
      CidrBlockAssociationSet: [
        { CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } },
        { CidrBlock: '100.64.0.0/16', CidrBlockState: { State: 'associated' } },
        { CidrBlock: '10.9.0.0/16', CidrBlockState: { State: 'failing' } },
        { CidrBlock: '10.8.0.0/16', CidrBlockState: { State: 'disassociated' } },
      ],
    })

    expect(shown(vpcs.get('vpc-1')?.cidrs)).toEqual(['10.0.0.0/16', '100.64.0.0/16', '2001:db8:1::/56'])
  })

  it('falls back to the bare CidrBlock where there is no association set', () => {
    expect(shown(readVpc({ CidrBlock: '10.0.0.0/16' }).vpcs.get('vpc-1')?.cidrs)).toEqual(['10.0.0.0/16'])
  })

  it('says which CIDR it could not read', () => {
    const { gaps } = readVpc({ CidrBlock: '10.0.0.0/99' })

    expect(gaps.find(({ kind }) => kind === 'unreadable')).toMatchObject({ key: 'Vpcs', resourceId: 'vpc-1' })
  })

  it('leaves DNS attributes open when they were not collected', () => {
    expect(readVpc({}).vpcs.get('vpc-1')).toMatchObject({ dnsSupport: null, dnsHostnames: null })
  })

  it('belongs to its owner, not to the account that listed it', () => {
    expect(readVpc({ OwnerId: '444455556666' }).vpcs.get('vpc-1')?.account).toBe('444455556666')
    expect(readVpc({ OwnerId: 'amazon-aws' }).vpcs.get('vpc-1')?.account).toBe(ACCOUNT)
  })
})

describe('a subnet', () => {
  const SUBNET: JsonObject = {
    SubnetId: 'subnet-1',
    SubnetArn: 'arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1',
    VpcId: 'vpc-1',
    CidrBlock: '10.0.1.0/24',
    Ipv6CidrBlockAssociationSet: [
      { Ipv6CidrBlock: '2001:db8:1:1::/64', Ipv6CidrBlockState: { State: 'associated' } },
      { Ipv6CidrBlock: '2001:db8:1:2::/64', Ipv6CidrBlockState: { State: 'disassociating' } },
    ],
    AvailabilityZone: 'eu-west-1a',
    AvailabilityZoneId: 'euw1-az1',
    MapPublicIpOnLaunch: true,
    AssignIpv6AddressOnCreation: true,
    AvailableIpAddressCount: 251,
    DefaultForAz: true,
    BlockPublicAccessStates: { InternetGatewayBlockMode: 'block-ingress' },
  }

  it('is read whole', () => {
    const { subnets } = readDescribe([documentOf({ elements: { Subnets: [SUBNET] } })])
    const subnet = subnets.get('subnet-1')

    expect(subnet).toMatchObject({
      arn: 'arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1',
      name: null,
      vpcId: 'vpc-1',
      availabilityZone: 'eu-west-1a',
      availabilityZoneId: 'euw1-az1',
      mapPublicIpOnLaunch: true,
      assignIpv6AddressOnCreation: true,
      availableIpAddressCount: 251,
      defaultForAz: true,
      blockPublicAccess: 'block-ingress',
    })
    expect(shown(subnet?.cidrs)).toEqual(['10.0.1.0/24', '2001:db8:1:1::/64'])
  })

  it('takes the region of its zone when no file names one', () => {
    const { SubnetArn: _, ...withoutArn } = SUBNET
    const { subnets } = readDescribe([documentOf({ region: 'unknown', elements: { Subnets: [withoutArn] } })])

    expect(subnets.get('subnet-1')?.region).toBe('eu-west-1')
  })

  it('is left out, with a gap, when it names no VPC', () => {
    const { subnets, gaps } = readDescribe([
      documentOf({ elements: { Subnets: [{ SubnetId: 'subnet-1', VpcId: 'x' }] } }),
    ])

    expect(subnets.size).toBe(0)
    expect(gaps.filter(({ kind }) => kind === 'unreadable')).toMatchObject([{ key: 'Subnets', resourceId: 'subnet-1' }])
  })

  it.each([['sub-1'], [null], [17]])('with the id %j is a gap and no crash', (SubnetId) => {
    const { subnets, gaps } = readDescribe([documentOf({ elements: { Subnets: [{ ...SUBNET, SubnetId }] } })])

    expect(subnets.size).toBe(0)
    expect(gaps.filter(({ kind }) => kind === 'unreadable')).toMatchObject([{ key: 'Subnets', resourceId: null }])
  })
})

describe('an elastic IP', () => {
  it('is read whole', () => {
    const { elasticIps } = readDescribe([
      documentOf({
        elements: {
          Addresses: [
            {
              AllocationId: 'eipalloc-1',
              PublicIp: '203.0.113.9',
              PrivateIpAddress: '10.0.1.9',
              AssociationId: 'eipassoc-1',
              NetworkInterfaceId: 'eni-1',
              InstanceId: 'i-1',
            },
            { CarrierIp: '198.51.100.7', AllocationId: 'eipalloc-2' },
            { PublicIp: '203.0.113.10' },
          ],
        },
      }),
    ])
    const first = elasticIps.get('eipalloc-1')

    expect([...elasticIps.keys()]).toEqual(['203.0.113.10', 'eipalloc-1', 'eipalloc-2'])
    expect(first && formatAddress(first.publicIp)).toBe('203.0.113.9')
    expect(first).toMatchObject({ associationId: 'eipassoc-1', networkInterfaceId: 'eni-1', instanceId: 'i-1' })
    expect(first?.privateIp && formatAddress(first.privateIp)).toBe('10.0.1.9')
  })
})

it('reads availability zones, one name with two ids as two', () => {
  const zone = { ZoneName: 'eu-west-1a', ZoneId: 'euw1-az1', RegionName: 'eu-west-1', ZoneType: 'availability-zone' }
  const { availabilityZones, gaps } = readDescribe([
    documentOf({ elements: { AvailabilityZones: [zone, { ...zone, ZoneId: 'euw1-az3' }, { ZoneId: 'nameless' }] } }),
    documentOf({ account: '444455556666', elements: { AvailabilityZones: [zone] } }),
  ])

  expect(availabilityZones).toEqual([
    { name: 'eu-west-1a', id: 'euw1-az1', region: 'eu-west-1', zoneType: 'availability-zone' },
    { name: 'eu-west-1a', id: 'euw1-az3', region: 'eu-west-1', zoneType: 'availability-zone' },
  ])
  expect(gaps).toMatchObject([{ kind: 'unreadable', key: 'AvailabilityZones' }])
})

describe('tags', () => {
  it.each([
    ['Tags', [{ Key: 'Name', Value: 'shop' }]],
    ['TagSet', [{ Key: 'Name', Value: 'shop' }]],
    ['TagList', [{ Key: 'Name', Value: 'shop' }]],
    ['tags', { Name: 'shop' }],
    ['tags', [{ key: 'Name', value: 'shop' }]],
  ])('are read under %s', (key, value) => {
    expect(readVpc({ [key]: value }).vpcs.get('vpc-1')?.name).toBe('shop')
  })

  it('are data, whatever their names', () => {
    const vpc = readVpc({ Tags: [{ Key: '__proto__', Value: 'x' }, { Key: 'Empty' }, 'nonsense'] }).vpcs.get('vpc-1')

    expect(Object.entries(vpc?.tags ?? {})).toEqual([
      ['__proto__', 'x'],
      ['Empty', ''],
    ])
    expect(vpc?.name).toBeNull()
  })
})
