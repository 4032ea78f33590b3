/** Codes of internet gateways, gateway route tables, Block Public Access and NAT gateways. */

import { buildVpc, type VpcUnderTest } from '../build-vpc.ts'
import { asks, type CodeCases } from './case.ts'

const WEB = buildVpc('10.0.0.0/16')
  .subnet('subnet-pub', '10.0.1.0/24', { '0.0.0.0/0': 'igw-1', '::/0': 'eigw-1' })
  .host('eni-web', 'subnet-pub', ['tcp/443 from 0.0.0.0/0', 'tcp/443 from ::/0', 'tcp/80 from 10.0.0.0/16'], {
    privateIp: '10.0.1.10',
    publicIp: '198.51.100.10',
    ipv6: ['2001:db8:1::10'],
  })
  .host('eni-bare', 'subnet-pub', ['tcp/443 from 0.0.0.0/0'], { privateIp: '10.0.1.11' })

const world =
  (change: (vpc: VpcUnderTest) => VpcUnderTest = (vpc) => vpc) =>
  () =>
    change(WEB).inventory
const IN = 'internet to eni-web tcp/443'

const gateway = (...Attachments: readonly { VpcId: string; State: string }[]) =>
  world((vpc) => vpc.elements('InternetGateways', { InternetGatewayId: 'igw-1', Attachments: [...Attachments] }))

/** What comes in is for `eni-fw`; what the subnet answers leaves by `way`. */
const steered = (way: string) => () =>
  buildVpc('10.0.0.0/16')
    .subnet('subnet-fw', '10.0.9.0/24', { '0.0.0.0/0': 'igw-1' })
    .subnet('subnet-pub', '10.0.1.0/24', { '0.0.0.0/0': way })
    .host('eni-fw', 'subnet-fw', ['all from 0.0.0.0/0'], { privateIp: '10.0.9.5', more: { SourceDestCheck: false } })
    .host('eni-web', 'subnet-pub', ['tcp/443 from 0.0.0.0/0'], { privateIp: '10.0.1.10', publicIp: '198.51.100.10' })
    .edge({ '10.0.1.0/24': 'eni-fw' }).inventory

/** `eni-app` behind a public NAT gateway in the subnet of `eni-web`; `nat-2` is private and knows no way out. */
const BEHIND = WEB.subnet('subnet-app', '10.0.2.0/24', { '0.0.0.0/0': 'nat-1', '172.16.0.0/12': 'nat-2' })
  .subnet('subnet-nat', '10.0.3.0/24')
  .host('eni-app', 'subnet-app', [], { privateIp: '10.0.2.10', more: { SourceDestCheck: false } })
  .nat('nat-1', 'subnet-pub', { privateIp: '10.0.1.5', publicIp: '198.51.100.50' })
  .nat('nat-2', 'subnet-nat', { privateIp: '10.0.3.5' })
const behind = () => BEHIND.inventory

const looped = () =>
  buildVpc('10.0.0.0/16')
    .subnet('subnet-pub', '10.0.1.0/24', { '0.0.0.0/0': 'nat-1' })
    .host('eni-app', 'subnet-pub', [], { privateIp: '10.0.1.10' })
    .nat('nat-1', 'subnet-pub', { privateIp: '10.0.1.5', publicIp: '198.51.100.50' }).inventory

const regional = () =>
  WEB.subnet('subnet-app', '10.0.2.0/24', { '0.0.0.0/0': 'nat-1' })
    .host('eni-app', 'subnet-app', [], { privateIp: '10.0.2.10' })
    .elements('NatGateways', {
      NatGatewayId: 'nat-1',
      VpcId: 'vpc-1',
      State: 'available',
      AvailabilityMode: 'regional',
      ConnectivityType: 'public',
      NatGatewayAddresses: [{ PublicIp: '198.51.100.60', AvailabilityZone: 'eu-west-1b' }],
    }).inventory

/** Replies may come back to port 500 alone, and the NAT gateway sends from others. */
const REPLIES_TO_500 = ['100 in allow all 10.0.0.0/16', '110 in allow udp 500 0.0.0.0/0', '100 out allow all 0.0.0.0/0']

export const INTERNET_EDGE: CodeCases = {
  IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS: asks(world(), 'internet to eni-bare tcp/443'),
  IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS: asks(world(), 'eni-bare to internet tcp/443'),
  IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS: asks(world(), IN, { src_ip: '10.9.9.9' }),
  IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS: asks(world(), IN, { src_ip: '100.64.0.1' }),
  IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS: asks(world(), 'eni-web to 192.168.1.1 tcp/443'),
  IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS: asks(world(), 'eni-web to 100.64.0.1 tcp/443'),
  IGW_DESTINATION_ADDRESS_IN_VPC_CIDRS: asks(world(), IN, { dst_ip: '192.168.9.9' }),
  IGW_EXPECTS_PUBLIC_ADDRESS: asks(world(), 'igw-1 to 192.168.9.9 tcp/443'),
  INGRESS_RTB_NO_PUBLIC_IP: asks(steered('eni-fw'), IN),
  INGRESS_RTB_TRAFFIC_REDIRECTION: asks(steered('igw-1'), IN),
  VPC_BLOCK_PUBLIC_ACCESS_ENABLED: asks(
    world((vpc) =>
      vpc.elements('VpcBlockPublicAccessOptions', {
        AwsAccountId: '111122223333',
        AwsRegion: 'eu-west-1',
        InternetGatewayBlockMode: 'block-ingress',
        State: 'update-complete',
      }),
    ),
    IN,
  ),
  ASSUMED_STATE: asks(
    world((vpc) => vpc.notCollected('VpcBlockPublicAccessOptions')),
    IN,
  ),
  ENI_DENY_ALL_IGW_TRAFFIC: asks(
    world((vpc) =>
      vpc.host('eni-web', 'subnet-pub', ['tcp/443 from 0.0.0.0/0'], {
        privateIp: '10.0.1.10',
        publicIp: '198.51.100.10',
        more: { DenyAllIgwTraffic: true },
      }),
    ),
    IN,
  ),
  UNASSOCIATED_COMPONENT: asks(gateway(), IN),
  BAD_STATE_ATTACHMENT: asks(gateway({ VpcId: 'vpc-1', State: 'detaching' }), IN),
  EIGW_NO_INBOUND: asks(world(), IN, { family: 6 }),
  RELEASED_ADDRESS: asks(
    world((vpc) => vpc.elements('Addresses', { PublicIp: '198.51.100.99', AllocationId: 'eipalloc-9', Domain: 'vpc' })),
    'eni-web to 198.51.100.99 tcp/443',
  ),
  NAT_NO_INBOUND: asks(behind, 'internet to nat-1 tcp/443'),
  NAT_SAME_SUBNET_LOOP: asks(looped, 'eni-app to internet tcp/443'),
  NGW_REQUIRES_SOURCE_IN_VPC: asks(behind, 'eni-app to internet tcp/443', { src_ip: '192.168.7.7' }),
  NGW_SOURCE_ADDRESS_REASSIGN: asks(behind, 'eni-app to 198.51.100.10 tcp/80'),
  NGW_DEST_ADDRESS_PRESERVATION: asks(behind, 'eni-app to 172.16.0.9 tcp/443'),
  REMAP_EPHEMERAL_PORT: asks(
    () => BEHIND.acl('acl-pub', ['subnet-pub'], REPLIES_TO_500).inventory,
    'eni-app to internet udp/500',
    { src_port: 500 },
  ),
  REGIONAL_NGW_ROUTE_AZ_RESTRICTION: asks(regional, 'eni-app to internet tcp/443'),
  PROTOCOL_RESTRICTION: asks(behind, 'eni-app to internet 47'),
  UNIDIRECTIONAL_PATH_ANALYSIS_ONLY: asks(behind, 'eni-app to nat-1 tcp/443'),
}
