import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import { formatAddress, formatPrefix } from '../net/prefix.ts'
import { documentOf } from '../testing/describe-document.ts'
import { readDescribe } from './read-describe.ts'

const INTERFACE: JsonObject = {
  NetworkInterfaceId: 'eni-1',
  VpcId: 'vpc-1',
  SubnetId: 'subnet-1',
  OwnerId: '111122223333',
  InterfaceType: 'interface',
  Status: 'in-use',
  Description: 'web',
  PrivateIpAddress: '10.0.1.5',
  PrivateIpAddresses: [
    {
      PrivateIpAddress: '10.0.1.5',
      Primary: true,
      Association: { PublicIp: '203.0.113.5', AllocationId: 'eipalloc-1', IpOwnerId: '111122223333' },
    },
    { PrivateIpAddress: '10.0.1.6', Primary: false },
  ],
  Ipv6Addresses: [{ Ipv6Address: '2001:db8::5' }],
  Ipv4Prefixes: [{ Ipv4Prefix: '10.0.1.64/28' }],
  Ipv6Prefixes: [{ Ipv6Prefix: '2001:db8:0:1::/80' }],
  Groups: [{ GroupId: 'sg-web', GroupName: 'web' }],
  SourceDestCheck: false,
  RequesterManaged: true,
  RequesterId: 'amazon-elb',
  DenyAllIgwTraffic: true,
  Attachment: { InstanceId: 'i-1', Status: 'attached' },
  TagSet: [{ Key: 'Name', Value: 'web-1' }],
}

function readInterface(change: JsonObject = {}) {
  const { networkInterfaces, gaps } = readDescribe([
    documentOf({ elements: { NetworkInterfaces: [{ ...INTERFACE, ...change }] } }),
  ])
  return { networkInterface: networkInterfaces.get('eni-1'), gaps: gaps.filter(({ kind }) => kind === 'unreadable') }
}

describe('a network interface', () => {
  it('is read whole', () => {
    const { networkInterface, gaps } = readInterface()

    expect(networkInterface).toMatchObject({
      id: 'eni-1',
      name: 'web-1',
      vpcId: 'vpc-1',
      subnetId: 'subnet-1',
      type: 'interface',
      typeText: 'interface',
      status: 'in-use',
      description: 'web',
      securityGroupIds: ['sg-web'],
      sourceDestCheck: false,
      requesterManaged: true,
      requesterId: 'amazon-elb',
      denyAllIgwTraffic: true,
      instanceId: 'i-1',
      attachmentStatus: 'attached',
      unread: [],
    })
    expect(gaps).toEqual([])
  })

  it('has its addresses, public ones beside the private ones they map to', () => {
    const { networkInterface } = readInterface()
    const shown = networkInterface?.addresses.map(({ privateIp, publicIp, primary, allocationId, publicIpOwner }) => [
      formatAddress(privateIp),
      publicIp && formatAddress(publicIp),
      primary,
      allocationId,
      publicIpOwner,
    ])

    expect(shown).toEqual([
      ['10.0.1.5', '203.0.113.5', true, 'eipalloc-1', '111122223333'],
      ['10.0.1.6', null, false, null, null],
    ])
    expect(networkInterface?.ipv6Addresses.map(formatAddress)).toEqual(['2001:db8::5'])
    expect(networkInterface?.prefixes.map(formatPrefix)).toEqual(['10.0.1.64/28', '2001:db8:0:1::/80'])
  })

  it('of older output has the one private address it prints, with its association', () => {
    const { networkInterface } = readInterface({
      PrivateIpAddresses: [],
      Association: { PublicIp: '203.0.113.5', IpOwnerId: 'amazon' },
    })

    expect(networkInterface?.addresses).toHaveLength(1)
    expect(networkInterface?.addresses[0]).toMatchObject({ primary: true, publicIpOwner: 'amazon' })
  })

  it('checks source and destination unless AWS says otherwise', () => {
    const { SourceDestCheck: _, ...older } = INTERFACE
    const { networkInterfaces } = readDescribe([documentOf({ elements: { NetworkInterfaces: [older] } })])

    expect(networkInterfaces.get('eni-1')?.sourceDestCheck).toBe(true)
  })

  it.each([
    ['nat_gateway', 'nat-gateway'],
    ['natGateway', 'nat-gateway'],
    ['network_load_balancer', 'network-load-balancer'],
    ['load_balancer', 'load-balancer'],
    ['gateway_load_balancer', 'gateway-load-balancer'],
    ['gateway_load_balancer_endpoint', 'gateway-load-balancer-endpoint'],
    ['vpc_endpoint', 'vpc-endpoint'],
    ['transit_gateway', 'transit-gateway'],
    ['lambda', 'lambda'],
    ['efa-only', 'efa'],
    ['trunk', 'trunk'],
    ['branch', 'branch'],
    ['quicksight', 'other'],
  ])('of type %s is a %s', (InterfaceType, type) => {
    expect(readInterface({ InterfaceType }).networkInterface).toMatchObject({ type, typeText: InterfaceType })
  })

  it.each([
    ['a group list that is absent', { Groups: null }, 'security groups'],
    ['a group without an id', { Groups: [{ GroupName: 'web' }] }, 'security group'],
    [
      'a public address that is none',
      { PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.5', Association: { PublicIp: '?' } }] },
      'private address',
    ],
    ['a private address that is none', { PrivateIpAddresses: ['10.0.1.5'] }, 'private address'],
    ['an only address that is none', { PrivateIpAddresses: [], PrivateIpAddress: '10.0.1' }, 'private address 10.0.1'],
    ['an IPv6 address of IPv4', { Ipv6Addresses: [{ Ipv6Address: '10.0.0.1' }] }, 'IPv6 address'],
    ['a delegated prefix that is none', { Ipv4Prefixes: [{ Ipv4Prefix: '10.0.0.0' }] }, 'delegated prefix'],
  ])('names what it could not read: %s', (_, change, words) => {
    const { networkInterface, gaps } = readInterface(change)

    expect(networkInterface?.unread[0]).toContain(words)
    expect(gaps).toMatchObject([{ key: 'NetworkInterfaces', resourceId: 'eni-1' }])
  })

  it.each(['VpcId', 'SubnetId'])('is left out with a gap when its %s is missing', (field) => {
    const { networkInterface, gaps } = readInterface({ [field]: null })

    expect(networkInterface).toBeUndefined()
    expect(gaps).toMatchObject([{ resourceId: 'eni-1' }])
  })
})

describe('an instance', () => {
  const INSTANCE: JsonObject = {
    InstanceId: 'i-1',
    OwnerId: '111122223333',
    VpcId: 'vpc-1',
    SubnetId: 'subnet-1',
    State: { Name: 'running' },
    InstanceType: 't3.micro',
    ImageId: 'ami-1',
    PrivateIpAddress: '10.0.1.5',
    PublicIpAddress: '203.0.113.5',
    NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1', Ipv6Addresses: [{ Ipv6Address: '2001:db8::5' }] }],
    SecurityGroups: [{ GroupId: 'sg-web' }],
    IamInstanceProfile: { Arn: 'arn:aws:iam::111122223333:instance-profile/web' },
    MetadataOptions: { HttpTokens: 'required' },
    SourceDestCheck: false,
  }

  it('is read whole', () => {
    const { instances } = readDescribe([documentOf({ elements: { Instances: [INSTANCE] } })])
    const instance = instances.get('i-1')

    expect(instance).toMatchObject({
      vpcId: 'vpc-1',
      subnetId: 'subnet-1',
      state: 'running',
      instanceType: 't3.micro',
      imageId: 'ami-1',
      interfaceIds: ['eni-1'],
      securityGroupIds: ['sg-web'],
      instanceProfileArn: 'arn:aws:iam::111122223333:instance-profile/web',
      httpTokens: 'required',
      sourceDestCheck: false,
    })
    expect(instance?.privateIp && formatAddress(instance.privateIp)).toBe('10.0.1.5')
    expect(instance?.publicIp && formatAddress(instance.publicIp)).toBe('203.0.113.5')
    expect(instance?.ipv6Addresses.map(formatAddress)).toEqual(['2001:db8::5'])
  })

  it('that is terminated is left out, and what still names it dangles on nothing', () => {
    const terminated = { InstanceId: 'i-1', State: { Name: 'terminated' } }
    const { instances, gaps } = readDescribe([
      documentOf({ elements: { Instances: [terminated], NetworkInterfaces: [INTERFACE] } }),
    ])

    expect(instances.size).toBe(0)
    expect(gaps.filter(({ key }) => key === 'Instances')).toEqual([])
  })

  it('that is stopped stays, with its state', () => {
    const stopped = { ...INSTANCE, State: { Name: 'stopped' } }
    const { instances } = readDescribe([documentOf({ elements: { Instances: [stopped] } })])

    expect(instances.get('i-1')?.state).toBe('stopped')
  })
})
