/** The facts of gateways, peerings, transit, VPN, endpoints and services, as the inspector says them. */
import { describe, expect, it } from 'vitest'
import type { DescribeKey, JsonObject } from '../describe/document.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { documentOf } from '../testing/describe-document.ts'
import { resourceDetail } from './resource-detail.ts'

function linesOf(elements: Partial<Record<DescribeKey, readonly JsonObject[]>>, id: string): readonly string[] {
  const documents = [documentOf({ elements })]
  const row = {
    id,
    type: 'x',
    name: null,
    account: 'a',
    region: 'r',
    vpcId: null,
    subnetId: null,
    detail: '',
    depth: 1,
    parentId: null,
  }
  const { sections } = resourceDetail({ inventory: readDescribe(documents), documents, row })
  return sections
    .filter(({ title }) => title !== 'Identity' && title !== 'Tags')
    .flatMap(({ title, facts }) => facts.map(({ label, value }) => `${title} · ${label}: ${value}`))
}

const vpc: JsonObject = { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', Tags: [{ Key: 'Name', Value: 'shop' }] }

describe('the facts of', () => {
  it('an internet gateway: where it is attached, and which tables lead to it', () => {
    const table: JsonObject = {
      RouteTableId: 'rtb-1',
      VpcId: 'vpc-1',
      Routes: [{ DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', State: 'active', Origin: 'CreateRoute' }],
    }
    const gateways = [
      { InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1', State: 'available' }] },
      { InternetGatewayId: 'igw-2', Attachments: [] },
    ]
    const elements = { Vpcs: [vpc], RouteTables: [table], InternetGateways: gateways }
    expect(linesOf(elements, 'igw-1')).toEqual([
      'Attachments · VPC: vpc-1 (shop) (available)',
      'Routes to it · Route table: rtb-1',
    ])
    expect(linesOf(elements, 'igw-2')).toEqual(['Attachments · Attached: no'])
  })

  it('a peering: both sides, and what was not told of the other', () => {
    const peering: JsonObject = {
      VpcPeeringConnectionId: 'pcx-1',
      Status: { Code: 'active' },
      RequesterVpcInfo: { VpcId: 'vpc-1', OwnerId: '111122223333', Region: 'eu-west-1', CidrBlock: '10.0.0.0/16' },
      AccepterVpcInfo: { VpcId: 'vpc-9', OwnerId: '444455556666', Region: 'eu-west-1' },
    }
    const lines = linesOf({ Vpcs: [vpc], VpcPeeringConnections: [peering] }, 'pcx-1')
    expect(lines).toContain('Peering · Status: active')
    expect(lines).toContain('Requester · CIDR: 10.0.0.0/16')
    expect(lines).toContain('Accepter · Account: 444455556666')
    expect(lines).toContain('Accepter · DNS resolution from the other side: not told')
  })

  it('a transit gateway route table: "not collected" where its calls were not made', () => {
    const table: JsonObject = { TransitGatewayRouteTableId: 'tgw-rtb-1', TransitGatewayId: 'tgw-1', State: 'available' }
    expect(linesOf({ TransitGatewayRouteTables: [table] }, 'tgw-rtb-1')).toEqual([
      'Route table · Transit gateway: tgw-1',
      'Route table · State: available',
      'Routes · Routes: not collected',
      'Associations · Attachment: not collected',
      'Propagations · Attachment: not collected',
    ])
    const full = {
      ...table,
      Associations: [],
      Propagations: [],
      Routes: [
        {
          DestinationCidrBlock: '10.0.0.0/16',
          Type: 'propagated',
          State: 'active',
          TransitGatewayAttachments: [
            { TransitGatewayAttachmentId: 'tgw-attach-1', ResourceId: 'vpc-1', ResourceType: 'vpc' },
          ],
        },
        { DestinationCidrBlock: '10.9.0.0/16', Type: 'static', State: 'blackhole' },
      ],
    }
    const lines = linesOf({ TransitGatewayRouteTables: [full] }, 'tgw-rtb-1')
    expect(lines).toContain('Routes · 10.0.0.0/16: tgw-attach-1 (propagated, active)')
    expect(lines).toContain('Routes · 10.9.0.0/16: nowhere (static, blackhole)')
    expect(lines.join()).not.toContain('not collected')
  })

  it('a load balancer whose listeners were not collected: its ports are unknown, not none', () => {
    const arn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/1'
    const balancer: JsonObject = {
      LoadBalancerArn: arn,
      LoadBalancerName: 'web',
      Type: 'application',
      Scheme: 'internet-facing',
      VpcId: 'vpc-1',
    }
    const listener: JsonObject = {
      ListenerArn: `${arn.replace('loadbalancer', 'listener')}/2`,
      LoadBalancerArn: arn,
      Port: 443,
      Protocol: 'HTTPS',
      SslPolicy: 'ELBSecurityPolicy-2016-08',
      DefaultActions: [{ Type: 'forward' }],
    }
    expect(linesOf({ LoadBalancers: [balancer] }, arn)).toContain(
      'Listeners · Listeners: not collected: which ports it opens is unknown',
    )
    expect(linesOf({ LoadBalancers: [balancer], Listeners: [listener] }, arn)).toContain(
      'Listeners · HTTPS:443: forward, ELBSecurityPolicy-2016-08',
    )
  })

  it('a NAT gateway: its addresses and who sends traffic through it', () => {
    const gateway: JsonObject = {
      NatGatewayId: 'nat-1',
      VpcId: 'vpc-1',
      SubnetId: 'subnet-1',
      State: 'available',
      ConnectivityType: 'public',
      NatGatewayAddresses: [
        { PublicIp: '203.0.113.7', PrivateIp: '10.0.0.5', NetworkInterfaceId: 'eni-1', AllocationId: 'eipalloc-1' },
      ],
    }
    const lines = linesOf({ Vpcs: [vpc], NatGateways: [gateway] }, 'nat-1')
    expect(lines).toContain('Placement · VPC: vpc-1 (shop)')
    expect(lines).toContain('Addresses · Address: 10.0.0.5, public 203.0.113.7')
  })

  it('a VPC endpoint: its kind, policy and where it is reachable', () => {
    const endpoint: JsonObject = {
      VpcEndpointId: 'vpce-1',
      VpcEndpointType: 'Interface',
      VpcId: 'vpc-1',
      ServiceName: 'com.amazonaws.eu-west-1.ssm',
      State: 'available',
      SubnetIds: ['subnet-1'],
      Groups: [{ GroupId: 'sg-1', GroupName: 'endpoints' }],
      PrivateDnsEnabled: true,
      PolicyDocument: '{"Statement":[]}',
    }
    const lines = linesOf({ VpcEndpoints: [endpoint] }, 'vpce-1')
    expect(lines).toContain('VPC endpoint · Endpoint type: interface')
    expect(lines).toContain('VPC endpoint · Private DNS names: yes')
    expect(lines).toContain('VPC endpoint · Policy: {"Statement":[]}')
    expect(lines).toContain('Associations · Subnet: subnet-1')
    expect(lines).toContain('Security groups · Security group: sg-1: not collected, its rules are unknown')
  })

  it('a VPN connection: its tunnels, one by one, and never a key', () => {
    const connection: JsonObject = {
      VpnConnectionId: 'vpn-1',
      State: 'available',
      CustomerGatewayId: 'cgw-1',
      VpnGatewayId: 'vgw-1',
      CustomerGatewayConfiguration: '<pre_shared_key>secret</pre_shared_key>',
      Options: { StaticRoutesOnly: false },
      VgwTelemetry: [{ OutsideIpAddress: '203.0.113.20', Status: 'DOWN', StatusMessage: 'IPSEC IS DOWN' }],
    }
    const lines = linesOf({ VpnConnections: [connection] }, 'vpn-1')
    expect(lines).toContain('VPN connection · Static routes only: no')
    expect(lines.some((line) => line.startsWith('Tunnels · 203.0.113.20: down'))).toBe(true)
    expect(lines.join()).not.toContain('secret')
  })

  it('a flow log that cannot deliver says so', () => {
    const log: JsonObject = {
      FlowLogId: 'fl-1',
      ResourceId: 'vpc-1',
      TrafficType: 'REJECT',
      FlowLogStatus: 'ACTIVE',
      DeliverLogsStatus: 'FAILED',
      DeliverLogsErrorMessage: 'Access error',
    }
    expect(linesOf({ FlowLogs: [log] }, 'fl-1')).toEqual([
      'Flow log · Logged resource: vpc-1',
      'Flow log · Traffic type: REJECT',
      'Flow log · Status: ACTIVE',
      'Flow log · Delivery: FAILED',
      'Flow log · Delivery error: Access error',
    ])
  })
})
