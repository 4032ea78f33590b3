import { describe, expect, it } from 'vitest'
import { holds } from '../net/interval-set.ts'
import { type Address, type Family, parseAddress } from '../net/prefix.ts'
import { ICMP, TCP } from '../net/protocol.ts'
import { formatAddresses } from '../net/traffic.ts'
import { ALB, CLB, NLB, nlb } from '../testing/ask-balancers.ts'
import { BALANCED_NETWORK, type BalancedSketch, balancerArn, sketchBalanced } from '../testing/sketch-balancers.ts'
import { exposure } from './exposure.ts'
import type { ExposureRow } from './exposure-row.ts'
import { networkOf } from './network.ts'

function rowsOf(sketch: BalancedSketch): readonly ExposureRow[] {
  return exposure(networkOf(sketchBalanced(sketch)))
}

/** `eni-a eni-b 443 0.0.0.0/0 reachable`, of those that come by a load balancer. */
function behind(sketch: BalancedSketch): readonly string[] {
  return rowsOf(sketch)
    .filter(({ via }) => via !== null)
    .map(words)
}

function words({ members, ports, sources, certainty }: ExposureRow): string {
  const numbers = ports.map(([lo, hi]) => (lo === hi ? `${lo}` : `${lo}-${hi}`)).join()
  const all = sources.v4.length > 5 ? 'all' : formatAddresses(sources)
  return `${members.join(' ')} ${numbers} ${all} ${certainty}`
}

describe('what the internet reaches behind a load balancer (network semantics: L1)', () => {
  it('is every target its group admits, on the port of the listener', () => {
    expect(behind({}).toSorted()).toEqual(['eni-a 443 all reachable', 'eni-b 443 all reachable'])
  })

  it('says by which load balancer, and the way', () => {
    const [row] = rowsOf({ targetGroups: { 'tg-web': { targets: ['i-a'] } } }).filter(({ via }) => via !== null)

    expect(row?.via).toBe(ALB)
    expect(row?.path.map(({ component }) => component)).toEqual(
      expect.arrayContaining(['internet', 'igw-1', 'eni-node-1', ALB, 'sg-lb', 'sg-web']),
    )
    expect(row?.path.at(0)?.component).toBe('internet')
    expect(row?.path.map(({ component }) => component)).not.toContain('eni-a')
    expect(row?.rules.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['target', 'security-group-rule', 'network-acl-entry', 'route']),
    )
  })

  it('is from whom the load balancer admits, when it hides the client', () => {
    const groups = { ...BALANCED_NETWORK.groups, 'sg-lb': ['in tcp 443 192.0.2.0/24', 'out all 0.0.0.0/0'] }

    expect(behind({ network: { groups }, targetGroups: { 'tg-web': { targets: ['i-a'] } } })).toEqual([
      'eni-a 443 192.0.2.0/24 reachable',
    ])
  })

  it('is from whom the target admits, when the client is kept', () => {
    const groups = { 'sg-web': ['in tcp 8080 203.0.113.0/25', 'in tcp 8080 192.0.2.0/24', 'out all 0.0.0.0/0'] }

    expect(behind(nlb({ groups }))).toEqual(['eni-a 443 192.0.2.0/24, 203.0.113.0/25 reachable'])
  })

  it('and whose replies the ACL of the target lets out, when the client is kept', () => {
    const entries = ['100 in allow all 0.0.0.0/0', '100 out allow tcp 1024-65535 203.0.113.0/24']
    const sketch = nlb()
    const acls = {
      ...BALANCED_NETWORK.acls,
      'acl-1': { ...BALANCED_NETWORK.acls['acl-1'], subnets: ['subnet-1', 'subnet-2'] },
      'acl-targets': { entries, subnets: ['subnet-a', 'subnet-b'] },
    }

    expect(behind({ ...sketch, network: { ...sketch.network, acls } })).toEqual(['eni-a 443 203.0.113.0/24 reachable'])
  })

  it('is perhaps reached, never surely, where something that decides was not collected', () => {
    const attributes = null
    const group = { targets: ['i-b'], attributes }
    const nodes = { 'eni-node-1': { subnet: 'subnet-1', privateIp: '10.0.0.5', publicIp: '198.51.100.5' } }
    const quiet = { 'eni-node-2': { subnet: 'subnet-2', privateIp: '10.0.1.5', publicIp: null } }
    const sketch = nlb({ own: { nodes: { ...nodes, ...quiet }, attributes }, group })

    expect(behind(sketch)).toEqual(['eni-b 443 all unknown'])
  })

  const third = { subnet: 'subnet-a', privateIp: '10.0.10.200', publicIp: null, instance: 'i-c', groups: ['sg-web'] }
  const three = (network: Partial<typeof BALANCED_NETWORK>): BalancedSketch => ({
    targetGroups: { 'tg-web': { targets: ['i-a', 'i-c'] } },
    network: {
      ...BALANCED_NETWORK,
      ...network,
      instances: { ...BALANCED_NETWORK.instances, 'i-c': 'web-c' },
      interfaces: { ...BALANCED_NETWORK.interfaces, 'eni-c': third },
    } as NonNullable<BalancedSketch['network']>,
  })

  it('is one row for targets that nothing can tell apart', () => {
    expect(behind(three({}))).toEqual(['eni-a eni-c 443 all reachable'])
  })

  it.each([
    [
      'a rule of the load balancer',
      { groups: { ...BALANCED_NETWORK.groups, 'sg-lb': ['in tcp 443 0.0.0.0/0', 'out tcp 8080 10.0.10.0/25'] } },
    ],
    [
      'an entry of the ACL',
      {
        acls: {
          'acl-1': {
            ...BALANCED_NETWORK.acls['acl-1'],
            entries: ['90 out deny tcp 8080 10.0.10.128/25', ...BALANCED_NETWORK.acls['acl-1'].entries],
          },
        },
      },
    ],
  ])('is told apart where %s divides their addresses', (_words, network) => {
    expect(behind(three(network))).toEqual(['eni-a 443 all reachable'])
  })

  it.each<[string, BalancedSketch]>([
    ['that is internal', { balancers: { shop: { scheme: 'internal' } } }],
    ['that is not up', { balancers: { shop: { state: 'provisioning' } } }],
    ['whose group lets nothing in', { network: { groups: { ...BALANCED_NETWORK.groups, 'sg-lb': [] } } }],
    ['that only redirects', { balancers: { shop: { listeners: ['HTTPS:443 redirect'] } } }],
    ['whose targets drain', { targetGroups: { 'tg-web': { targets: ['i-a/draining'] } } }],
  ])('is nothing behind one %s', (_words, sketch) => {
    expect(behind(sketch)).toEqual([])
  })

  it('is what a Classic Load Balancer serves too', () => {
    const rows = rowsOf({ balancers: { shop: { kind: 'classic' } } }).filter(({ via }) => via !== null)

    expect(rows.map(({ via }) => via)).toEqual([CLB, CLB])
  })

  it('goes on behind an ALB behind an NLB, on the port the internet meets', () => {
    const sketch: BalancedSketch = {
      balancers: {
        edge: {
          kind: 'net',
          nodes: { 'eni-out-1': { subnet: 'subnet-1', privateIp: '10.0.0.6', publicIp: '198.51.100.7' } },
          listeners: ['TCP:8443 tg-alb'],
          groups: [],
        },
        shop: {
          scheme: 'internal',
          nodes: { 'eni-in-1': { subnet: 'subnet-a', privateIp: '10.0.10.6', publicIp: null } },
        },
      },
      targetGroups: {
        'tg-alb': { type: 'alb', protocol: 'TCP', port: 443, targets: [ALB] },
        'tg-web': { targets: ['i-a'] },
      },
    }
    const rows = rowsOf(sketch)

    expect(rows.map(words).toSorted()).toEqual(
      ['eni-a 8443 all reachable', 'eni-in-1 8443 all reachable', 'eni-out-1 8443 all reachable'].toSorted(),
    )
    expect(rows.map(({ via }) => via).filter((via) => via !== null)).toEqual([
      balancerArn('edge', 'net'),
      balancerArn('edge', 'net'),
    ])
  })
})

describe('a node itself (network semantics: H4)', () => {
  const own = (sketch: BalancedSketch) =>
    rowsOf(sketch)
      .filter(({ via, members }) => via === null && members.includes('eni-node-1'))
      .map(words)
  const STRANGE = ['HTTPS:443 tg-web', 'SCTP:80 tg-web']
  const wide = { ...BALANCED_NETWORK.groups, 'sg-lb': ['in all 0.0.0.0/0', 'out all 0.0.0.0/0'] }

  it('is reached on the ports of its listeners, whatever else its group admits', () => {
    const targetGroups = { 'tg-web': { protocol: 'TCP' } }
    const sketch = nlb({
      own: { groups: ['sg-lb'] },
      group: { attributes: { 'preserve_client_ip.enabled': 'false' } },
      groups: wide,
    })

    expect(own({ ...sketch, targetGroups: sketch.targetGroups ?? targetGroups })).toEqual([
      'eni-node-1 443 all reachable',
    ])
  })

  it.each<[string, BalancedSketch, readonly string[]]>([
    ['where nobody answers', { targetGroups: { 'tg-web': { targets: [] } } }, []],
    ['where it redirects', { balancers: { shop: { listeners: ['HTTPS:443 redirect'] } } }, ['443 all reachable']],
    ['where its targets are not known', { targetGroups: { 'tg-web': { targets: null } } }, ['443 all unknown']],
    [
      'where one of its listeners is not understood',
      { balancers: { shop: { listeners: STRANGE } } },
      ['443 all unknown'],
    ],
    ['where it is in no document', { network: { missing: ['LoadBalancers'] } }, ['443 all unknown']],
    ['where its listeners are not known', { network: { missing: ['Listeners'] } }, ['443 all unknown']],
  ])('%s', (_words, sketch, expected) => {
    expect(own(sketch).map((text) => text.slice(text.indexOf('443')))).toEqual(expected)
  })

  it('leads all the same to the targets of a listener that is understood', () => {
    expect(behind({ balancers: { shop: { listeners: STRANGE } } }).toSorted()).toEqual([
      'eni-a 443 all reachable',
      'eni-b 443 all reachable',
    ])
  })

  it('may be reached where its target is the node of a load balancer nobody collected', () => {
    const sketch = nlb({ group: { type: 'ip', targets: ['10.0.10.6'] } })
    const inner = {
      subnet: 'subnet-a',
      privateIp: '10.0.10.6',
      publicIp: null,
      instance: null,
      groups: ['sg-open'],
      description: 'ELB app/inner/50dc6c495c0c9188',
    }
    const network = {
      groups: { ...BALANCED_NETWORK.groups, 'sg-open': ['in all 0.0.0.0/0', 'out all 0.0.0.0/0'] },
      interfaces: { ...BALANCED_NETWORK.interfaces, 'eni-inner': inner },
    }
    const rows = rowsOf({ ...sketch, network: { ...BALANCED_NETWORK, ...network } })
    expect(rows.map(words)).toEqual(['eni-node-1 443 all unknown'])
    expect(rows[0]?.unknowns.join()).toContain('was not looked into')
  })

  it.each([
    ['classic', true],
    ['app', true],
    ['net', false],
  ] as const)('of kind %s answers pings its group admits: %s (ALB, CLB guides, "Security groups")', (kind, answers) => {
    const rows = rowsOf({ balancers: { shop: { kind } }, network: { groups: wide } })

    expect(rows.some(({ protocol, members }) => protocol === ICMP && members.includes('eni-node-1'))).toBe(answers)
  })

  it('leaves the rows of other interfaces as they were', () => {
    const interfaces = {
      ...BALANCED_NETWORK.interfaces,
      'eni-open': {
        subnet: 'subnet-1',
        privateIp: '10.0.0.70',
        publicIp: '198.51.100.70',
        instance: null,
        groups: ['sg-lb'],
      },
    }
    const rows = rowsOf({ network: { interfaces } }).filter(({ members }) => members.includes('eni-open'))

    expect(rows.map(words)).toEqual(['eni-open 443 all reachable'])
  })
})

function address(text: string): Address {
  return parseAddress(text) ?? { family: 4, value: 0 }
}

describe('the rows of one interface, protocol and load balancer', () => {
  it('are disjoint, however many nodes lead there', () => {
    const groups = { 'sg-web': ['in tcp 8080 203.0.113.0/24', 'out all 0.0.0.0/0'] }
    const attributes = { 'load_balancing.cross_zone.enabled': 'true' }
    const rows = rowsOf(nlb({ own: { attributes }, groups })).filter(
      ({ via, protocol, members }) => via === NLB && protocol === TCP && members.includes('eni-a'),
    )
    const family: Family = 4
    const client = address('203.0.113.7')
    const holding = rows.filter(
      (row) => row.family === family && client.family === 4 && holds(row.sources.v4, client.value),
    )

    expect(holding).toHaveLength(1)
  })
})
