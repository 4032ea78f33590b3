import type { VpcEndpoint } from '../../../inventory/connectivity.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { passed } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { askForEndpoint, awsService, endpointFailed, endpointSubject, endpointUntold } from './endpoint-subjects.ts'

/** Source: PrivateLink guide, "Access an AWS service using an interface VPC endpoint", private DNS. */
export const privateDnsOff: FindingRule = {
  id: 'PL-006',
  version: 1,
  title: 'Calls pass by the endpoint: private DNS is off',
  logic:
    'PrivateDnsEnabled of an interface endpoint of an AWS service is true, and its VPC has enableDnsSupport and enableDnsHostnames.',
  charter: charter('D.privatelink'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: nist('SC-7'),
  needs: ['VpcEndpoints'],
  sharpenedBy: ['Vpcs'],
  check: (context) => [...context.inventory.vpcEndpoints.values()].flatMap((endpoint) => outcomesOf(context, endpoint)),
}

function outcomesOf(context: RuleContext, endpoint: VpcEndpoint): readonly RuleOutcome[] {
  const service = awsService(endpoint.serviceName)
  if (endpoint.kind !== 'interface' || service === null) return []
  const vpc = context.inventory.vpcs.get(endpoint.vpcId)
  const facts = [
    ['PrivateDnsEnabled', endpoint.privateDns],
    ['enableDnsSupport', vpc?.dnsSupport ?? null],
    ['enableDnsHostnames', vpc?.dnsHostnames ?? null],
  ] as const
  const off = facts.flatMap(([name, value]) => (value === false ? [name] : []))
  if (off.length > 0) return [failure(context, endpoint, { service, off })]
  const untold = facts.flatMap(([name, value]) => (value === null ? [name] : []))
  if (untold.length === 0)
    return [passed(endpointSubject(endpoint), `Names of ${service} resolve to ${named(endpoint)}.`)]
  const remedies = untold.map((name) =>
    name === 'PrivateDnsEnabled'
      ? askForEndpoint(endpoint)
      : shell`aws ec2 describe-vpc-attribute --region ${endpoint.region} --vpc-id ${endpoint.vpcId} --attribute ${name}`,
  )
  const reason = `Whether names of ${service} lead to ${named(endpoint)} is not known: ${listWords(untold)} ${untold.length === 1 ? 'was' : 'were'} not told.`
  return [endpointUntold(endpoint, reason, remedies.join('; '))]
}

function failure(
  context: RuleContext,
  endpoint: VpcEndpoint,
  { service, off }: { readonly service: string; readonly off: readonly string[] },
): RuleOutcome {
  const { id, region, vpcId } = endpoint
  return endpointFailed(context, endpoint, {
    title: `Calls to ${service} pass by ${shortName(endpoint.name ?? id)}`,
    description: `${listWords(off)} ${off.length === 1 ? 'is' : 'are'} false for endpoint ${named(endpoint)} or its VPC ${vpcId}. Programs resolve ${service} to public addresses and call it through the internet or a NAT gateway, while the endpoint stands idle.`,
    severity: fixed('medium', 'the endpoint is paid for and not used by default'),
    fact: {
      excerpt: `${listWords(off)}: false`,
      ...(off[0] === 'PrivateDnsEnabled' ? { field: 'PrivateDnsEnabled' } : {}),
    },
    summary:
      'Switch it on. Every call of the VPC to the service then goes through the endpoint: its group must admit tcp/443 from the VPC first.',
    cli: off.map((name) => {
      if (name === 'PrivateDnsEnabled')
        return shell`aws ec2 modify-vpc-endpoint --region ${region} --vpc-endpoint-id ${id} --private-dns-enabled`
      const flag = name === 'enableDnsSupport' ? '--enable-dns-support' : '--enable-dns-hostnames'
      return shell`aws ec2 modify-vpc-attribute --region ${region} --vpc-id ${vpcId} ${flag} ${'{"Value":true}'}`
    }),
  })
}
