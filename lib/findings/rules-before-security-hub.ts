/** The rules of the folders that stand before Security Hub in the charter, in the order of its bullets. */

import type { FindingRule } from './rule.ts'
import { API_CALL_RULES } from './rules/api-calls/api-call-rules.ts'
import { FLOW_LOG_RULES } from './rules/flow-logs/flow-log-rules.ts'
import { MANAGEMENT_RULES } from './rules/management-traffic/management-rules.ts'
import { NETWORK_ACL_RULES } from './rules/network-acls/network-acl-rules.ts'
import { PRIVATE_CONNECTION_RULES } from './rules/private-connections/private-connection-rules.ts'
import { PRIVATE_LINK_RULES } from './rules/private-link/private-link-rules.ts'
import { PRIVATE_SUBNET_RULES } from './rules/private-subnets/private-subnet-rules.ts'
import { ROUTE_TABLE_RULES } from './rules/route-tables/route-table-rules.ts'
import { SECURITY_GROUP_RULES } from './rules/security-groups/security-group-rules.ts'
import { SEPARATE_VPC_RULES } from './rules/separate-vpcs/separate-vpc-rules.ts'
import { SUBNET_TIER_RULES } from './rules/subnet-tiers/subnet-tier-rules.ts'

export const RULES_BEFORE_SECURITY_HUB: readonly FindingRule[] = [
  ...API_CALL_RULES,
  ...SEPARATE_VPC_RULES,
  ...SUBNET_TIER_RULES,
  ...PRIVATE_LINK_RULES,
  ...SECURITY_GROUP_RULES,
  ...NETWORK_ACL_RULES,
  ...PRIVATE_SUBNET_RULES,
  ...ROUTE_TABLE_RULES,
  ...MANAGEMENT_RULES,
  ...PRIVATE_CONNECTION_RULES,
  ...FLOW_LOG_RULES,
]
