import { describe, expect, it } from 'vitest'
import type { DescribeKey, JsonObject } from '../describe/document.ts'
import { formatAddress, formatPrefix } from '../net/prefix.ts'
import { documentOf } from '../testing/describe-document.ts'
import { readDescribe } from './read-describe.ts'
import { pointerOf } from './resource.ts'

/** As describe-instances prints it inside an instance. Source: EC2 API, InstanceNetworkInterface. */
const EMBEDDED: JsonObject = {
  NetworkInterfaceId: 'eni-1',
  VpcId: 'vpc-1',
  SubnetId: 'subnet-1',
  OwnerId: '111122223333',
  InterfaceType: 'interface',
  Status: 'in-use',
  Description: 'Primary network interface',
  SourceDestCheck: false,
  PrivateIpAddress: '10.0.1.5',
  PrivateIpAddresses: [
    { PrivateIpAddress: '10.0.1.5', Primary: true, Association: { PublicIp: '203.0.113.5', IpOwnerId: 'amazon' } },
  ],
  Ipv6Addresses: [{ Ipv6Address: '2001:db8::5' }],
  Ipv4Prefixes: [{ Ipv4Prefix: '10.0.1.64/28' }],
  Ipv6Prefixes: [{ Ipv6Prefix: '2001:db8:0:1::/80' }],
  Groups: [{ GroupId: 'sg-web', GroupName: 'web' }],
  Attachment: { AttachmentId: 'eni-attach-1', DeviceIndex: 0, Status: 'attached' },
}

function instance(id: string, interfaces: readonly JsonObject[], more: JsonObject = {}): JsonObject {
  return { InstanceId: id, State: { Name: 'running' }, NetworkInterfaces: interfaces, ...more }
}

function read(elements: Partial<Record<DescribeKey, readonly JsonObject[]>>) {
  return readDescribe([documentOf({ elements })])
}

describe('an interface that only its instance shows', () => {
  const inventory = read({ Instances: [instance('i-0', []), instance('i-1', [{ SubnetId: 'subnet-1' }, EMBEDDED])] })
  const built = inventory.networkInterfaces.get('eni-1')

  it('is built whole from there', () => {
    expect(built).toMatchObject({
      id: 'eni-1',
      vpcId: 'vpc-1',
      subnetId: 'subnet-1',
      account: '111122223333',
      type: 'interface',
      status: 'in-use',
      description: 'Primary network interface',
      securityGroupIds: ['sg-web'],
      sourceDestCheck: false,
      instanceId: 'i-1',
      attachmentStatus: 'attached',
      unread: [],
    })
    expect(built?.addresses.map(({ publicIp }) => publicIp && formatAddress(publicIp))).toEqual(['203.0.113.5'])
    expect(built?.ipv6Addresses.map(formatAddress)).toEqual(['2001:db8::5'])
    expect(built?.prefixes.map(formatPrefix)).toEqual(['10.0.1.64/28', '2001:db8:0:1::/80'])
  })

  it('points into its instance', () => {
    expect(built && pointerOf(built.source)).toBe('/Instances/1/NetworkInterfaces/1')
  })

  it('leaves the key uncollected, for an interface of a service may stand beside it', () => {
    expect(inventory.documents[0]?.coverage.get('NetworkInterfaces')).toBe('absent')
    expect(inventory.gaps.map(({ key }) => key)).toContain('NetworkInterfaces')
  })

  it('is missed by nobody who names it', () => {
    const gaps = read({ Instances: [instance('i-1', [EMBEDDED])], NetworkInterfaces: [] }).gaps
    expect(gaps.filter(({ kind, key }) => kind === 'dangling-reference' && key === 'NetworkInterfaces')).toEqual([])
  })

  it('that a query trimmed is the primary one of its instance, whose place, groups and addresses are its own', () => {
    const trimmed = { NetworkInterfaceId: 'eni-1', Attachment: { DeviceIndex: 0 } }
    const told = {
      VpcId: 'vpc-9',
      SubnetId: 'subnet-9',
      SecurityGroups: [{ GroupId: 'sg-9' }],
      PrivateIpAddress: '10.0.9.9',
      PublicIpAddress: '203.0.113.9',
    }
    const { networkInterfaces } = read({ Instances: [instance('i-1', [trimmed], told)] })
    const primary = networkInterfaces.get('eni-1')
    expect(primary).toMatchObject({ vpcId: 'vpc-9', subnetId: 'subnet-9', securityGroupIds: ['sg-9'] })
    expect(primary?.unread).toEqual(['IPv6 addresses (not told)'])
    expect(primary?.addresses.map(({ publicIp }) => publicIp && formatAddress(publicIp))).toEqual(['203.0.113.9'])
  })

  it('is not given the place of its instance when it is not the primary one', () => {
    const second = { NetworkInterfaceId: 'eni-2', Attachment: { DeviceIndex: 1 } }
    const { networkInterfaces, gaps } = read({
      Instances: [instance('i-1', [EMBEDDED, second], { VpcId: 'vpc-1', SubnetId: 'subnet-1' })],
    })
    expect([...networkInterfaces.keys()]).toEqual(['eni-1'])
    expect(gaps.filter(({ kind }) => kind === 'unreadable')).toMatchObject([{ resourceId: 'eni-2', key: 'Instances' }])
  })

  it('of a terminated instance is gone with it', () => {
    const { networkInterfaces } = read({ Instances: [instance('i-1', [EMBEDDED], { State: { Name: 'terminated' } })] })
    expect(networkInterfaces.size).toBe(0)
  })
})

describe('an interface that both show', () => {
  const own: JsonObject = {
    ...EMBEDDED,
    Groups: [{ GroupId: 'sg-new' }],
    Attachment: { InstanceId: 'i-1', Status: 'attached' },
    TagSet: [{ Key: 'Name', Value: 'front' }],
  }

  it('is what its own element says', () => {
    const { networkInterfaces } = read({ NetworkInterfaces: [own], Instances: [instance('i-1', [EMBEDDED])] })
    const both = networkInterfaces.get('eni-1')
    expect(both).toMatchObject({ name: 'front', securityGroupIds: ['sg-new'] })
    expect(both && pointerOf(both.source)).toBe('/NetworkInterfaces/0')
  })

  it('takes from its instance the fields a query trimmed away', () => {
    const trimmed = { NetworkInterfaceId: 'eni-1', Groups: [{ GroupId: 'sg-new' }] }
    const { networkInterfaces, gaps } = read({
      NetworkInterfaces: [trimmed],
      Instances: [instance('i-1', [EMBEDDED])],
    })
    expect(networkInterfaces.get('eni-1')).toMatchObject({
      vpcId: 'vpc-1',
      subnetId: 'subnet-1',
      securityGroupIds: ['sg-new'],
      instanceId: 'i-1',
      sourceDestCheck: false,
      status: 'in-use',
    })
    expect(gaps.filter(({ kind }) => kind === 'unreadable')).toEqual([])
  })

  it('stays detached when its own element says that it is', () => {
    const { Attachment: _, ...detached } = EMBEDDED
    const { networkInterfaces } = read({
      NetworkInterfaces: [{ ...detached, Status: 'available' }],
      Instances: [instance('i-1', [EMBEDDED])],
    })
    expect(networkInterfaces.get('eni-1')).toMatchObject({ status: 'available', instanceId: null })
  })

  it('keeps an address its own element shows without a public one', () => {
    const { networkInterfaces } = read({
      NetworkInterfaces: [{ ...EMBEDDED, PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.5', Primary: true }] }],
      Instances: [instance('i-1', [EMBEDDED])],
    })
    expect(networkInterfaces.get('eni-1')?.addresses.map(({ publicIp }) => publicIp)).toEqual([null])
  })
})

describe('one id inside several instances', () => {
  const other = { ...EMBEDDED, SubnetId: 'subnet-2', Groups: [{ GroupId: 'sg-db' }] }
  const documents = (first: JsonObject, second: JsonObject) => ({ Instances: [first, second] })
  const a = instance('i-1', [EMBEDDED])
  const b = instance('i-2', [other])

  it('is the interface of the first by id, in whatever order they come', () => {
    for (const elements of [documents(a, b), documents(b, a)]) {
      expect(read(elements).networkInterfaces.get('eni-1')).toMatchObject({ instanceId: 'i-1', subnetId: 'subnet-1' })
    }
  })

  it('is a gap that says whose interface is not known, and none of the interfaces of the other', () => {
    const { instances, gaps: all } = read(documents(b, a))
    expect([...instances.values()].map(({ interfaceIds }) => interfaceIds)).toEqual([['eni-1'], []])
    const gaps = all.filter(({ kind }) => kind === 'unreadable')
    expect(gaps).toMatchObject([{ key: 'Instances', resourceId: 'i-2' }])
    expect(gaps[0]?.message).toContain('eni-1')
  })

  it('of the same instance, collected twice, is no gap', () => {
    const document = documentOf({ elements: { Instances: [a] } })
    const { networkInterfaces, gaps } = readDescribe([document, document])
    expect(networkInterfaces.size).toBe(1)
    expect(gaps.filter(({ kind }) => kind === 'unreadable')).toEqual([])
  })
})
