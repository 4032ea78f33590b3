import { describe, expect, it } from 'vitest'
import { amazonScopes, blockPublicAccessImpact } from './amazon-scopes.ts'
import { parseScopes } from './parse-scope.ts'

const IGW = { ResourceStatement: { ResourceTypes: ['AWS::EC2::InternetGateway'] } }
const scope = (extra: object = {}) => ({ MatchPaths: [{ Source: IGW }], ...extra })
const faults = (value: unknown) => parseScopes(value).faults.map(({ pointer, message }) => `${pointer} ${message}`)

describe('the grammar of Network Access Analyzer', () => {
  it.each([
    ['the content of a scope', scope()],
    ['what get-network-insights-access-scope-content prints', { NetworkInsightsAccessScopeContent: scope() }],
    ['a resource of CloudFormation', { Type: 'AWS::EC2::NetworkInsightsAccessScope', Properties: scope() }],
    ['empty lists AWS prints', scope({ ExcludePaths: [], Tags: [] })],
    ['ThroughResources that is empty', { MatchPaths: [{ Source: IGW, ThroughResources: [] }] }],
  ])('%s is read unchanged', (_, value) => {
    const { scopes } = parseScopes(value)
    expect(scopes?.[0]).toMatchObject({ families: [4, 6], bidirectional: false, exclude: [] })
    expect(scopes?.[0]?.match[0]?.source?.resources?.types).toEqual(['AWS::EC2::InternetGateway'])
  })

  it('reads ports as texts, protocols, addresses and prefix lists', () => {
    const header = {
      Protocols: ['tcp'],
      SourceAddresses: ['10.0.0.0/8', '2001:db8::1'],
      DestinationPrefixLists: ['pl-1'],
      DestinationPorts: ['22', '1000-2000', '23'],
    }
    const { scopes } = parseScopes({ MatchPaths: [{ Destination: { PacketHeaderStatement: header } }] })
    expect(scopes?.[0]?.match[0]?.destination?.header).toMatchObject({
      protocols: [6],
      sources: {
        prefixes: [
          { family: 4, length: 8 },
          { family: 6, length: 128 },
        ],
      },
      destinations: { prefixLists: ['pl-1'] },
      destinationPorts: [
        [22, 23],
        [1000, 2000],
      ],
    })
  })

  it('reads what is ours beside it', () => {
    const except = { ResourceStatement: { Resources: ['vpc-1'], Except: { Resources: ['subnet-1'] } } }
    const { scopes } = parseScopes({ MatchPaths: [{ Source: except }], IpFamily: 'ipv6', Bidirectional: true })
    expect(scopes?.[0]).toMatchObject({ families: [6], bidirectional: true })
    expect(scopes?.[0]?.match[0]?.source?.resources?.except?.resources).toEqual(['subnet-1'])
  })

  it('names a scope by its tag, else by its id', () => {
    expect(parseScopes(scope({ Tags: [{ Key: 'Name', Value: 'mine' }] })).scopes?.[0]?.name).toBe('mine')
    expect(parseScopes(scope({ NetworkInsightsAccessScopeId: 'nis-1' })).scopes?.[0]?.name).toBe('nis-1')
  })

  it.each([
    ['no paths', { MatchPaths: [] }, /^\/MatchPaths /],
    ['no MatchPaths', {}, /^\/MatchPaths /],
    [
      'more paths than can be held against each other',
      { MatchPaths: Array.from({ length: 501 }, () => ({ Source: IGW })) },
      /^\/MatchPaths .*more than 500 paths/,
    ],
    [
      'more excluded paths than can be held against each other',
      scope({ ExcludePaths: Array.from({ length: 501 }, () => ({ Source: IGW })) }),
      /^\/ExcludePaths .*more than 500 paths/,
    ],
    ['a path of nothing', { MatchPaths: [{}] }, /^\/MatchPaths\/0 needs a Source or a Destination/],
    ['a misspelt key', { MatchPaths: [{ Sources: IGW }] }, /^\/MatchPaths\/0 .*Sources/],
    [
      'both lists of a resource statement',
      {
        MatchPaths: [{ Source: { ResourceStatement: { Resources: ['i-1'], ResourceTypes: ['AWS::EC2::Instance'] } } }],
      },
      /^\/MatchPaths\/0\/Source\/ResourceStatement has Resources or ResourceTypes/,
    ],
    [
      'addresses and lists of one side',
      {
        MatchPaths: [
          { Source: { PacketHeaderStatement: { SourceAddresses: ['10.0.0.1'], SourcePrefixLists: ['pl-1'] } } },
        ],
      },
      /^\/MatchPaths\/0\/Source\/PacketHeaderStatement has addresses or prefix lists/,
    ],
    [
      'a port that is a number',
      { MatchPaths: [{ Source: { PacketHeaderStatement: { SourcePorts: [22] } } }] },
      /^\/MatchPaths\/0\/Source\/PacketHeaderStatement\/SourcePorts\/0 /,
    ],
    [
      'a port range turned round',
      { MatchPaths: [{ Source: { PacketHeaderStatement: { DestinationPorts: ['9-1'] } } }] },
      /DestinationPorts\/0 must be a port or a range/,
    ],
    [
      'a protocol Network Access Analyzer has not',
      { MatchPaths: [{ Source: { PacketHeaderStatement: { Protocols: ['icmp'] } } }] },
      /Protocols\/0 is tcp or udp/,
    ],
    [
      'what a match path passes',
      { MatchPaths: [{ Source: IGW, ThroughResources: [IGW] }] },
      /ThroughResources belongs to/,
    ],
    [
      'two things passed at once',
      scope({ ExcludePaths: [{ ThroughResources: [IGW, IGW] }] }),
      /^\/ExcludePaths\/0\/ThroughResources has exactly one entry/,
    ],
    ['an empty list of scopes', [], /no scope/],
  ])('refuses %s, with its place', (_, value, words) => {
    expect(parseScopes(value).scopes).toBeNull()
    expect(faults(value).join('\n')).toMatch(words)
  })

  it('points into an array of scopes, and into what AWS wraps them in', () => {
    const wrong = { NetworkInsightsAccessScopeContent: { MatchPaths: [{}] } }
    expect(faults([scope(), wrong])).toEqual([
      '/1/NetworkInsightsAccessScopeContent/MatchPaths/0 needs a Source or a Destination.',
    ])
  })

  it('holds the scopes Amazon creates, and what Block Public Access would stop', () => {
    expect(amazonScopes().map(({ name }) => name)).toEqual([
      'All-IGW-Ingress',
      'AWS-IGW-Egress',
      'AWS-VPC-Ingress',
      'AWS-VPC-Egress',
    ])
    expect(blockPublicAccessImpact()).toHaveLength(1)
  })
})
