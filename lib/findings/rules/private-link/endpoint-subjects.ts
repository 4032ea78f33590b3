/** What the rules about endpoints share: names of services, workloads, and the frame of a finding about one endpoint. */

import type { VpcEndpoint } from '../../../inventory/connectivity.ts'
import type { Vpc } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import type { Network } from '../../../reachability/network.ts'
import { resourceEvidence } from '../../evidence.ts'
import { type FailureParts, failed, subjectFor, undecided } from '../../outcomes.ts'
import type { Failure, NotEvaluated, RuleContext } from '../../rule.ts'

/** `ec2` of `com.amazonaws.eu-west-1.ec2`; null for a service of a customer or a partner. */
export function awsService(serviceName: string): string | null {
  const [, , service = null] = /^(?:cn\.)?(com\.amazonaws|aws\.api)\.[a-z0-9-]+\.(.+)$/.exec(serviceName) ?? []
  return service === null || service.startsWith('vpce-svc-') || /\.vpce\./.test(serviceName) ? null : service
}

/** AWS answers with `available` and with `Available`. Source: EC2 API, VpcEndpoint. */
export function isAvailable({ state }: VpcEndpoint): boolean {
  return state.toLowerCase() === 'available'
}

/** Does something of the team's own stand in the VPC, which calls services? */
export function hasWorkload({ index }: Network, vpc: Vpc): boolean {
  return (index.interfacesByVpc.get(vpc.id) ?? []).some(({ type, instanceId }) => instanceId !== null || OWN.has(type))
}

const OWN: ReadonlySet<string> = new Set(['lambda', 'branch', 'trunk', 'efa'])

export function askForEndpoint({ id, region }: VpcEndpoint): string {
  return shell`aws ec2 describe-vpc-endpoints --region ${region} --vpc-endpoint-ids ${id}`
}

export function endpointSubject(endpoint: VpcEndpoint) {
  return subjectFor(endpoint, 'vpc-endpoint', endpoint.vpcId)
}

export function endpointUntold(endpoint: VpcEndpoint, reason: string, remedy = askForEndpoint(endpoint)): NotEvaluated {
  return undecided(endpointSubject(endpoint), { reason, remedy })
}

export interface EndpointFault
  extends Pick<FailureParts, 'title' | 'description' | 'severity' | 'related' | 'settingsUsed'> {
  readonly fact: { readonly excerpt: string; readonly field?: string }
  readonly summary: string
  readonly cli: readonly string[]
  /** Where the endpoint is found, unless said. */
  readonly console?: readonly string[]
}

export function endpointFailed({ inventory }: RuleContext, endpoint: VpcEndpoint, fault: EndpointFault): Failure {
  const { fact, summary, cli, console, ...parts } = fault
  return failed(endpointSubject(endpoint), {
    ...parts,
    related: [{ role: 'vpc', id: endpoint.vpcId }, ...(parts.related ?? [])],
    evidence: [resourceEvidence(inventory, endpoint, fact)],
    remediation: {
      summary,
      cli,
      terraform: null,
      console: console ?? [`Open the VPC console in ${endpoint.region}, Endpoints, ${endpoint.id}.`],
    },
  })
}
