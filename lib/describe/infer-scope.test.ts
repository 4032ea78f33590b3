import { describe, expect, it } from 'vitest'
import type { DescribeKey, JsonObject } from './document.ts'
import { inferScope, likelyScope, regionOfZone, scopeOfArn } from './infer-scope.ts'
import { SCHEMA } from './schema.ts'

const SHOP = '111122223333'
const SHARED = '444455556666'

function infer(key: DescribeKey, element: JsonObject): readonly (string | null)[] {
  const { account, region } = inferScope(key, SCHEMA[key], element)
  return [account, region]
}

describe('the region of a zone', () => {
  it.each([
    ['eu-west-1', 'eu-west-1'],
    ['eu-west-1a', 'eu-west-1'],
    ['us-west-2-lax-1a', 'us-west-2'],
    ['us-east-1-wl1-bos-wlz-1', 'us-east-1'],
    ['ap-southeast-2-per-1a', 'ap-southeast-2'],
    ['us-gov-east-1b', 'us-gov-east-1'],
    ['us-iso-east-1a', 'us-iso-east-1'],
    ['cn-northwest-1c', 'cn-northwest-1'],
    ['eusc-de-east-1a', 'eusc-de-east-1'],
    ['mx-central-1a', 'mx-central-1'],
    ['use1-az1', null],
    ['global', null],
    ['', null],
  ])('%j is in %j', (zone, region) => {
    expect(regionOfZone(zone)).toBe(region)
  })
})

describe('an ARN', () => {
  it.each([
    [`arn:aws:ec2:eu-west-1:${SHOP}:subnet/subnet-1`, SHOP, 'eu-west-1'],
    [`arn:aws-us-gov:rds:us-gov-west-1:${SHOP}:db:orders`, SHOP, 'us-gov-west-1'],
    [`arn:aws:globalaccelerator::${SHOP}:accelerator/a`, SHOP, null],
    ['arn:aws:s3:::bucket', null, null],
    ['arn:aws:ec2:eu-west-1:aws:prefix-list/pl-1', null, 'eu-west-1'],
    ['not an arn', null, null],
  ])('%s tells %j and %j', (arn, account, region) => {
    expect(scopeOfArn(arn)).toEqual({ account, region })
  })
})

describe('an element', () => {
  const side = (OwnerId: string, Region: string) => ({ OwnerId, Region, VpcId: 'vpc-1' })

  it.each<
    readonly [what: string, key: DescribeKey, element: JsonObject, account: string | null, region: string | null]
  >([
    ['an owner and no place', 'Vpcs', { VpcId: 'vpc-1', OwnerId: SHOP }, SHOP, null],
    ['the owner of a list of AWS', 'ManagedPrefixLists', { PrefixListId: 'pl-1', OwnerId: 'AWS' }, null, null],
    [
      'its ARN before its owner',
      'Subnets',
      { SubnetArn: `arn:aws:ec2:us-east-1:${SHARED}:subnet/s`, OwnerId: SHOP },
      SHARED,
      'us-east-1',
    ],
    [
      'where an instance stands',
      'Instances',
      { InstanceId: 'i-1', OwnerId: SHOP, Placement: { AvailabilityZone: 'eu-west-1b' } },
      SHOP,
      'eu-west-1',
    ],
    [
      'the region in an endpoint service',
      'VpcEndpoints',
      { OwnerId: SHOP, ServiceName: 'com.amazonaws.eu-west-1.s3' },
      SHOP,
      'eu-west-1',
    ],
    [
      'the region of a private service',
      'VpcEndpointServices',
      { ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1' },
      null,
      'eu-west-1',
    ],
    [
      'the border group of an address',
      'Addresses',
      { AllocationId: 'eipalloc-1', NetworkBorderGroup: 'eu-west-1' },
      null,
      'eu-west-1',
    ],
    [
      'the log group of a flow log',
      'FlowLogs',
      { FlowLogId: 'fl-1', LogDestination: `arn:aws:logs:eu-west-1:${SHOP}:log-group:x` },
      SHOP,
      'eu-west-1',
    ],
    [
      'nothing from the bucket of a flow log',
      'FlowLogs',
      { FlowLogId: 'fl-1', LogDestination: `arn:aws:firehose:eu-west-1:${SHARED}:x` },
      null,
      null,
    ],
    [
      'what Block Public Access prints',
      'VpcBlockPublicAccessOptions',
      { AwsAccountId: SHOP, AwsRegion: 'eu-west-1' },
      SHOP,
      'eu-west-1',
    ],
    [
      'a virtual interface',
      'VirtualInterfaces',
      { virtualInterfaceId: 'v', ownerAccount: SHOP, region: 'eu-west-1' },
      SHOP,
      'eu-west-1',
    ],
    [
      'no region for what is global',
      'DirectConnectGateways',
      { directConnectGatewayId: 'g', ownerAccount: SHOP },
      SHOP,
      null,
    ],
    [
      'a peering inside one account',
      'VpcPeeringConnections',
      { RequesterVpcInfo: side(SHOP, 'eu-west-1'), AccepterVpcInfo: side(SHOP, 'eu-west-1') },
      SHOP,
      'eu-west-1',
    ],
    [
      'no account for a peering of two',
      'VpcPeeringConnections',
      { RequesterVpcInfo: side(SHOP, 'eu-west-1'), AccepterVpcInfo: side(SHARED, 'eu-west-1') },
      null,
      'eu-west-1',
    ],
    [
      'no account for an attachment of two',
      'TransitGatewayAttachments',
      { ResourceOwnerId: SHOP, TransitGatewayOwnerId: SHARED },
      null,
      null,
    ],
    [
      'an attachment inside one account',
      'TransitGatewayAttachments',
      { ResourceOwnerId: SHOP, TransitGatewayOwnerId: SHOP },
      SHOP,
      null,
    ],
    ['nothing from an account id that is none', 'Vpcs', { VpcId: 'vpc-1', OwnerId: '42' }, null, null],
  ])('tells %s', (...[, key, element, account, region]) => {
    expect(infer(key, element)).toEqual([account, region])
  })

  it('offers the side that asked, when nothing better is known', () => {
    const peering = { RequesterVpcInfo: side(SHOP, 'eu-west-1'), AccepterVpcInfo: side(SHARED, 'us-east-1') }
    expect(likelyScope('VpcPeeringConnections', peering)).toEqual({ account: SHOP, region: 'eu-west-1' })
    expect(likelyScope('TransitGatewayAttachments', { ResourceOwnerId: SHARED })).toEqual({
      account: SHARED,
      region: null,
    })
    expect(likelyScope('Vpcs', {})).toEqual({ account: null, region: null })
  })
})
