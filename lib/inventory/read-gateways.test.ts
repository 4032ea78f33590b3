import { describe, expect, it } from 'vitest'
import type { DescribeKey, JsonObject } from '../describe/document.ts'
import { documentOf } from '../testing/describe-document.ts'
import { readDescribe } from './read-describe.ts'

function read(elements: Partial<Record<DescribeKey, readonly JsonObject[]>>) {
  return readDescribe([documentOf({ elements })])
}

describe('gateways', () => {
  it('internet and egress-only ones keep their attachments, ended ones left out', () => {
    const attachments = [
      { VpcId: 'vpc-1', State: 'available' },
      { VpcId: 'vpc-2', State: 'detached' },
    ]
    const { internetGateways, egressOnlyInternetGateways } = read({
      InternetGateways: [{ InternetGatewayId: 'igw-1', OwnerId: '444455556666', Attachments: attachments }],
      EgressOnlyInternetGateways: [{ EgressOnlyInternetGatewayId: 'eigw-1', Attachments: attachments }],
    })

    expect(internetGateways.get('igw-1')).toMatchObject({
      account: '444455556666',
      attachments: [{ vpcId: 'vpc-1', state: 'available' }],
    })
    expect(egressOnlyInternetGateways.get('eigw-1')?.attachments).toEqual([{ vpcId: 'vpc-1', state: 'available' }])
  })

  it('an attachment that names no VPC is a gap', () => {
    const { internetGateways, gaps } = read({
      InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ State: 'available' }] }],
    })

    expect(internetGateways.get('igw-1')?.attachments).toEqual([])
    expect(gaps.filter(({ kind }) => kind === 'unreadable')).toMatchObject([{ resourceId: 'igw-1' }])
  })

  it('VPN and carrier gateways are read whole', () => {
    const { vpnGateways, carrierGateways } = read({
      VpnGateways: [
        {
          VpnGatewayId: 'vgw-1',
          State: 'available',
          AmazonSideAsn: 64512,
          VpcAttachments: [{ VpcId: 'vpc-1', State: 'attached' }],
        },
      ],
      CarrierGateways: [{ CarrierGatewayId: 'cagw-1', VpcId: 'vpc-1', State: 'available' }],
    })

    expect(vpnGateways.get('vgw-1')).toMatchObject({
      state: 'available',
      amazonSideAsn: 64512,
      attachments: [{ vpcId: 'vpc-1', state: 'attached' }],
    })
    expect(carrierGateways.get('cagw-1')).toMatchObject({ vpcId: 'vpc-1', state: 'available' })
  })
})

describe('a NAT gateway', () => {
  const NAT: JsonObject = {
    NatGatewayId: 'nat-1',
    VpcId: 'vpc-1',
    SubnetId: 'subnet-1',
    State: 'available',
    ConnectivityType: 'public',
    NatGatewayAddresses: [
      { PublicIp: '203.0.113.1', PrivateIp: '10.0.0.4', NetworkInterfaceId: 'eni-1', AllocationId: 'eipalloc-1' },
    ],
  }

  it('is read whole', () => {
    expect(read({ NatGateways: [NAT] }).natGateways.get('nat-1')).toMatchObject({
      vpcId: 'vpc-1',
      subnetId: 'subnet-1',
      connectivity: 'public',
      availabilityMode: 'zonal',
      state: 'available',
      addresses: [
        {
          publicIp: '203.0.113.1',
          privateIp: '10.0.0.4',
          interfaceId: 'eni-1',
          allocationId: 'eipalloc-1',
          availabilityZone: null,
        },
      ],
      routeTableId: null,
    })
  })

  it('that is regional has no subnet but a route table and a zone an address', () => {
    const regional = {
      ...NAT,
      SubnetId: null,
      AvailabilityMode: 'regional',
      RouteTableId: 'rtb-9',
      NatGatewayAddresses: [{ PublicIp: '203.0.113.1', AvailabilityZone: 'eu-west-1a' }],
    }

    expect(read({ NatGateways: [regional] }).natGateways.get('nat-1')).toMatchObject({
      subnetId: null,
      availabilityMode: 'regional',
      routeTableId: 'rtb-9',
      addresses: [{ availabilityZone: 'eu-west-1a', interfaceId: null }],
    })
  })

  it('that is private has no way to the internet', () => {
    const { natGateways } = read({ NatGateways: [{ ...NAT, ConnectivityType: 'private' }] })

    expect(natGateways.get('nat-1')?.connectivity).toBe('private')
  })
})

describe('things that are over', () => {
  const deleted = { NatGatewayId: 'nat-1', VpcId: 'vpc-1', State: 'deleted' }
  const table = (state: string): JsonObject => ({
    RouteTableId: 'rtb-1',
    VpcId: 'vpc-1',
    Routes: [{ DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', State: state }],
  })

  it('are left out', () => {
    const { natGateways, carrierGateways, vpnGateways, gaps } = read({
      NatGateways: [deleted, { NatGatewayId: 'nat-2', State: 'failed' }],
      CarrierGateways: [{ CarrierGatewayId: 'cagw-1', VpcId: 'vpc-1', State: 'deleted' }],
      VpnGateways: [{ VpnGatewayId: 'vgw-1', State: 'deleted' }],
    })

    expect(natGateways.size + carrierGateways.size + vpnGateways.size).toBe(0)
    expect(gaps.filter(({ kind }) => kind !== 'not-collected')).toEqual([])
  })

  it('stay, with their state, where a route still names them', () => {
    const { natGateways } = read({ NatGateways: [deleted], RouteTables: [table('blackhole')] })

    expect(natGateways.get('nat-1')?.state).toBe('deleted')
  })

  it('stay while they are only being deleted', () => {
    const { natGateways } = read({ NatGateways: [{ ...deleted, State: 'deleting' }] })

    expect(natGateways.get('nat-1')?.state).toBe('deleting')
  })
})

describe('VPC Block Public Access', () => {
  it('is read by account and region', () => {
    const { blockPublicAccess } = read({
      VpcBlockPublicAccessOptions: [
        {
          AwsAccountId: '111122223333',
          AwsRegion: 'eu-west-1',
          InternetGatewayBlockMode: 'block-ingress',
          ExclusionsAllowed: 'allowed',
          ManagedBy: 'account',
        },
      ],
    })

    expect(blockPublicAccess).toEqual([
      {
        account: '111122223333',
        region: 'eu-west-1',
        mode: 'block-ingress',
        exclusionsAllowed: 'allowed',
        managedBy: 'account',
      },
    ])
  })

  it('takes account and region from the answer where no file names them', () => {
    const { blockPublicAccess } = readDescribe([
      documentOf({
        account: 'unknown',
        region: 'unknown',
        elements: {
          VpcBlockPublicAccessOptions: [
            { AwsAccountId: '111122223333', AwsRegion: 'eu-west-1', InternetGatewayBlockMode: 'off' },
          ],
        },
      }),
    ])

    expect(blockPublicAccess).toMatchObject([{ account: '111122223333', region: 'eu-west-1', mode: 'off' }])
  })

  it('of a mode this version does not know is a gap, never "off"', () => {
    const { blockPublicAccess, gaps } = read({
      VpcBlockPublicAccessOptions: [{ InternetGatewayBlockMode: 'block-egress' }],
    })

    expect(blockPublicAccess).toEqual([])
    expect(gaps).toMatchObject([
      { kind: 'not-collected', key: 'VpcBlockPublicAccessExclusions' },
      { kind: 'unreadable', key: 'VpcBlockPublicAccessOptions' },
    ])
  })

  it('exclusions name the VPC or subnet; deleted ones are left out', () => {
    const exclusion = {
      ExclusionId: 'vpcbpa-exclude-1',
      ResourceArn: 'arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1',
      InternetGatewayExclusionMode: 'allow-egress',
      State: 'create-complete',
    }
    const { blockPublicAccessExclusions, gaps } = read({
      VpcBlockPublicAccessExclusions: [
        exclusion,
        { ...exclusion, ExclusionId: 'vpcbpa-exclude-2', State: 'delete-complete' },
        { ...exclusion, ExclusionId: 'vpcbpa-exclude-3', InternetGatewayExclusionMode: 'allow-most' },
      ],
    })

    expect(blockPublicAccessExclusions).toEqual([
      { id: 'vpcbpa-exclude-1', resourceId: 'subnet-1', mode: 'allow-egress', state: 'create-complete' },
    ])
    expect(gaps).toMatchObject([{ kind: 'unreadable', key: 'VpcBlockPublicAccessExclusions' }])
  })
})
