/** Inside a VPC: groups, ACLs, routes and interfaces on the way of a connection and of its reply. */

import { describe, expect, it } from 'vitest'
import { buildVpc } from '../testing/build-vpc.ts'
import { ask, formatTrace, tell } from '../testing/format-trace.ts'

const OPEN = ['100 in allow all 0.0.0.0/0', '100 out allow all 0.0.0.0/0']

const VPC = buildVpc('10.0.0.0/16')
  .subnet('subnet-app', '10.0.1.0/24')
  .subnet('subnet-db', '10.0.2.0/24')
  .host('eni-app', 'subnet-app', [], { privateIp: '10.0.1.10' })
  .host('eni-twin', 'subnet-app', ['tcp/8080 from sg-app'], { privateIp: '10.0.1.11' })
  .host('eni-db', 'subnet-db', ['tcp/5432 from sg-app'], { privateIp: '10.0.2.10' })
  .acl('acl-app', ['subnet-app'], OPEN)
  .acl('acl-db', ['subnet-db'], OPEN)

describe('a connection between two subnets', () => {
  it('passes the sender’s ACL and the receiver’s, and both again for the reply (VPC guide, "Network ACLs")', () => {
    expect(formatTrace(ask(VPC.inventory, 'eni-app to eni-db tcp/5432'))).toEqual([
      'reachable',
      '> eni-app',
      '> sg-app',
      '> acl-app',
      '> rtb-app',
      '> acl-db',
      '> sg-db',
      '> eni-db',
      '< eni-db',
      '< acl-db',
      '< rtb-db',
      '< acl-app',
      '< eni-app',
    ])
  })

  it('names the first group of the interface that has no rule for it', () => {
    expect(tell(ask(VPC.inventory, 'eni-app to eni-db tcp/22'))).toBe('blocked: ENI_SG_RULES_MISMATCH at sg-db')
  })

  it('names every component that blocks, not only the first', () => {
    const shut = VPC.acl('acl-app', ['subnet-app'], ['100 in allow all 0.0.0.0/0'])
    expect(tell(ask(shut.inventory, 'eni-app to eni-db tcp/22'))).toBe(
      'blocked: SUBNET_ACL_RESTRICTION at acl-app, ENI_SG_RULES_MISMATCH at sg-db',
    )
  })

  it('is blocked, though delivered, where the reply does not come back', () => {
    const oneWay = VPC.acl('acl-db', ['subnet-db'], ['100 in allow all 0.0.0.0/0'])
    const answer = ask(oneWay.inventory, 'eni-app to eni-db tcp/5432')
    expect(tell(answer)).toBe('blocked: RETURN_PATH_BLOCKED at eni-db, SUBNET_ACL_RESTRICTION at acl-db')
    expect(answer.blockers.map(({ leg }) => leg)).toEqual(['reply', 'reply'])
    expect(answer.blockers[0]?.causes).toEqual(['SUBNET_ACL_RESTRICTION'])
    expect(answer.delivered).toBe('reachable')
    expect(answer.caveats.map(({ code }) => code)).toContain('ONE_WAY_ONLY')
  })

  it('works for some client port, and says that only some work (VPC guide, "Ephemeral ports")', () => {
    const narrow = VPC.acl(
      'acl-app',
      ['subnet-app'],
      ['100 in allow tcp 32768-60999 0.0.0.0/0', '100 out allow all 0.0.0.0/0'],
    )
    const answer = ask(narrow.inventory, 'eni-app to eni-db tcp/5432')
    expect(answer.verdict).toBe('reachable')
    expect(answer.caveats.map(({ code }) => code)).toEqual(['PARTIAL_EPHEMERAL_PORTS'])
    expect(ask(narrow.inventory, 'eni-app to eni-db tcp/5432', { src_port: 1024 }).verdict).toBe('blocked')
    expect(ask(narrow.inventory, 'eni-app to eni-db tcp/5432', { src_port: 40000 }).verdict).toBe('reachable')
  })

  it('goes where the longer static route says, also inside the VPC (VPC guide, "Middlebox routing")', () => {
    const steered = buildVpc('10.0.0.0/16')
      .subnet('subnet-app', '10.0.1.0/24', { '10.0.2.0/24': 'eni-fw' })
      .subnet('subnet-db', '10.0.2.0/24')
      .subnet('subnet-fw', '10.0.3.0/24')
      .host('eni-app', 'subnet-app', [], { privateIp: '10.0.1.10' })
      .host('eni-db', 'subnet-db', ['tcp/5432 from 10.0.0.0/16'], { privateIp: '10.0.2.10' })
      .host('eni-fw', 'subnet-fw', ['all from 0.0.0.0/0'], { privateIp: '10.0.3.10', more: { SourceDestCheck: false } })
    const answer = ask(steered.inventory, 'eni-app to eni-db tcp/5432')
    expect(answer.verdict).toBe('unknown')
    expect(answer.caveats.map(({ code }) => code)).toContain('PATH_THROUGH_APPLIANCE_NOT_CHECKED')
  })
})

describe('inside one subnet', () => {
  it('asks neither ACL nor route table, and the groups all the same (VPC guide, "Network ACLs")', () => {
    const shut = VPC.acl('acl-app', ['subnet-app'], [])
    expect(formatTrace(ask(shut.inventory, 'eni-app to eni-twin tcp/8080'))).toEqual([
      'reachable',
      '> eni-app',
      '> sg-app',
      '> sg-twin',
      '> eni-twin',
      '< eni-twin',
      '< eni-app',
    ])
    expect(tell(ask(shut.inventory, 'eni-app to eni-twin tcp/22'))).toBe('blocked: ENI_SG_RULES_MISMATCH at sg-twin')
  })
})

describe('an interface', () => {
  it('that is attached to nothing sends and takes nothing (EC2 guide, "Elastic network interfaces")', () => {
    const idle = VPC.host('eni-idle', 'subnet-db', ['tcp/22 from sg-app'], {
      privateIp: '10.0.2.20',
      status: 'available',
    })
    expect(tell(ask(idle.inventory, 'eni-app to eni-idle tcp/22'))).toBe('blocked: BAD_STATE at eni-idle')
  })

  // Source: EC2 guide, "Instance lifecycle".
  it.each(['stopping', 'stopped', 'shutting-down'])('of an instance that is %s takes nothing', (Name) => {
    const state = { InstanceId: 'i-db', State: { Name } }
    const stopped = VPC.elements('Instances', state)
    expect(tell(ask(stopped.inventory, 'eni-app to eni-db tcp/5432'))).toBe('blocked: BAD_STATE at eni-db')
  })

  it('sends only from its own addresses while its check is on (EC2 guide, source/destination checking)', () => {
    const spoofed = ask(VPC.inventory, 'eni-app to eni-db tcp/5432', { src_ip: '10.0.9.9' })
    expect(tell(spoofed)).toContain('ENI_SOURCE_DEST_CHECK_RESTRICTION at eni-app')
  })

  it('owns its secondary addresses and its delegated prefixes (EC2 guide, "Prefix delegation")', () => {
    const more = {
      PrivateIpAddresses: [
        { Primary: true, PrivateIpAddress: '10.0.2.30' },
        { Primary: false, PrivateIpAddress: '10.0.2.31' },
      ],
      Ipv4Prefixes: [{ Ipv4Prefix: '10.0.2.64/28' }],
    }
    const pods = VPC.host('eni-pods', 'subnet-db', ['tcp/80 from sg-app'], { privateIp: '10.0.2.30', more })
    for (const address of ['10.0.2.30', '10.0.2.31', '10.0.2.70']) {
      const answer = ask(pods.inventory, `eni-app to ${address} tcp/80`)
      expect(answer.verdict).toBe('reachable')
      expect(answer.forward.at(-1)?.component).toBe('eni-pods')
    }
    expect(tell(ask(pods.inventory, 'eni-app to 10.0.2.80 tcp/80'))).toBe(
      'blocked: NO_POSSIBLE_DESTINATION at subnet-db',
    )
  })

  it('whose check is on refuses what a route sends through it', () => {
    const natInstance = buildVpc('10.0.0.0/16')
      .subnet('subnet-app', '10.0.1.0/24', { '0.0.0.0/0': 'eni-nat' })
      .subnet('subnet-pub', '10.0.2.0/24', { '0.0.0.0/0': 'igw-1' })
      .host('eni-app', 'subnet-app', [], { privateIp: '10.0.1.10' })
      .host('eni-nat', 'subnet-pub', ['all from 10.0.0.0/16'], { privateIp: '10.0.2.10', publicIp: '198.51.100.9' })
    expect(tell(ask(natInstance.inventory, 'eni-app to internet tcp/443'))).toContain(
      'ENI_SOURCE_DEST_CHECK_RESTRICTION at eni-nat',
    )
  })
})

describe('security group rules (VPC guide, "Security group rules")', () => {
  const rules = (...given: readonly string[]) =>
    VPC.host('eni-db', 'subnet-db', given, { privateIp: '10.0.2.10' }).inventory

  it.each([
    ['a block that holds the private address', ['tcp/22 from 10.0.1.0/24'], 'reachable'],
    ['the public internet only', ['tcp/22 from 203.0.113.0/24'], 'blocked: ENI_SG_RULES_MISMATCH at sg-db'],
    ['every protocol', ['all from sg-app'], 'reachable'],
    ['another group', ['tcp/22 from sg-twin'], 'blocked: ENI_SG_RULES_MISMATCH at sg-db'],
    ['the other family', ['tcp/22 from ::/0'], 'blocked: ENI_SG_RULES_MISMATCH at sg-db'],
    ['nothing at all', [], 'blocked: SG_HAS_NO_RULES at sg-db'],
  ])('that name %s', (_what, given, expected) => {
    expect(tell(ask(rules(...given), 'eni-app to eni-db tcp/22'))).toBe(expected)
  })

  it('unite over all groups of the interface', () => {
    const both = VPC.host('eni-two', 'subnet-db', [], { privateIp: '10.0.2.40', groups: ['sg-twin', 'sg-db'] })
    expect(tell(ask(both.inventory, 'eni-app to eni-two tcp/5432'))).toBe('reachable')
    expect(tell(ask(both.inventory, 'eni-app to eni-two tcp/8080'))).toBe('reachable')
    expect(tell(ask(both.inventory, 'eni-app to eni-two tcp/22'))).toBe('blocked: ENI_SG_RULES_MISMATCH at sg-twin')
  })

  it('outward name the receiver', () => {
    const strict = VPC.host('eni-app', 'subnet-app', ['tcp/5432 to sg-db'], { privateIp: '10.0.1.10' })
    expect(tell(ask(strict.inventory, 'eni-app to eni-db tcp/5432'))).toBe('reachable')
    expect(tell(ask(strict.inventory, 'eni-app to eni-twin tcp/8080'))).toBe('blocked: ENI_SG_RULES_MISMATCH at sg-app')
  })

  it('let ping in by type, and its answer out without a rule', () => {
    const pings = rules('icmp/8 from 10.0.0.0/16')
    expect(tell(ask(pings, 'eni-app to eni-db icmp'))).toBe('reachable')
    expect(tell(ask(pings, 'eni-app to eni-db icmp', { icmp_type: 13, icmp_code: 0 }))).toContain('blocked')
  })

  it('cannot filter the resolver, the metadata or the clock of the VPC', () => {
    const silent = VPC.host('eni-app', 'subnet-app', ['tcp/1 to 192.0.2.1/32'], { privateIp: '10.0.1.10' }).inventory
    for (const question of [
      '10.0.0.2 udp/53',
      '169.254.169.253 udp/53',
      '169.254.169.254 tcp/80',
      '169.254.169.123 udp/123',
    ]) {
      const answer = ask(silent, `eni-app to ${question}`)
      expect(answer.verdict).toBe('reachable')
      expect(answer.caveats.map(({ code }) => code)).toContain('NOT_FILTERED_BY_AWS')
    }
    expect(tell(ask(silent, 'eni-app to 169.254.169.254 tcp/22'))).toBe('blocked: NO_POSSIBLE_DESTINATION at vpc-1')
  })

  it('that name a stale group of a peer admit nothing (VPC Peering guide, "Stale security group rules")', () => {
    const pair = { GroupId: 'sg-app', PeeringStatus: 'deleted', VpcPeeringConnectionId: 'pcx-1' }
    const stale = VPC.elements(
      'SecurityGroups',
      {
        GroupId: 'sg-app',
        VpcId: 'vpc-1',
        IpPermissions: [],
        IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      },
      {
        GroupId: 'sg-db',
        VpcId: 'vpc-1',
        IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [pair] }],
        IpPermissionsEgress: [],
      },
    )
    expect(tell(ask(stale.inventory, 'eni-app to eni-db tcp/5432'))).toBe('blocked: ENI_SG_RULES_MISMATCH at sg-db')
  })
})

describe('an ICMP message nothing answers', () => {
  it('is reachable when it is delivered, and says that it goes one way (RFC 792)', () => {
    const open = VPC.host('eni-db', 'subnet-db', ['all from 10.0.0.0/16'], { privateIp: '10.0.2.10' })
    const answer = ask(open.inventory, 'eni-app to eni-db icmp', { icmp_type: 3, icmp_code: 4 })
    expect(answer.verdict).toBe('reachable')
    expect(answer.return).toEqual([])
    expect(answer.caveats.map(({ code }) => code)).toEqual(['ONE_WAY_ONLY'])
  })
})
