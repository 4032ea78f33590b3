/** Databases and caches with the interfaces they put into subnets. Source: RDS and ElastiCache API references. */

import { interfaceParts } from './interface-elements.ts'
import { arn, type Part, REGION, type SubnetPlan, tags, zoneName } from './place.ts'
import { sampleHex } from './sample-id.ts'
import { groupId } from './security-group-elements.ts'

export interface DatabasePlan {
  readonly name: string
  readonly engine: string
  readonly port: number
  /** The subnets of its group; the first holds the writer. */
  readonly subnets: readonly SubnetPlan[]
  readonly groups: readonly string[]
  readonly host: number
  /** Interfaces, one in each of the first subnets: writer and standby. */
  readonly nodes: number
  readonly publicIp?: string
}

export function databaseParts(plan: DatabasePlan): readonly Part[] {
  const { name, subnets } = plan
  const [first] = subnets
  if (!first) throw new TypeError('A database has at least one subnet.')
  const { vpc } = first
  const group = {
    DBSubnetGroupName: `${name}-subnets`,
    DBSubnetGroupArn: arn('rds', vpc.account, `subgrp:${name}-subnets`),
    DBSubnetGroupDescription: `Subnets of ${name}`,
    VpcId: vpc.id,
    SubnetGroupStatus: 'Complete',
    Subnets: subnets.map((subnet) => ({
      SubnetIdentifier: subnet.id,
      SubnetAvailabilityZone: { Name: zoneName(subnet.zone) },
      SubnetStatus: 'Active',
    })),
  }
  const database: Part = [
    'DBInstances',
    {
      DBInstanceArn: arn('rds', vpc.account, `db:${name}`),
      DBInstanceIdentifier: name,
      DBInstanceClass: 'db.r6g.large',
      DBInstanceStatus: 'available',
      Engine: plan.engine,
      Endpoint: { Address: `${name}.${sampleHex(name, 12)}.${REGION}.rds.amazonaws.com`, Port: plan.port },
      AvailabilityZone: zoneName(first.zone),
      MultiAZ: plan.nodes > 1,
      PubliclyAccessible: plan.publicIp !== undefined,
      StorageEncrypted: true,
      VpcSecurityGroups: plan.groups.map((one) => ({ VpcSecurityGroupId: groupId(vpc, one), Status: 'active' })),
      DBSubnetGroup: group,
      TagList: tags({ Name: name, environment: vpc.environment }),
    },
  ]
  return [database, ['DBSubnetGroups', group], ...databaseInterfaces(plan)]
}

function databaseInterfaces({ name, subnets, groups, host, nodes, publicIp }: DatabasePlan): readonly Part[] {
  return subnets.slice(0, nodes).flatMap((subnet, index) =>
    interfaceParts({
      name: `${name}-${subnet.zone}`,
      subnet,
      host,
      groups,
      description: 'RDSNetworkInterface',
      requester: 'amazon-rds',
      ...(publicIp !== undefined && index === 0 ? { publicIp } : {}),
    }),
  )
}

export interface CachePlan {
  readonly name: string
  readonly subnets: readonly SubnetPlan[]
  readonly groups: readonly string[]
  readonly host: number
}

/** One Redis node a subnet, each a cache cluster of one replication group, as ElastiCache prints them. */
export function cacheParts({ name, subnets, groups, host }: CachePlan): readonly Part[] {
  return subnets.flatMap((subnet, index) => {
    const { account } = subnet.vpc
    const CacheClusterId = `${name}-00${index + 1}`
    const cluster: Part = [
      'CacheClusters',
      {
        ARN: arn('elasticache', account, `cluster:${CacheClusterId}`),
        CacheClusterId,
        CacheClusterStatus: 'available',
        Engine: 'redis',
        CacheNodeType: 'cache.r6g.large',
        NumCacheNodes: 1,
        PreferredAvailabilityZone: zoneName(subnet.zone),
        CacheSubnetGroupName: `${name}-subnets`,
        ReplicationGroupId: name,
        TransitEncryptionEnabled: true,
        SecurityGroups: groups.map((one) => ({ SecurityGroupId: groupId(subnet.vpc, one), Status: 'active' })),
        CacheNodes: [
          {
            CacheNodeId: '0001',
            CacheNodeStatus: 'available',
            CustomerAvailabilityZone: zoneName(subnet.zone),
            Endpoint: { Address: `${CacheClusterId}.${sampleHex(name, 6)}.euw1.cache.amazonaws.com`, Port: 6379 },
          },
        ],
      },
    ]
    const description = `ElastiCache ${CacheClusterId}`
    return [
      cluster,
      ...interfaceParts({ name: CacheClusterId, subnet, host, groups, description, requester: 'amazon-elasticache' }),
    ]
  })
}
