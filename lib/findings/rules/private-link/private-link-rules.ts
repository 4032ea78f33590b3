/** The rules about PrivateLink, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { noEc2Endpoint } from './pl-001-no-ec2-endpoint.ts'
import { endpointsOfServicesInUse } from './pl-002-endpoints-of-services-in-use.ts'
import { gatewayEndpointMissing } from './pl-003-gateway-endpoint-missing.ts'
import { endpointPolicyOpen } from './pl-004-endpoint-policy-open.ts'
import { endpointGroupWrong } from './pl-005-endpoint-group-wrong.ts'
import { privateDnsOff } from './pl-006-private-dns-off.ts'
import { endpointInFewZones } from './pl-007-endpoint-in-few-zones.ts'
import { endpointNotAvailable } from './pl-008-endpoint-not-available.ts'
import { serviceAutoAccepts } from './pl-009-service-auto-accepts.ts'
import { serviceOpenPrincipals } from './pl-010-service-open-principals.ts'

export const PRIVATE_LINK_RULES: readonly FindingRule[] = [
  noEc2Endpoint,
  endpointsOfServicesInUse,
  gatewayEndpointMissing,
  endpointPolicyOpen,
  endpointGroupWrong,
  privateDnsOff,
  endpointInFewZones,
  endpointNotAvailable,
  serviceAutoAccepts,
  serviceOpenPrincipals,
]
