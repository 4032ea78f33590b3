/** Every rule there is, in the order of the catalogue. */

import type { FindingRule } from './rule.ts'
import { remoteAdministrationOpen } from './rules/security-groups/sg-003-remote-administration-open.ts'

export const CATALOGUE: readonly FindingRule[] = [remoteAdministrationOpen]
