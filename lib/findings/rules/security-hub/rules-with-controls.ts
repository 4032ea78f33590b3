/** The rules that a control of Security Hub may ask the same as: all but those about Security Hub itself. */

import type { FindingRule } from '../../rule.ts'
import { API_CALL_RULES } from '../api-calls/api-call-rules.ts'
import { FLOW_LOG_RULES } from '../flow-logs/flow-log-rules.ts'
import { INSPECTION_RULES } from '../in-line-inspection/inspection-rules.ts'
import { MANAGEMENT_RULES } from '../management-traffic/management-rules.ts'
import { NETWORK_ACL_RULES } from '../network-acls/network-acl-rules.ts'
import { PRIVATE_CONNECTION_RULES } from '../private-connections/private-connection-rules.ts'
import { PRIVATE_LINK_RULES } from '../private-link/private-link-rules.ts'
import { PRIVATE_SUBNET_RULES } from '../private-subnets/private-subnet-rules.ts'
import { SECURITY_GROUP_RULES } from '../security-groups/security-group-rules.ts'
import { SEPARATE_VPC_RULES } from '../separate-vpcs/separate-vpc-rules.ts'
import { SUBNET_TIER_RULES } from '../subnet-tiers/subnet-tier-rules.ts'

export const RULES_WITH_CONTROLS: readonly FindingRule[] = [
  ...API_CALL_RULES,
  ...SEPARATE_VPC_RULES,
  ...SUBNET_TIER_RULES,
  ...PRIVATE_LINK_RULES,
  ...SECURITY_GROUP_RULES,
  ...NETWORK_ACL_RULES,
  ...PRIVATE_SUBNET_RULES,
  ...MANAGEMENT_RULES,
  ...PRIVATE_CONNECTION_RULES,
  ...FLOW_LOG_RULES,
  ...INSPECTION_RULES,
]
