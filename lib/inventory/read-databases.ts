/** Managed data stores inside VPCs. Source: RDS, Redshift, ElastiCache, MemoryDB and OpenSearch API references. */

import type { DescribeKey, JsonObject } from '../describe/document.ts'
import { arnOf } from './arn.ts'
import { type ArnNaming, arnNamed } from './arn-naming.ts'
import { type ElementReader, type Reading, readAll, resourceOf, type Wire } from './element-reader.ts'
import type { Database, DbSubnetGroup } from './services.ts'
import {
  firstText,
  flag,
  hasList,
  idsOf,
  idText,
  isObject,
  number,
  object,
  objects,
  text,
  texts,
  textsOf,
} from './wire.ts'

export const DB_SUBNET_GROUP: ElementReader<DbSubnetGroup> = subnetGroup('DBSubnetGroups', {
  arn: 'DBSubnetGroupArn',
  name: 'DBSubnetGroupName',
  service: 'rds',
  prefix: 'subgrp:',
})

function subnetsOfGroup(group: JsonObject): DbSubnetGroup['subnetIds'] {
  return idsOf(textsOf(group, 'Subnets', 'SubnetIdentifier'), 'subnet')
}

/** All of them, by ARN. Most name their subnet group only by name: their VPC and subnets come from that group. */
export function readDatabases(reading: Reading, groups: ReadonlyMap<string, DbSubnetGroup>): Map<string, Database> {
  const databases = readAll(reading, [
    DB_INSTANCE,
    DB_CLUSTER,
    REDSHIFT_CLUSTER,
    CACHE_CLUSTER,
    MEMORYDB_CLUSTER,
    OPENSEARCH_DOMAIN,
  ])
  const byService = {
    'rds-cluster': groups,
    elasticache: readAll(reading, [CACHE_GROUP]),
    redshift: readAll(reading, [REDSHIFT_GROUP]),
  }
  for (const [id, database] of databases) {
    const naming = GROUP_NAMES.get(database.service)
    if (!naming) continue
    const group = byService[naming.service].get(subnetGroupArn(reading, database, naming))
    if (group) databases.set(id, { ...database, vpcId: group.vpcId ?? database.vpcId, subnetIds: group.subnetIds })
  }
  return databases
}

interface GroupNaming {
  readonly service: 'rds-cluster' | 'elasticache' | 'redshift'
  /** The service of the group's ARN, and what stands before its name there. */
  readonly arnService: string
  readonly prefix: string
  /** The field of the database that names its group. */
  readonly field: string
}

const GROUP_NAMES: ReadonlyMap<string, GroupNaming> = new Map([
  ['rds-cluster', { service: 'rds-cluster', arnService: 'rds', prefix: 'subgrp:', field: 'DBSubnetGroup' }],
  [
    'elasticache',
    { service: 'elasticache', arnService: 'elasticache', prefix: 'subnetgroup:', field: 'CacheSubnetGroupName' },
  ],
  [
    'redshift',
    { service: 'redshift', arnService: 'redshift', prefix: 'subnetgroup:', field: 'ClusterSubnetGroupName' },
  ],
] as const)

/** Source: Service Authorization Reference, resource types of RDS, ElastiCache and Redshift. */
function subnetGroupArn(reading: Reading, { source, account, region }: Database, naming: GroupNaming): string {
  const element = reading.documents[source.document]?.elements.get(source.key)?.[source.index]
  const name = isObject(element) ? text(element, naming.field) : null
  return arnOf({ service: naming.arnService, account, region, resource: `${naming.prefix}${name}` })
}

function subnetGroup(key: DescribeKey, naming: ArnNaming): ElementReader<DbSubnetGroup> {
  return {
    key,
    idOf: arnNamed(naming),
    read: (wire, id) => ({
      ...resourceOf(wire, id, { arn: id, name: text(wire.element, naming.name) }),
      vpcId: idText(wire.element, 'VpcId', 'vpc'),
      subnetIds: subnetsOfGroup(wire.element),
    }),
  }
}

const CACHE_GROUP = subnetGroup('CacheSubnetGroups', {
  arn: 'ARN',
  name: 'CacheSubnetGroupName',
  service: 'elasticache',
  prefix: 'subnetgroup:',
})

const REDSHIFT_GROUP = subnetGroup('ClusterSubnetGroups', {
  arn: 'ClusterSubnetGroupArn',
  name: 'ClusterSubnetGroupName',
  service: 'redshift',
  prefix: 'subnetgroup:',
})

interface DatabaseReader {
  readonly key: DescribeKey
  readonly service: Database['service']
  readonly naming: ArnNaming
  readonly facts: (element: JsonObject) => Partial<Database>
}

function databaseReader({ key, service, naming, facts }: DatabaseReader): ElementReader<Database> {
  return { key, idOf: arnNamed(naming), read: (wire, id) => databaseOf(wire, id, { service, naming, facts }) }
}

function databaseOf(wire: Wire, id: string, reader: Omit<DatabaseReader, 'key'>): Database {
  return {
    ...resourceOf(wire, id, { arn: id, name: text(wire.element, reader.naming.name) }),
    service: reader.service,
    engine: text(wire.element, 'Engine'),
    vpcId: null,
    subnetIds: [],
    securityGroupIds: [],
    port: null,
    publiclyAccessible: flag(wire.element, 'PubliclyAccessible'),
    endpoint: null,
    availabilityZone: null,
    state: null,
    ...reader.facts(wire.element),
  }
}

const DB_INSTANCE = databaseReader({
  key: 'DBInstances',
  service: 'rds',
  naming: { arn: 'DBInstanceArn', name: 'DBInstanceIdentifier', service: 'rds', prefix: 'db:' },
  facts: (element) => {
    const endpoint = object(element, 'Endpoint')
    const group = object(element, 'DBSubnetGroup')
    return {
      vpcId: idText(group, 'VpcId', 'vpc'),
      subnetIds: subnetsOfGroup(group),
      securityGroupIds: idsOf(textsOf(element, 'VpcSecurityGroups', 'VpcSecurityGroupId'), 'sg'),
      port: number(endpoint, 'Port') ?? number(element, 'DbInstancePort'),
      endpoint: text(endpoint, 'Address'),
      availabilityZone: text(element, 'AvailabilityZone'),
      state: text(element, 'DBInstanceStatus'),
    }
  },
})

const DB_CLUSTER = databaseReader({
  key: 'DBClusters',
  service: 'rds-cluster',
  naming: { arn: 'DBClusterArn', name: 'DBClusterIdentifier', service: 'rds', prefix: 'cluster:' },
  facts: (element) => ({
    securityGroupIds: idsOf(textsOf(element, 'VpcSecurityGroups', 'VpcSecurityGroupId'), 'sg'),
    port: number(element, 'Port'),
    endpoint: text(element, 'Endpoint'),
    availabilityZone: texts(element, 'AvailabilityZones')[0] ?? null,
    state: text(element, 'Status'),
  }),
})

/** Redshift prints a namespace ARN, which names another thing: the cluster's own is built from its name. */
const REDSHIFT_CLUSTER = databaseReader({
  key: 'RedshiftClusters',
  service: 'redshift',
  naming: { arn: 'ClusterArn', name: 'ClusterIdentifier', service: 'redshift', prefix: 'cluster:' },
  facts: (element) => {
    const endpoint = object(element, 'Endpoint')
    return {
      engine: 'redshift',
      vpcId: idText(element, 'VpcId', 'vpc'),
      securityGroupIds: idsOf(textsOf(element, 'VpcSecurityGroups', 'VpcSecurityGroupId'), 'sg'),
      port: number(endpoint, 'Port'),
      endpoint: text(endpoint, 'Address'),
      availabilityZone: text(element, 'AvailabilityZone'),
      state: text(element, 'ClusterStatus'),
    }
  },
})

const CACHE_CLUSTER = databaseReader({
  key: 'CacheClusters',
  service: 'elasticache',
  naming: { arn: 'ARN', name: 'CacheClusterId', service: 'elasticache', prefix: 'cluster:' },
  facts: (element) => {
    const [node] = objects(element, 'CacheNodes')
    const configuration = object(element, 'ConfigurationEndpoint')
    const endpoint = text(configuration, 'Address') === null ? object(node ?? {}, 'Endpoint') : configuration
    return {
      securityGroupIds: idsOf(textsOf(element, 'SecurityGroups', 'SecurityGroupId'), 'sg'),
      port: number(endpoint, 'Port'),
      endpoint: text(endpoint, 'Address'),
      availabilityZone: text(element, 'PreferredAvailabilityZone'),
      state: text(element, 'CacheClusterStatus'),
    }
  },
})

const MEMORYDB_CLUSTER = databaseReader({
  key: 'MemoryDBClusters',
  service: 'memorydb',
  naming: { arn: 'ARN', name: 'Name', service: 'memorydb', prefix: 'cluster/' },
  facts: (element) => {
    const endpoint = object(element, 'ClusterEndpoint')
    return {
      securityGroupIds: idsOf(textsOf(element, 'SecurityGroups', 'SecurityGroupId'), 'sg'),
      port: number(endpoint, 'Port'),
      endpoint: text(endpoint, 'Address'),
      state: text(element, 'Status'),
    }
  },
})

const OPENSEARCH_PORT = 443

/** A domain without VPC options has a public endpoint. Source: OpenSearch Service guide, launching domains within a VPC. */
const OPENSEARCH_DOMAIN = databaseReader({
  key: 'DomainStatusList',
  service: 'opensearch',
  naming: { arn: 'ARN', name: 'DomainName', service: 'es', prefix: 'domain/' },
  facts: (element) => {
    const placement = object(element, 'VPCOptions')
    const vpcId = idText(placement, 'VPCId', 'vpc')
    const placed = vpcId !== null || hasList(placement, 'SubnetIds')
    return {
      engine: firstText(element, 'EngineVersion', 'ElasticsearchVersion'),
      vpcId,
      subnetIds: idsOf(texts(placement, 'SubnetIds'), 'subnet'),
      securityGroupIds: idsOf(texts(placement, 'SecurityGroupIds'), 'sg'),
      port: OPENSEARCH_PORT,
      publiclyAccessible: !placed,
      endpoint: firstText(object(element, 'Endpoints'), 'vpc', 'vpcv2') ?? text(element, 'Endpoint'),
      availabilityZone: texts(placement, 'AvailabilityZones')[0] ?? null,
      state: flag(element, 'Deleted') === true ? 'deleted' : 'active',
    }
  },
})
