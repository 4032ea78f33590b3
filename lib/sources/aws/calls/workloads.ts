/** What runs in a network: functions, containers, data stores, groups that launch. Source: each service's API reference. */

import { type AwsCall, callsOf } from './aws-call.ts'

const autoscaling = callsOf<typeof import('@aws-sdk/client-auto-scaling')>('autoscaling')
const ecs = callsOf<typeof import('@aws-sdk/client-ecs')>('ecs')
const eks = callsOf<typeof import('@aws-sdk/client-eks')>('eks')
const elasticache = callsOf<typeof import('@aws-sdk/client-elasticache')>('elasticache')
const lambda = callsOf<typeof import('@aws-sdk/client-lambda')>('lambda')
const memorydb = callsOf<typeof import('@aws-sdk/client-memorydb')>('memorydb')
const opensearch = callsOf<typeof import('@aws-sdk/client-opensearch')>('opensearch')
const rds = callsOf<typeof import('@aws-sdk/client-rds')>('rds')
const redshift = callsOf<typeof import('@aws-sdk/client-redshift')>('redshift')

const MARKER = ['MaxRecords', 100, 'Marker'] as const

export const WORKLOAD_CALLS: readonly AwsCall[] = [
  rds('DescribeDBInstances', { page: MARKER, list: 'DBInstances', fills: 'DBInstances' }),
  rds('DescribeDBClusters', { page: MARKER, list: 'DBClusters', fills: 'DBClusters' }),
  rds('DescribeDBSubnetGroups', { page: MARKER, list: 'DBSubnetGroups', fills: 'DBSubnetGroups' }),
  // Lambda never returns more than 50 functions, whatever is asked for.
  lambda('ListFunctions', { page: ['MaxItems', 50, 'Marker', 'NextMarker'], list: 'Functions', fills: 'Functions' }),
  redshift('DescribeClusters', { page: MARKER, list: 'Clusters', key: 'RedshiftClusters', fills: 'RedshiftClusters' }),
  redshift('DescribeClusterSubnetGroups', {
    page: MARKER,
    list: 'ClusterSubnetGroups',
    fills: 'ClusterSubnetGroups',
  }),
  memorydb('DescribeClusters', {
    page: ['MaxResults', 100, 'NextToken'],
    list: 'Clusters',
    key: 'MemoryDBClusters',
    fills: 'MemoryDBClusters',
  }),
  elasticache('DescribeCacheClusters', {
    page: MARKER,
    input: { ShowCacheNodeInfo: true },
    list: 'CacheClusters',
    fills: 'CacheClusters',
  }),
  elasticache('DescribeCacheSubnetGroups', { page: MARKER, list: 'CacheSubnetGroups', fills: 'CacheSubnetGroups' }),
  opensearch('ListDomainNames', { list: 'DomainNames', key: null, fills: 'DomainStatusList' }),
  opensearch('DescribeDomains', {
    per: { operation: 'ListDomainNames', field: 'DomainName', into: 'DomainNames', batch: 5 },
    list: 'DomainStatusList',
    fills: 'DomainStatusList',
  }),
  eks('ListClusters', { page: ['maxResults', 100, 'nextToken'], list: 'clusters', key: null, fills: 'EksClusters' }),
  eks('DescribeCluster', {
    per: { operation: 'ListClusters', into: 'name' },
    whole: { member: 'cluster' },
    key: 'EksClusters',
    fills: 'EksClusters',
  }),
  ecs('ListClusters', {
    page: ['maxResults', 100, 'nextToken'],
    list: 'clusterArns',
    key: null,
    fills: 'EcsClusters',
  }),
  ecs('DescribeClusters', {
    per: { operation: 'ListClusters', into: 'clusters', batch: 100 },
    list: 'clusters',
    key: 'EcsClusters',
    fills: 'EcsClusters',
  }),
  ecs('ListServices', {
    page: ['maxResults', 100, 'nextToken'],
    per: { operation: 'ListClusters', into: 'cluster' },
    list: 'serviceArns',
    key: null,
    fills: 'EcsServices',
  }),
  ecs('DescribeServices', {
    per: { operation: 'ListServices', into: 'services', batch: 10, carry: { cluster: 'cluster' } },
    list: 'services',
    key: 'EcsServices',
    fills: 'EcsServices',
  }),
  autoscaling('DescribeAutoScalingGroups', {
    page: ['MaxRecords', 100, 'NextToken'],
    list: 'AutoScalingGroups',
    fills: 'AutoScalingGroups',
  }),
  autoscaling('DescribeLaunchConfigurations', {
    page: ['MaxRecords', 100, 'NextToken'],
    list: 'LaunchConfigurations',
    fills: 'LaunchConfigurations',
  }),
]
