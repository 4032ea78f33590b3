/** The rules about private subnets and what the internet reaches, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { portReachableFromInternet } from './exp-001-port-reachable-from-internet.ts'

export const PRIVATE_SUBNET_RULES: readonly FindingRule[] = [portReachableFromInternet]
