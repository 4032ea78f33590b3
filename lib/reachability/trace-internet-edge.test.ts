/** Over the internet edge: public addresses, both internet gateways, Block Public Access, gateway tables, hairpins. */

import { describe, expect, it } from 'vitest'
import { buildVpc } from '../testing/build-vpc.ts'
import { ask, formatTrace, tell } from '../testing/format-trace.ts'

const WEB = buildVpc('10.0.0.0/16')
  .subnet('subnet-pub', '10.0.1.0/24', { '0.0.0.0/0': 'igw-1' })
  .subnet('subnet-priv', '10.0.2.0/24')
  .host('eni-web', 'subnet-pub', ['tcp/443 from 0.0.0.0/0'], { privateIp: '10.0.1.10', publicIp: '198.51.100.10' })
  .host('eni-bare', 'subnet-pub', ['tcp/443 from 0.0.0.0/0'], { privateIp: '10.0.1.11' })
  .host('eni-far', 'subnet-priv', ['tcp/443 from 0.0.0.0/0'], { privateIp: '10.0.2.10', publicIp: '198.51.100.20' })

describe('from the internet', () => {
  it('needs a public address, the gateway, a route back, ACLs and groups (VPC guide, "Internet gateways")', () => {
    expect(formatTrace(ask(WEB.inventory, 'internet to eni-web tcp/443'))).toEqual([
      'reachable',
      '> internet',
      '> vpc-1',
      '> igw-1',
      '> acl-default',
      '> sg-web',
      '> eni-web',
      '< eni-web',
      '< acl-default',
      '< rtb-pub',
      '< igw-1',
      '< internet',
    ])
  })

  it('asks for the public address, and rewrites both ways', () => {
    const { forward, return: back } = ask(WEB.inventory, 'internet to eni-web tcp/443')
    expect(forward.find(({ component }) => component === 'igw-1')?.detail).toBe('maps 198.51.100.10 to 10.0.1.10')
    expect(back.find(({ component }) => component === 'igw-1')?.detail).toBe('maps 10.0.1.10 to 198.51.100.10')
  })

  it('names the gateway where the interface has no public address, and what else would stop the packet', () => {
    expect(tell(ask(WEB.inventory, 'internet to eni-bare tcp/22'))).toBe(
      'blocked: IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS at igw-1, ENI_SG_RULES_MISMATCH at sg-bare',
    )
  })

  it('is unknown, never blocked, where the addresses of the interface were not all told', () => {
    const more = {
      PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.0.1.11' }, { PrivateIpAddress: 'mangled' }],
    }
    const partly = WEB.host('eni-bare', 'subnet-pub', ['tcp/443 from 0.0.0.0/0'], { privateIp: '10.0.1.11', more })
    expect(tell(ask(partly.inventory, 'internet to eni-bare tcp/443'))).toBe('unknown: UNKNOWN_RESOURCE at eni-bare')
  })

  it('is blocked where the reply has no route to the gateway', () => {
    const answer = ask(WEB.inventory, 'internet to eni-far tcp/443')
    expect(tell(answer)).toBe('blocked: RETURN_PATH_BLOCKED at eni-far, NO_ROUTE_TO_DESTINATION at rtb-priv')
    expect(answer.delivered).toBe('reachable')
  })

  it.each([
    ['10.9.9.9', 'IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS'],
    ['100.64.0.1', 'IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS'],
  ])('takes no packet from %s (Reachability Analyzer guide, %s)', (address, code) => {
    expect(tell(ask(WEB.inventory, 'internet to eni-web tcp/443', { src_ip: address }))).toContain(`${code} at igw-1`)
  })

  it('keeps out what the interface refuses (EC2 API, DenyAllIgwTraffic)', () => {
    const shy = WEB.host('eni-web', 'subnet-pub', ['tcp/443 from 0.0.0.0/0'], {
      privateIp: '10.0.1.10',
      publicIp: '198.51.100.10',
      more: { DenyAllIgwTraffic: true },
    })
    expect(tell(ask(shy.inventory, 'internet to eni-web tcp/443'))).toBe('blocked: ENI_DENY_ALL_IGW_TRAFFIC at eni-web')
  })

  it('reaches nothing where no gateway is attached', () => {
    const alone = WEB.elements('InternetGateways', { InternetGatewayId: 'igw-9', Attachments: [] })
    expect(tell(ask(alone.inventory, 'internet to eni-far tcp/443'))).toContain('UNASSOCIATED_COMPONENT at vpc-1')
  })
})

describe('to the internet', () => {
  it('needs a public address of its own (Reachability Analyzer guide, IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS)', () => {
    expect(tell(ask(WEB.inventory, 'eni-web to internet tcp/443'))).toBe('reachable')
    expect(tell(ask(WEB.inventory, 'eni-bare to internet tcp/443'))).toBe(
      'blocked: IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS at igw-1',
    )
  })

  it.each([
    ['192.168.1.1', 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS'],
    ['100.64.0.1', 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS'],
    ['240.0.0.1', 'NO_POSSIBLE_DESTINATION'],
  ])('carries nothing to %s (Reachability Analyzer guide, %s)', (address, code) => {
    expect(tell(ask(WEB.inventory, `eni-web to ${address} tcp/443`))).toBe(`blocked: ${code} at igw-1`)
  })

  it('is the same from an instance, and with the gateway in place of the internet', () => {
    expect(tell(ask(WEB.inventory, 'i-web to igw-1 tcp/443'))).toBe('reachable')
    expect(tell(ask(WEB.inventory, 'igw-1 to i-web tcp/443'))).toBe('reachable')
  })

  it('says so when the address was released by the account', () => {
    const idle = WEB.elements('Addresses', { AllocationId: 'eipalloc-9', PublicIp: '198.51.100.77' })
    const answer = ask(idle.inventory, 'eni-web to 198.51.100.77 tcp/443')
    expect(answer.verdict).toBe('reachable')
    expect(answer.caveats.map(({ code }) => code)).toEqual(['RELEASED_ADDRESS'])
  })
})

describe('to a public address of one’s own network', () => {
  const twice = WEB.host('eni-peer', 'subnet-pub', ['tcp/80 from 198.51.100.10/32', 'tcp/81 from sg-web'], {
    privateIp: '10.0.1.12',
    publicIp: '198.51.100.12',
  }).inventory

  it('goes out by the gateway and comes back in, from the public address', () => {
    expect(formatTrace(ask(twice, 'eni-web to 198.51.100.12 tcp/80'))).toEqual([
      'reachable',
      ...['> eni-web', '> sg-web', '> acl-default', '> rtb-pub', '> vpc-1', '> igw-1', '> internet'],
      ...['> vpc-1', '> igw-1', '> acl-default', '> sg-peer', '> eni-peer'],
      ...['< eni-peer', '< acl-default', '< rtb-pub', '< igw-1', '< internet', '< igw-1', '< acl-default', '< eni-web'],
    ])
  })

  it('is never matched by a rule that names a group (VPC guide, "Security group rules")', () => {
    expect(tell(ask(twice, 'eni-web to 198.51.100.12 tcp/81'))).toBe(
      'blocked: ENI_SG_RULES_MISMATCH at sg-peer, SG_REFERENCES_NOT_PRESERVED at sg-peer',
    )
    expect(tell(ask(twice, 'eni-web to eni-peer tcp/81'))).toBe('reachable')
  })
})

describe('IPv6', () => {
  const six = (routes: Readonly<Record<string, string>>) =>
    buildVpc('10.0.0.0/16')
      .subnet('subnet-pub', '10.0.1.0/24', routes)
      .host('eni-six', 'subnet-pub', ['tcp/443 from ::/0', 'all to ::/0'], {
        privateIp: '10.0.1.10',
        ipv6: ['2001:db8:1::10'],
      })
      .elements('EgressOnlyInternetGateways', {
        EgressOnlyInternetGatewayId: 'eigw-1',
        Attachments: [{ VpcId: 'vpc-1', State: 'attached' }],
      }).inventory

  it('has no private addresses: every global one is public (VPC guide, "Internet gateways")', () => {
    expect(tell(ask(six({ '::/0': 'igw-1' }), 'internet to eni-six tcp/443', { family: 6 }))).toBe('reachable')
    expect(tell(ask(six({ '::/0': 'igw-1' }), 'eni-six to internet tcp/443', { family: 6 }))).toBe('reachable')
  })

  it('leaves by an egress-only gateway and comes back by it', () => {
    expect(formatTrace(ask(six({ '::/0': 'eigw-1' }), 'eni-six to internet tcp/443', { family: 6 })).slice(-5)).toEqual(
      ['> internet', '< internet', '< eigw-1', '< acl-default', '< eni-six'],
    )
  })

  it('comes in by the internet gateway and has no way back by an egress-only one', () => {
    const answer = ask(six({ '::/0': 'eigw-1' }), 'internet to eni-six tcp/443', { family: 6 })
    expect(tell(answer)).toBe('blocked: RETURN_PATH_BLOCKED at eni-six, EIGW_NO_INBOUND at eigw-1')
    expect(answer.delivered).toBe('reachable')
  })

  it('is chosen by the address of an end, and not mixed with IPv4', () => {
    const inventory = six({ '::/0': 'igw-1' })
    expect(tell(ask(inventory, 'internet to 2001:db8:1::10 tcp/443'))).toBe('reachable')
    expect(tell(ask(inventory, 'internet to eni-six tcp/443'))).toContain('IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS')
  })
})

describe('Block Public Access (VPC guide, "Block public access to VPCs and subnets")', () => {
  const NAT = WEB.subnet('subnet-nat', '10.0.3.0/24', { '0.0.0.0/0': 'igw-1' })
    .subnet('subnet-app', '10.0.4.0/24', { '0.0.0.0/0': 'nat-1' })
    .nat('nat-1', 'subnet-nat', { privateIp: '10.0.3.5', publicIp: '198.51.100.50' })
    .host('eni-app', 'subnet-app', [], { privateIp: '10.0.4.10' })
  const blocked = (mode: string, exclusion?: readonly [string, string]) =>
    NAT.elements('VpcBlockPublicAccessOptions', {
      AwsAccountId: '111122223333',
      AwsRegion: 'eu-west-1',
      InternetGatewayBlockMode: mode,
      State: 'update-complete',
    }).elements(
      'VpcBlockPublicAccessExclusions',
      ...(exclusion
        ? [
            {
              ExclusionId: 'vpcbpa-exclude-1',
              ResourceArn: `arn:aws:ec2:eu-west-1:111122223333:${exclusion[0]}`,
              InternetGatewayExclusionMode: exclusion[1],
              State: 'create-complete',
            },
          ]
        : []),
    ).inventory

  it.each([
    ['off', undefined, 'in out nat'],
    ['block-bidirectional', undefined, ''],
    ['block-ingress', undefined, 'nat'],
    ['block-ingress', ['subnet/subnet-pub', 'allow-bidirectional'], 'in out nat'],
    ['block-bidirectional', ['subnet/subnet-pub', 'allow-egress'], ''],
    ['block-bidirectional', ['subnet/subnet-nat', 'allow-egress'], 'nat'],
    ['block-bidirectional', ['vpc/vpc-1', 'allow-bidirectional'], 'in out nat'],
  ] as const)('in mode %s with exclusion %o lets pass: %s', (mode, exclusion, expected) => {
    const inventory = blocked(mode, exclusion)
    const ways = [
      ['in', 'internet to eni-web tcp/443'],
      ['out', 'eni-web to internet tcp/443'],
      ['nat', 'eni-app to internet tcp/443'],
    ] as const
    const open = ways.filter(([, question]) => ask(inventory, question).verdict === 'reachable')
    expect(open.map(([name]) => name).join(' ')).toBe(expected)
  })

  it('names the VPC', () => {
    expect(tell(ask(blocked('block-ingress'), 'internet to eni-web tcp/443'))).toBe(
      'blocked: VPC_BLOCK_PUBLIC_ACCESS_ENABLED at vpc-1',
    )
  })
})

describe('a route table of the internet gateway (VPC guide, "Gateway route tables")', () => {
  const firewall = { privateIp: '10.0.9.10', publicIp: '198.51.100.90', more: { SourceDestCheck: false } }
  const steered = (back: string) =>
    buildVpc('10.0.0.0/16')
      .subnet('subnet-pub', '10.0.1.0/24', { '0.0.0.0/0': back })
      .subnet('subnet-fw', '10.0.9.0/24', { '0.0.0.0/0': 'igw-1' })
      .host('eni-web', 'subnet-pub', ['tcp/443 from 0.0.0.0/0'], { privateIp: '10.0.1.10', publicIp: '198.51.100.10' })
      .host('eni-fw', 'subnet-fw', ['all from 0.0.0.0/0'], firewall)
      .edge({ '10.0.1.0/24': 'eni-fw' }).inventory

  it('steers through an appliance, of which nobody knows what it does', () => {
    const answer = ask(steered('eni-fw'), 'internet to eni-web tcp/443')
    expect(answer.verdict).toBe('unknown')
    expect(answer.unknowns.map(({ code }) => code)).toContain('UNSUPPORTED_COMPONENT')
    expect(answer.caveats.map(({ code }) => code)).toContain('PATH_THROUGH_APPLIANCE_NOT_CHECKED')
  })

  it('shuts out a subnet that answers past the appliance, both ways', () => {
    expect(tell(ask(steered('igw-1'), 'internet to eni-web tcp/443'))).toBe(
      'blocked: INGRESS_RTB_TRAFFIC_REDIRECTION at rtb-edge',
    )
    expect(tell(ask(steered('igw-1'), 'eni-web to internet tcp/443'))).toContain(
      'INGRESS_RTB_TRAFFIC_REDIRECTION at rtb-edge',
    )
  })

  it('may be there although no tables were collected: then nothing is surely delivered', () => {
    const answer = ask(WEB.notCollected('RouteTables').inventory, 'internet to eni-web tcp/443')
    expect([answer.verdict, answer.delivered]).toEqual(['unknown', 'unknown'])
    expect(answer.unknowns.map(({ component }) => component)).toContain('igw-1')
  })

  it('steers also where its gateway was not collected itself', () => {
    const edge = WEB.edge({ '10.0.1.0/24': 'eni-far' }).notCollected('InternetGateways')
    expect(tell(ask(edge.inventory, 'internet to eni-web tcp/443'))).toContain('INGRESS_RTB_TRAFFIC_REDIRECTION')
  })

  it('delivers straight to the appliance what is for itself', () => {
    const own = buildVpc('10.0.0.0/16')
      .subnet('subnet-fw', '10.0.9.0/24', { '0.0.0.0/0': 'igw-1' })
      .host('eni-fw', 'subnet-fw', ['tcp/443 from 0.0.0.0/0'], firewall)
      .edge({ '10.0.9.0/24': 'eni-fw' }).inventory
    expect(tell(ask(own, 'internet to eni-fw tcp/443'))).toBe('reachable')
  })
})
