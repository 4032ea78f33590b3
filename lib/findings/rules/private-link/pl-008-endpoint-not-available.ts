import type { VpcEndpoint } from '../../../inventory/connectivity.ts'
import { charter } from '../../charter.ts'
import { passed } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { named, shortName } from '../../wording.ts'
import { askForEndpoint, endpointFailed, endpointSubject, endpointUntold, isAvailable } from './endpoint-subjects.ts'

/** Source: EC2 API, VpcEndpoint, State. */
export const endpointNotAvailable: FindingRule = {
  id: 'PL-008',
  version: 1,
  title: 'Endpoint is not available',
  logic: 'The state of each endpoint is available. Endpoints of Gateway Load Balancers are the matter of INL-011.',
  charter: charter('D.privatelink'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: [],
  needs: ['VpcEndpoints'],
  sharpenedBy: [],
  check: ({ inventory, ...context }) =>
    [...inventory.vpcEndpoints.values()]
      .filter(({ kind }) => kind !== 'gateway-load-balancer')
      .map((endpoint) => outcomeOf({ inventory, ...context }, endpoint)),
}

function outcomeOf(context: RuleContext, endpoint: VpcEndpoint): RuleOutcome {
  const { state, serviceName, id } = endpoint
  if (isAvailable(endpoint)) return passed(endpointSubject(endpoint), () => `${named(endpoint)} is available.`)
  if (state === 'unknown') return endpointUntold(endpoint, `The state of ${named(endpoint)} was not told.`)
  return endpointFailed(context, endpoint, {
    title: `${shortName(endpoint.name ?? id)} is ${state}, and carries nothing`,
    description: `Endpoint ${named(endpoint)} to ${serviceName} is ${state}. What was meant to go through it fails, or leaves by another way.`,
    severity: fixed('medium', 'nothing passes it'),
    fact: { excerpt: `State is ${state}`, field: 'State' },
    summary:
      'An endpoint that waits is accepted by the owner of the service; one that failed or was rejected is made again.',
    cli: [askForEndpoint(endpoint)],
  })
}
