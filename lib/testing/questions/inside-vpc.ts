/** Questions inside a VPC and at its internet edge whose whole answer is held, each named for what it shows. */

import { buildVpc, type VpcUnderTest } from '../build-vpc.ts'
import { asks, type CodeCase } from '../codes/case.ts'

const VPC = buildVpc('10.0.0.0/16')
  .subnet('subnet-pub', '10.0.1.0/24', { '0.0.0.0/0': 'igw-1', '::/0': 'igw-1' })
  .subnet('subnet-app', '10.0.2.0/24', { '0.0.0.0/0': 'nat-1', '198.18.0.0/15': 'eni-fw', '10.0.3.0/24': 'eni-fw' })
  .subnet('subnet-fw', '10.0.3.0/24')
  .host('eni-web', 'subnet-pub', ['tcp/443 from 0.0.0.0/0', 'tcp/443 from ::/0'], {
    privateIp: '10.0.1.10',
    publicIp: '198.51.100.10',
    ipv6: ['2001:db8:1::10'],
  })
  .host('eni-app', 'subnet-app', ['tcp/22 from 10.0.0.0/16', 'icmp/8 from 10.0.0.0/16'], { privateIp: '10.0.2.10' })
  .host('eni-fw', 'subnet-pub', ['all from 10.0.0.0/16'], { privateIp: '10.0.1.20', more: { SourceDestCheck: false } })
  .nat('nat-1', 'subnet-pub', { privateIp: '10.0.1.5', publicIp: '198.51.100.50' })

const changed =
  (change: (vpc: VpcUnderTest) => VpcUnderTest = (vpc) => vpc) =>
  () =>
    change(VPC).inventory

const address = (PrivateIpAddress: string, Primary: boolean, PublicIp?: string) => ({
  PrivateIpAddress,
  Primary,
  ...(PublicIp === undefined ? {} : { Association: { PublicIp, IpOwnerId: 'amazon' } }),
})

/** An interface whose primary address is the second that AWS prints. */
const secondary = changed((vpc) =>
  vpc.host('eni-two', 'subnet-pub', ['tcp/443 from 0.0.0.0/0'], {
    more: {
      PrivateIpAddress: '10.0.1.32',
      PrivateIpAddresses: [address('10.0.1.31', false, '198.51.100.31'), address('10.0.1.32', true, '198.51.100.32')],
    },
  }),
)

const onlyIpv6 = () =>
  buildVpc('10.0.0.0/16')
    .subnet('subnet-a', '10.0.1.0/24')
    .subnet('subnet-b', '10.0.2.0/24')
    .host('eni-a', 'subnet-a', ['all from ::/0', 'all to ::/0'], {
      ipv6: ['2001:db8:1::a'],
      more: { PrivateIpAddress: '', PrivateIpAddresses: [] },
    })
    .host('eni-b', 'subnet-b', ['all from ::/0', 'all to ::/0'], { privateIp: '10.0.2.10', ipv6: ['2001:db8:1::b'] })
    .inventory

const instance = (InstanceId: string, Name: string) => ({
  InstanceId,
  State: { Name },
  NetworkInterfaces: [],
})

const routed = (routes: Readonly<Record<string, string>>, entries: readonly string[] | null = null) =>
  buildVpc('10.0.0.0/16')
    .subnet('subnet-pub', '10.0.1.0/24', routes)
    .prefixList('pl-1', entries)
    .host('eni-web', 'subnet-pub', [], { privateIp: '10.0.1.10', publicIp: '198.51.100.10' })
const CLIENT = 'eni-web to 203.0.113.9 tcp/443'

const edge = (routes: Readonly<Record<string, string>>, appliance: Readonly<Record<string, unknown>> = {}) =>
  buildVpc('10.0.0.0/16')
    .subnet('subnet-fw', '10.0.9.0/24', { '0.0.0.0/0': 'igw-1' })
    .subnet('subnet-web', '10.0.1.0/24', { '0.0.0.0/0': 'eni-fw' })
    .host('eni-fw', 'subnet-fw', ['all from 0.0.0.0/0'], {
      privateIp: '10.0.9.5',
      publicIp: '198.51.100.9',
      more: { SourceDestCheck: false },
      ...appliance,
    })
    .host('eni-web', 'subnet-web', ['tcp/443 from 0.0.0.0/0'], { privateIp: '10.0.1.10', publicIp: '198.51.100.10' })
    .edge(routes).inventory

const REGIONAL = {
  NatGatewayId: 'nat-1',
  VpcId: 'vpc-1',
  State: 'available',
  AvailabilityMode: 'regional',
  ConnectivityType: 'public',
  NatGatewayAddresses: [{ PublicIp: '198.51.100.60', AvailabilityZone: 'eu-west-1a' }],
}

const appliance = buildVpc('10.0.0.0/16')
  .subnet('subnet-fw', '10.0.9.0/24', { '0.0.0.0/0': 'igw-1' })
  .subnet('subnet-web', '10.0.1.0/24', { '0.0.0.0/0': 'eni-fw' })
  .host('eni-fw', 'subnet-fw', ['all from 0.0.0.0/0'], { privateIp: '10.0.9.5', more: { SourceDestCheck: false } })
  .host('eni-web', 'subnet-web', ['tcp/443 from 0.0.0.0/0'], { privateIp: '10.0.1.10', publicIp: '198.51.100.10' })
  .edge({ '10.0.1.0/24': 'eni-fw' })

const associated = (CidrBlock: string) => ({ CidrBlock, CidrBlockState: { State: 'associated' } })

/** The VPC with a second block. */
const wider = changed((vpc) =>
  vpc.elements('Vpcs', {
    VpcId: 'vpc-1',
    OwnerId: '111122223333',
    State: 'available',
    CidrBlock: '10.0.0.0/16',
    CidrBlockAssociationSet: ['10.0.0.0/16', '100.64.0.0/16'].map(associated),
  }),
)

export const INSIDE: Readonly<Record<string, CodeCase>> = {
  'a stopped appliance blocks what is routed to it': asks(
    changed((vpc) => vpc.elements('Instances', instance('i-fw', 'stopped'), instance('i-app', 'running'))),
    'eni-app to 198.18.0.9 tcp/443',
  ),
  'a stopped instance answers nobody': asks(
    changed((vpc) => vpc.elements('Instances', instance('i-web', 'stopped'))),
    'internet to eni-web tcp/443',
  ),
  'an appliance beside its destination delivers inside the subnet': asks(
    changed((vpc) => vpc.host('eni-near', 'subnet-fw', ['all from 0.0.0.0/0'], { privateIp: '10.0.3.10' })),
    'eni-app to eni-near tcp/22',
  ),
  'the primary address is the one a host sends from': asks(secondary, 'eni-two to eni-app tcp/22'),
  'the public address of the primary one is the way in': asks(secondary, 'internet to eni-two tcp/443'),
  'a secondary address leads in by its own public address': asks(secondary, 'internet to 198.51.100.31 tcp/443'),
  'an end without IPv4 is asked for IPv6': asks(onlyIpv6, 'eni-a to eni-b tcp/443'),
  'and the other way round': asks(onlyIpv6, 'eni-b to eni-a tcp/443'),
  'ICMP is of IPv4, also for an end that has none': asks(onlyIpv6, 'eni-a to eni-b icmp'),
  'ICMPv6 is of IPv6': asks(onlyIpv6, 'eni-b to eni-a icmpv6'),
  'the address a question names is the one the packet has': asks(changed(), '203.0.113.9 to eni-web tcp/443', {
    src_ip: '198.51.100.77',
  }),
  'an address of the internet is where it begins': asks(changed(), '203.0.113.9 to eni-web tcp/443'),
  'an address of IPv6 is asked for by IPv6': asks(changed(), '2001:db8:ffff::9 to eni-web tcp/443'),
  'a public address stands for who has it': asks(changed(), '198.51.100.10 to eni-app tcp/22'),
  'the private address a question names belongs to another': asks(changed(), 'eni-web to eni-app tcp/22', {
    dst_ip: '10.0.1.20',
  }),
  'a static route wins over a prefix list of the same block': asks(
    () => routed({ 'pl-1': 'tgw-1', '203.0.113.0/24': 'igw-1' }, ['203.0.113.0/24']).inventory,
    CLIENT,
  ),
  'a longer prefix list wins over the default route': asks(
    () => routed({ '0.0.0.0/0': 'igw-1', 'pl-1': 'tgw-1' }, ['203.0.113.0/24']).inventory,
    CLIENT,
  ),
  'a prefix list that was not collected may win, and both ways are walked': asks(
    () => routed({ '0.0.0.0/0': 'igw-1', 'pl-1': 'tgw-1' }).inventory,
    CLIENT,
  ),
  'two prefix lists of one block: nobody says which wins': asks(
    () =>
      routed({ '0.0.0.0/0': 'igw-1', 'pl-1': 'igw-1', 'pl-2': 'tgw-1' }, ['203.0.113.0/24']).prefixList('pl-2', [
        '203.0.113.0/24',
      ]).inventory,
    CLIENT,
  ),
  'no default route, and a list that was not collected': asks(() => routed({ 'pl-1': 'igw-1' }).inventory, CLIENT),
  'the resolver answers at the base plus two': asks(changed(), 'eni-app to 10.0.0.2 udp/53'),
  'and nothing else there': asks(changed(), 'eni-app to 10.0.0.2 tcp/443'),
  'the metadata service answers over IPv4': asks(changed(), 'eni-app to 169.254.169.254 tcp/80'),
  'the metadata service answers over IPv6': asks(changed(), 'eni-web to fd00:ec2::254 tcp/80'),
  'a reserved address of IPv6 where nothing answers': asks(changed(), 'eni-web to fd00:ec2::9 tcp/80'),
  'Amazon Time answers UDP only': asks(changed(), 'eni-app to 169.254.169.123 tcp/123'),
  'a NAT gateway lends its address, and the reply finds the sender': asks(changed(), 'eni-app to internet tcp/443'),
  'a NAT gateway to a public address of the network itself': asks(changed(), 'eni-app to 198.51.100.10 tcp/443'),
  'a public host to itself by its public address': asks(changed(), 'eni-web to 198.51.100.10 tcp/443'),
  'ICMP is answered by its reply': asks(changed(), 'eni-web to eni-app icmp'),
  'an echo reply is answered by nothing': asks(changed(), 'eni-web to eni-app icmp', { icmp_type: 0, icmp_code: 0 }),
  'an interface that carries no group, of a kind that has none': asks(
    changed((vpc) =>
      vpc.host('eni-gwlb', 'subnet-app', [], {
        privateIp: '10.0.2.40',
        groups: [],
        more: { InterfaceType: 'gateway_load_balancer' },
      }),
    ),
    'eni-web to eni-gwlb tcp/6081',
  ),
  'an interface that carries no group, of a kind that must have one': asks(
    changed((vpc) => vpc.host('eni-odd', 'subnet-app', [], { privateIp: '10.0.2.41', groups: [] })),
    'eni-web to eni-odd tcp/443',
  ),
  'an appliance the gateway table steers to': asks(
    () => edge({ '10.0.1.0/24': 'eni-fw' }),
    'internet to eni-web tcp/443',
  ),
  'an appliance without a public address': asks(
    () => edge({ '10.0.1.0/24': 'eni-fw' }, { publicIp: null }),
    'internet to eni-web tcp/443',
  ),
  'an appliance whose Elastic IP only the addresses tell': asks(
    () =>
      appliance.elements('Addresses', {
        PublicIp: '198.51.100.9',
        AllocationId: 'eipalloc-1',
        AssociationId: 'eipassoc-1',
        Domain: 'vpc',
        NetworkInterfaceId: 'eni-fw',
        PrivateIpAddress: '10.0.9.5',
      }).inventory,
    'internet to eni-web tcp/443',
  ),
  'the appliance itself is reached directly': asks(
    () => edge({ '10.0.1.0/24': 'eni-fw', '10.0.9.0/24': 'eni-fw' }),
    'internet to eni-fw tcp/443',
  ),
  'the longest route of the gateway table wins': asks(
    () => edge({ '10.0.0.0/16': 'local', '10.0.1.0/24': 'eni-fw' }),
    'internet to eni-web tcp/443',
  ),
  'a gateway table whose route is a blackhole': asks(
    () => edge({ '10.0.1.0/24': 'eni-fw blackhole' }),
    'internet to eni-web tcp/443',
  ),
  'a gateway table that leads to an endpoint that was not collected': asks(
    () => edge({ '10.0.1.0/24': 'vpce-1' }),
    'internet to eni-web tcp/443',
  ),
  'to the private address of a public host, from outside': asks(changed(), 'igw-1 to eni-web tcp/443', {
    dst_ip: '10.0.1.10',
  }),
  'an address of the second block of the VPC, from outside': asks(wider, 'igw-1 to eni-web tcp/443', {
    dst_ip: '100.64.0.9',
  }),
  'an internet gateway that was not collected is believed': asks(
    changed((vpc) => vpc.notCollected('InternetGateways')),
    'eni-web to 203.0.113.9 tcp/443',
  ),
  'a route to another gateway than the one that is attached': asks(
    changed((vpc) => vpc.subnet('subnet-pub', '10.0.1.0/24', { '0.0.0.0/0': 'igw-2' })),
    'eni-web to 203.0.113.9 tcp/443',
  ),
  'an internet gateway that is attached elsewhere': asks(
    changed((vpc) =>
      vpc.elements('InternetGateways', {
        InternetGatewayId: 'igw-1',
        Attachments: [{ VpcId: 'vpc-2', State: 'available' }],
      }),
    ),
    'eni-web to 203.0.113.9 tcp/443',
  ),
  'an end whose addresses were not all told may have one of IPv6': asks(
    changed((vpc) =>
      vpc.host('eni-half', 'subnet-app', ['all from ::/0'], {
        privateIp: '10.0.2.60',
        more: { PrivateIpAddresses: [address('10.0.2.60', true), { Primary: false }] },
      }),
    ),
    'eni-web to eni-half tcp/443',
    { family: 6 },
  ),
  'a regional NAT gateway whose table was not collected': asks(
    changed((vpc) => vpc.elements('NatGateways', REGIONAL)),
    'eni-app to 203.0.113.9 tcp/443',
  ),
  'a regional NAT gateway follows its own table': asks(
    changed((vpc) => vpc.elements('NatGateways', { ...REGIONAL, RouteTableId: 'rtb-pub' })),
    'eni-app to 203.0.113.9 tcp/443',
  ),
  'a NAT gateway whose address only its interface tells': asks(
    changed((vpc) =>
      vpc
        .subnet('subnet-app', '10.0.2.0/24', { '0.0.0.0/0': 'nat-9' })
        .host('eni-nat', 'subnet-pub', [], {
          privateIp: '10.0.1.99',
          publicIp: '198.51.100.99',
          more: {
            InterfaceType: 'nat_gateway',
            Description: 'Interface for NAT Gateway nat-9',
            SourceDestCheck: false,
          },
        })
        .elements('NatGateways', {
          NatGatewayId: 'nat-9',
          VpcId: 'vpc-1',
          SubnetId: 'subnet-pub',
          State: 'available',
          ConnectivityType: 'public',
        }),
    ),
    'eni-app to 203.0.113.9 tcp/443',
  ),
  'a NAT gateway beside its destination': asks(
    changed((vpc) =>
      vpc
        .subnet('subnet-app', '10.0.2.0/24', { '10.0.1.0/24': 'nat-1' })
        .host('eni-near', 'subnet-pub', ['tcp/443 from 10.0.1.5/32'], { privateIp: '10.0.1.40' }),
    ),
    'eni-app to eni-near tcp/443',
  ),
  'an unread address may be the public one': asks(
    changed((vpc) =>
      vpc.host('eni-half', 'subnet-pub', ['tcp/443 from 0.0.0.0/0'], {
        privateIp: '10.0.1.60',
        more: { PrivateIpAddresses: [address('10.0.1.60', true), { Primary: false }] },
      }),
    ),
    'internet to eni-half tcp/443',
  ),
}
