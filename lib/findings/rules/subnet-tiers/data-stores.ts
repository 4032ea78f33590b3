/** What all rules about managed data stores need: the command that describes one, and its usual port. */

import type { Database } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'

export function describeStore({ service, region, name, id }: Database): string {
  const called = name ?? id
  switch (service) {
    case 'rds':
      return shell`aws rds describe-db-instances --region ${region} --db-instance-identifier ${called}`
    case 'rds-cluster':
      return shell`aws rds describe-db-clusters --region ${region} --db-cluster-identifier ${called}`
    case 'redshift':
      return shell`aws redshift describe-clusters --region ${region} --cluster-identifier ${called}`
    case 'elasticache':
      return shell`aws elasticache describe-cache-clusters --region ${region} --cache-cluster-id ${called}`
    case 'memorydb':
      return shell`aws memorydb describe-clusters --region ${region} --cluster-name ${called}`
    case 'opensearch':
      return shell`aws opensearch describe-domain --region ${region} --domain-name ${called}`
  }
}

/** Inside a VPC these have private addresses only. Source: ElastiCache, MemoryDB and OpenSearch guides. */
export function isNeverPublic({ service, vpcId, subnetIds }: Database): boolean {
  if (service === 'opensearch') return vpcId !== null || subnetIds.length > 0
  return service === 'elasticache' || service === 'memorydb'
}

/** Outside of every VPC, which TIER-011 tells: no subnet and no route stand before it. */
export function isOutsideVpc({ vpcId, subnetIds, securityGroupIds }: Placed): boolean {
  return vpcId === null && subnetIds.length === 0 && securityGroupIds.length === 0
}

type Placed = Pick<Database, 'vpcId' | 'subnetIds' | 'securityGroupIds'>

/** Never the ARN, where there is a name. */
export function storeName({ name, id }: Database): string {
  return name ?? id
}
