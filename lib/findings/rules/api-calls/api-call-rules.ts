/** The rules about API calls, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { collectorCredentials } from './api-001-collector-credentials.ts'
import { collectorTls } from './api-002-collector-tls.ts'
import { oldTlsCallers } from './api-003-old-tls-callers.ts'
import { longLivedKeys } from './api-004-long-lived-keys.ts'
import { cleartextListener } from './api-005-cleartext-listener.ts'
import { oldTlsPolicy } from './api-006-old-tls-policy.ts'
import { vpcEncryption } from './api-007-vpc-encryption.ts'

export const API_CALL_RULES: readonly FindingRule[] = [
  collectorCredentials,
  collectorTls,
  oldTlsCallers,
  longLivedKeys,
  cleartextListener,
  oldTlsPolicy,
  vpcEncryption,
]
