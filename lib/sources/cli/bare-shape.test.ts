import { describe, expect, it } from 'vitest'
import { bareShape } from './bare-shape.ts'

const id = (prefix: string) => `${prefix}0123456789abcdef0`

describe('bareShape', () => {
  it.each([
    ['Vpcs', { VpcId: id('vpc-'), CidrBlock: '10.0.0.0/16', State: 'available', InstanceTenancy: 'default' }],
    [
      'Subnets',
      {
        SubnetId: id('subnet-'),
        VpcId: id('vpc-'),
        CidrBlock: '10.0.0.0/24',
        AvailabilityZone: 'eu-west-1a',
        EnaSupport: true,
      },
    ],
    [
      'SecurityGroups',
      { GroupId: id('sg-'), GroupName: 'x', VpcId: id('vpc-'), IpPermissions: [], IpPermissionsEgress: [] },
    ],
    ['SecurityGroupRules', { SecurityGroupRuleId: id('sgr-'), GroupId: id('sg-'), IsEgress: false, IpProtocol: '-1' }],
    ['RouteTables', { RouteTableId: id('rtb-'), VpcId: id('vpc-'), Routes: [], Associations: [], PropagatingVgws: [] }],
    ['NetworkAcls', { NetworkAclId: id('acl-'), VpcId: id('vpc-'), Entries: [], Associations: [] }],
    [
      'NetworkInterfaces',
      {
        NetworkInterfaceId: id('eni-'),
        VpcId: id('vpc-'),
        SubnetId: id('subnet-'),
        Groups: [],
        PrivateIpAddresses: [],
      },
    ],
    [
      'Instances',
      { InstanceId: id('i-'), InstanceType: 't3.micro', State: {}, NetworkInterfaces: [], SecurityGroups: [] },
    ],
    [
      'TransitGatewayVpcAttachments',
      { TransitGatewayAttachmentId: id('tgw-attach-'), TransitGatewayId: id('tgw-'), VpcId: id('vpc-'), SubnetIds: [] },
    ],
    [
      'TransitGatewayAttachments',
      {
        TransitGatewayAttachmentId: id('tgw-attach-'),
        TransitGatewayId: id('tgw-'),
        ResourceType: 'vpc',
        ResourceId: id('vpc-'),
      },
    ],
    ['TransitGateways', { TransitGatewayId: id('tgw-'), State: 'available', OwnerId: '111122223333' }],
    ['ManagedPrefixLists', { PrefixListId: id('pl-'), PrefixListName: 'x', AddressFamily: 'IPv4' }],
    ['PrefixLists', { PrefixListId: id('pl-'), PrefixListName: 'x', Cidrs: [] }],
    ['LoadBalancers', { LoadBalancerArn: 'arn:aws:x', Scheme: 'internal', Type: 'network', AvailabilityZones: [] }],
    ['Functions', { FunctionName: 'f', FunctionArn: 'arn:aws:x', Handler: 'h' }],
  ])('knows a whole resource of %s', (key, value) => {
    expect(bareShape(value)).toEqual({ kind: 'element', key, missing: [] })
  })

  it.each([
    ['Vpcs', { VpcId: 'vpc-1' }, ['CidrBlock', 'State']],
    ['Subnets', { SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.0.0.0/24' }, ['AvailabilityZone']],
    ['SecurityGroups', { GroupId: 'sg-1', GroupName: 'web', Tags: [] }, ['IpPermissions', 'IpPermissionsEgress']],
  ])('names what a query left out of %s', (key, value, missing) => {
    expect(bareShape(value)).toEqual({ kind: 'element', key, missing })
  })

  it.each([
    [{ TransitGatewayRouteTableId: 'tgw-rtb-1', Routes: [] }, 'TransitGatewayRouteTables'],
    [{ PrefixListId: 'pl-1', Entries: [] }, 'ManagedPrefixLists'],
    [{ VpcId: 'vpc-1', EnableDnsSupport: { Value: true } }, 'Vpcs'],
  ])('takes a part that comes from a call of its own as it is: %j', (value, key) => {
    expect(bareShape(value)).toEqual({ kind: 'element', key, missing: [] })
  })

  it.each([
    [{ VpcId: id('vpc-'), CIDR: '10.0.0.0/16' }, 'describe-vpcs', ['CIDR']],
    [{ Name: 'web', ID: id('sg-') }, 'describe-security-groups', ['Name', 'ID']],
    [[id('subnet-'), id('vpc-')], 'describe-subnets', []],
    [[id('tgw-rtb-')], 'describe-transit-gateway-route-tables', []],
    [id('eni-'), 'describe-network-interfaces', []],
  ])('refuses renamed fields with the command to run: %j', (value, call, fields) => {
    const shape = bareShape(value)
    expect(shape).toMatchObject({ kind: 'renamed', fields })
    expect(shape?.kind === 'renamed' ? shape.command : '').toBe(`aws ec2 ${call} --output json`)
  })

  it.each([[{}], [{ a: 1 }], [[]], [1], [null], ['hello'], [{ id: 'i-robot' }]])('knows nothing of %j', (value) => {
    expect(bareShape(value)).toBeNull()
  })
})
