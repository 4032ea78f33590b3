import { describe, expect, it } from 'vitest'
import type { DescribeKey, JsonObject } from '../describe/document.ts'
import { documentOf } from '../testing/describe-document.ts'
import { readDescribe } from './read-describe.ts'

function read(elements: Partial<Record<DescribeKey, readonly JsonObject[]>>) {
  return readDescribe([documentOf({ elements })])
}

const GROUP = {
  DBSubnetGroupName: 'data',
  VpcId: 'vpc-1',
  Subnets: [{ SubnetIdentifier: 'subnet-1' }, { SubnetIdentifier: 'subnet-2' }],
}

describe('a data store', () => {
  it.each<[DescribeKey, JsonObject, JsonObject]>([
    [
      'DBInstances',
      {
        DBInstanceIdentifier: 'orders',
        DBInstanceArn: 'arn:aws:rds:eu-west-1:111122223333:db:orders',
        Engine: 'postgres',
        Endpoint: { Address: 'orders.example.com', Port: 5432 },
        PubliclyAccessible: true,
        VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1' }],
        DBSubnetGroup: GROUP,
        AvailabilityZone: 'eu-west-1a',
        DBInstanceStatus: 'available',
        TagList: [{ Key: 'env', Value: 'prod' }],
      },
      {
        id: 'arn:aws:rds:eu-west-1:111122223333:db:orders',
        name: 'orders',
        tags: { env: 'prod' },
        service: 'rds',
        engine: 'postgres',
        vpcId: 'vpc-1',
        subnetIds: ['subnet-1', 'subnet-2'],
        securityGroupIds: ['sg-1'],
        port: 5432,
        publiclyAccessible: true,
        endpoint: 'orders.example.com',
        availabilityZone: 'eu-west-1a',
        state: 'available',
      },
    ],
    [
      'RedshiftClusters',
      {
        ClusterIdentifier: 'warehouse',
        Endpoint: { Address: 'warehouse.example.com', Port: 5439 },
        VpcId: 'vpc-1',
        PubliclyAccessible: false,
        VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1' }],
        AvailabilityZone: 'eu-west-1b',
        ClusterStatus: 'available',
      },
      {
        id: 'arn:aws:redshift:eu-west-1:111122223333:cluster:warehouse',
        service: 'redshift',
        engine: 'redshift',
        vpcId: 'vpc-1',
        port: 5439,
        publiclyAccessible: false,
        state: 'available',
      },
    ],
    [
      'CacheClusters',
      {
        CacheClusterId: 'sessions',
        ARN: 'arn:aws:elasticache:eu-west-1:111122223333:cluster:sessions',
        Engine: 'redis',
        CacheNodes: [{ Endpoint: { Address: 'sessions.example.com', Port: 6379 } }],
        SecurityGroups: [{ SecurityGroupId: 'sg-1' }],
        PreferredAvailabilityZone: 'eu-west-1a',
        CacheClusterStatus: 'available',
      },
      {
        id: 'arn:aws:elasticache:eu-west-1:111122223333:cluster:sessions',
        service: 'elasticache',
        engine: 'redis',
        port: 6379,
        endpoint: 'sessions.example.com',
        securityGroupIds: ['sg-1'],
        publiclyAccessible: null,
      },
    ],
    [
      'MemoryDBClusters',
      {
        Name: 'ledger',
        Engine: 'valkey',
        ClusterEndpoint: { Address: 'ledger.example.com', Port: 6379 },
        SecurityGroups: [{ SecurityGroupId: 'sg-1' }],
        Status: 'available',
      },
      {
        id: 'arn:aws:memorydb:eu-west-1:111122223333:cluster/ledger',
        service: 'memorydb',
        port: 6379,
        endpoint: 'ledger.example.com',
        state: 'available',
      },
    ],
    [
      'DomainStatusList',
      {
        DomainName: 'search',
        ARN: 'arn:aws:es:eu-west-1:111122223333:domain/search',
        EngineVersion: 'OpenSearch_2.17',
        Endpoints: { vpc: 'vpc-search.example.com' },
        VPCOptions: {
          VPCId: 'vpc-1',
          SubnetIds: ['subnet-1'],
          SecurityGroupIds: ['sg-1'],
          AvailabilityZones: ['eu-west-1a'],
        },
      },
      {
        service: 'opensearch',
        engine: 'OpenSearch_2.17',
        vpcId: 'vpc-1',
        subnetIds: ['subnet-1'],
        securityGroupIds: ['sg-1'],
        port: 443,
        publiclyAccessible: false,
        endpoint: 'vpc-search.example.com',
        availabilityZone: 'eu-west-1a',
        state: 'active',
      },
    ],
  ])('under %s is read whole', (key, element, expected) => {
    const { databases } = read({ [key]: [element] })

    expect([...databases.values()]).toMatchObject([expected])
  })

  it('that is an OpenSearch domain outside a VPC is public', () => {
    const { databases } = read({ DomainStatusList: [{ DomainName: 'open', Endpoint: 'open.example.com' }] })

    expect([...databases.values()]).toMatchObject([
      { publiclyAccessible: true, endpoint: 'open.example.com', vpcId: null },
    ])
  })

  it('that is a cluster takes its VPC and subnets from the group it names', () => {
    const { databases, dbSubnetGroups } = read({
      DBSubnetGroups: [GROUP],
      DBClusters: [
        {
          DBClusterIdentifier: 'aurora',
          Engine: 'aurora-mysql',
          DBSubnetGroup: 'data',
          Endpoint: 'aurora.example.com',
          Port: 3306,
          AvailabilityZones: ['eu-west-1a'],
          VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1' }],
          Status: 'available',
        },
      ],
    })

    expect([...dbSubnetGroups.values()]).toMatchObject([{ name: 'data', vpcId: 'vpc-1' }])
    expect(databases.get('arn:aws:rds:eu-west-1:111122223333:cluster:aurora')).toMatchObject({
      service: 'rds-cluster',
      vpcId: 'vpc-1',
      subnetIds: ['subnet-1', 'subnet-2'],
      port: 3306,
      endpoint: 'aurora.example.com',
      availabilityZone: 'eu-west-1a',
      securityGroupIds: ['sg-1'],
    })
  })
})

describe('a data store that names its subnet group', () => {
  const Subnets = [{ SubnetIdentifier: 'subnet-1' }]

  it.each<[string, Partial<Record<DescribeKey, readonly JsonObject[]>>]>([
    [
      'of ElastiCache',
      {
        CacheClusters: [{ CacheClusterId: 'sessions', CacheSubnetGroupName: 'data' }],
        CacheSubnetGroups: [{ CacheSubnetGroupName: 'data', VpcId: 'vpc-1', Subnets }],
      },
    ],
    [
      'of Redshift',
      {
        RedshiftClusters: [{ ClusterIdentifier: 'warehouse', ClusterSubnetGroupName: 'data' }],
        ClusterSubnetGroups: [{ ClusterSubnetGroupName: 'data', VpcId: 'vpc-1', Subnets }],
      },
    ],
  ])('%s stands in its subnets', (_, elements) => {
    const [database] = read(elements).databases.values()
    expect(database).toMatchObject({ vpcId: 'vpc-1', subnetIds: ['subnet-1'] })
  })

  it('does not take the group of the same name of another service', () => {
    const { databases } = read({
      CacheClusters: [{ CacheClusterId: 'sessions', CacheSubnetGroupName: 'data' }],
      ClusterSubnetGroups: [{ ClusterSubnetGroupName: 'data', VpcId: 'vpc-1', Subnets }],
    })
    expect([...databases.values()][0]).toMatchObject({ vpcId: null, subnetIds: [] })
  })
})
