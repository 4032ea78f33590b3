import { describe, expect, it } from 'vitest'
import { collectedKey, isKnownKey, PARENT_FIELD, unwrap, WRAPPER_KEYS } from './wrapper-keys.ts'

function keysOf(key: string, element: unknown): readonly string[] | null {
  return unwrap(key, element)?.map((part) => part.key) ?? null
}

describe('other spellings', () => {
  it.each([
    ['ServiceConfigurations', { ServiceId: 'vpce-svc-1' }, 'VpcEndpointServices'],
    ['directConnectGateways', { directConnectGatewayId: 'g' }, 'DirectConnectGateways'],
    ['virtualInterfaces', { virtualInterfaceId: 'v' }, 'VirtualInterfaces'],
    ['connections', { connectionId: 'c' }, 'Connections'],
    ['DomainStatus', { DomainName: 'd' }, 'DomainStatusList'],
    ['Findings', { Id: 'f', ProductArn: 'p' }, 'SecurityHubFindings'],
    ['cluster', { arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/a' }, 'EksClusters'],
    ['clusters', { clusterArn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/a' }, 'EcsClusters'],
    ['Clusters', { ClusterIdentifier: 'r', NodeType: 'ra3.large' }, 'RedshiftClusters'],
    ['Clusters', { Name: 'm', ARN: 'arn:aws:memorydb:eu-west-1:111122223333:cluster/m' }, 'MemoryDBClusters'],
    ['PrefixLists', { PrefixListId: 'pl-1', Cidrs: ['192.0.2.0/24'] }, 'PrefixLists'],
    ['PrefixLists', { PrefixListId: 'pl-1', State: 'create-complete', OwnerId: '111122223333' }, 'ManagedPrefixLists'],
    ['Vpcs', { VpcId: 'vpc-1' }, 'Vpcs'],
    ['trailList', { TrailARN: 't' }, 'Trails'],
    ['metricFilters', { filterName: 'f' }, 'MetricFilters'],
    ['services', { serviceArn: 's' }, 'EcsServices'],
    ['Controls', { StandardsControlArn: 'c' }, 'StandardsControls'],
  ])('%s with %j is one of %s', (key, element, expected) => {
    expect(keysOf(key, element)).toEqual([expected])
  })

  it.each([
    ['the names that list-clusters prints', 'clusters', 'orders'],
    ['a cluster of no known service', 'Clusters', { Colour: 'red' }],
    ['services that are not of ECS', 'services', { name: 'web' }],
    ['controls that are not of Security Hub', 'Controls', { colour: 'red' }],
    ['a key of no AWS answer', 'Recipes', {}],
    ['a JavaScript property', 'constructor', {}],
  ])('%s are not read', (_what, key, element) => {
    expect(unwrap(key, element)).toBeNull()
  })

  it('reservations hand their owner down and point at the instance', () => {
    const reservation = { OwnerId: '111122223333', ReservationId: 'r-1', Instances: [{ InstanceId: 'i-1' }] }
    expect(unwrap('Reservations', reservation)).toEqual([
      {
        key: 'Instances',
        element: { OwnerId: '111122223333', ReservationId: 'r-1', InstanceId: 'i-1' },
        fragment: false,
        pointer: '/Instances/0',
      },
    ])
  })

  it('listeners take the load balancer of their wrapper', () => {
    expect(unwrap('LoadBalancerListeners', { LoadBalancerArn: 'lb', Listeners: [{ ListenerArn: 'l' }] })).toMatchObject(
      [{ key: 'Listeners', element: { LoadBalancerArn: 'lb', ListenerArn: 'l' } }],
    )
  })

  it('a described firewall brings its endpoints, and reads the same once stored', () => {
    const described = {
      Firewall: { FirewallArn: 'f', FirewallName: 'edge' },
      FirewallStatus: {
        Status: 'READY',
        SyncStates: { 'eu-west-1a': { Attachment: { SubnetId: 'subnet-1', EndpointId: 'vpce-1' } } },
      },
    }
    const rows = [{ AvailabilityZone: 'eu-west-1a', SubnetId: 'subnet-1', EndpointId: 'vpce-1' }]
    const [first] = unwrap('Firewall', described) ?? []
    expect(first?.element).toMatchObject({ FirewallName: 'edge', SyncStates: rows })
    expect(
      unwrap('Firewalls', { FirewallArn: 'f', FirewallStatus: { Status: 'READY' }, SyncStates: rows })?.[0]?.element,
    ).toMatchObject({ SyncStates: rows })
  })

  it('a firewall policy is its body and its description together', () => {
    const policy = {
      FirewallPolicy: { StatelessDefaultActions: ['aws:drop'] },
      FirewallPolicyResponse: { FirewallPolicyArn: 'p' },
    }
    expect(unwrap('FirewallPolicy', policy)?.[0]?.element).toMatchObject({
      FirewallPolicyArn: 'p',
      StatelessDefaultActions: ['aws:drop'],
    })
  })
})

describe('parts of another resource', () => {
  it.each([
    ['TransitGatewayStaticRoutes', { Routes: [1] }, 'TransitGatewayRouteTables', { StaticRoutes: [1] }],
    ['Routes', { Routes: [1] }, 'TransitGatewayRouteTables', { Routes: [1] }],
    ['Associations', { Associations: [1] }, 'TransitGatewayRouteTables', { Associations: [1] }],
    ['Entries', { Entries: [1] }, 'ManagedPrefixLists', { Entries: [1] }],
    ['LoadBalancerTargetHealth', { TargetHealthDescriptions: [1] }, 'TargetGroups', { Targets: [1] }],
    ['LoadBalancerAttributes', { Attributes: [1] }, 'LoadBalancers', { Attributes: [1] }],
    ['AllowedPrincipals', { AllowedPrincipals: [1] }, 'VpcEndpointServices', { AllowedPrincipals: [1] }],
    ['LoggingConfiguration', { LoggingConfiguration: {} }, 'Firewalls', { LoggingConfiguration: {} }],
    ['ResourceArns', { ResourceArns: ['arn'] }, 'WebACLs', { ResourceArns: ['arn'] }],
    ['ConfigurationRecordersStatus', { recording: true }, 'ConfigurationRecorders', { recording: true }],
    ['VpcAttribute', { EnableDnsSupport: { Value: true } }, 'Vpcs', { EnableDnsSupport: { Value: true } }],
  ])('%s goes into its parent', (...[key, fields, parent, embedded]) => {
    const id = PARENT_FIELD[key] ?? ''
    expect(unwrap(key, { [id]: 'parent', ...fields })).toEqual([
      { key: parent, element: { [id]: 'parent', ...embedded }, fragment: true, pointer: '' },
    ])
    expect(unwrap(key, fields)).toBeNull()
  })

  it('rows that name their parent become a list in it', () => {
    expect(unwrap('Routes', { ClientVpnEndpointId: 'cvpn-endpoint-1', DestinationCidr: '10.0.0.0/8' })).toMatchObject([
      { key: 'ClientVpnEndpoints', element: { Routes: [{ DestinationCidr: '10.0.0.0/8' }] }, fragment: true },
    ])
  })
})

describe('telling an AWS answer from any other file', () => {
  it('knows every wrapper, and no name of JavaScript', () => {
    expect(WRAPPER_KEYS.every(isKnownKey)).toBe(true)
    expect(['constructor', '__proto__', 'resources', 'ResponseMetadata'].filter(isKnownKey)).toEqual([])
  })

  it.each([
    ['Reservations', 'Instances'],
    ['LoadBalancerListeners', 'Listeners'],
    ['ServiceConfigurations', 'VpcEndpointServices'],
    ['PrefixLists', 'PrefixLists'],
    ['Vpcs', 'Vpcs'],
    ['Entries', null],
    ['Clusters', null],
    ['constructor', null],
  ])('an empty %s proves %s collected', (key, expected) => {
    expect(collectedKey(key)).toBe(expected)
  })
})

describe('a rule group as describe-rule-group prints it', () => {
  const wrapper = {
    RuleGroup: {
      RuleVariables: { IPSets: { OFFICE: { Definition: ['198.51.100.0/24'] } }, PortSets: {} },
      RulesSource: { StatefulRules: [] },
    },
    RuleGroupResponse: { RuleGroupArn: 'arn:group', RuleGroupName: 'group', Type: 'STATEFUL' },
  }

  it('has its variables listed with their names', () => {
    expect(unwrap('RuleGroup', wrapper)).toMatchObject([
      {
        key: 'RuleGroups',
        element: {
          RuleGroupArn: 'arn:group',
          RuleVariables: { IPSets: [{ Name: 'OFFICE', Definition: ['198.51.100.0/24'] }], PortSets: [] },
        },
      },
    ])
  })

  it('keeps variables that are a list already, as a document holds them', () => {
    const RuleVariables = { IPSets: [{ Name: 'OFFICE', Definition: [] }] }
    expect(unwrap('RuleGroups', { RuleGroupArn: 'arn:group', RuleVariables })).toMatchObject([
      { element: { RuleVariables } },
    ])
  })
})
