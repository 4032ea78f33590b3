import { scopeKey } from '../../../inventory/lookups.ts'
import type { NetworkInterface } from '../../../inventory/network.ts'
import type { LoadBalancer } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { classifySubnet } from '../../../inventory/subnet-class.ts'
import { unreadAddresses } from '../../../reachability/network.ts'
import { hasPublicAddress } from '../../../reachability/public-addresses.ts'
import { charter } from '../../charter.ts'
import { awsConfig, fsbp } from '../../compliance.ts'
import { interfaceRole } from '../../interface-role.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import { type RegionScope, regionScopes } from '../../region-scopes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import type { Settings } from '../../settings.ts'
import { fixed } from '../../severity.ts'
import { listWords } from '../../wording.ts'

/** Source: VPC guide, "Block public access to VPCs and subnets"; NAT gateways keep working under block-ingress. */
export const publicAccessNotBlocked: FindingRule = {
  id: 'ISO-014',
  version: 1,
  title: 'VPC Block Public Access is off where nothing needs it off',
  logic:
    'VPC Block Public Access of the account and Region blocks internet gateways, or something there is meant to be public. Nothing is where no interface but those of NAT gateways has a public IPv4 address or an IPv6 address in a subnet that leads to an internet gateway, and no load balancer faces the internet. Where something has and publicServices does not name it, nobody said what is meant.',
  charter: charter('B.vpc-per-workload'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: [fsbp('EC2.172'), awsConfig('ec2-vpc-bpa-internet-gateway-blocked')],
  needs: ['VpcBlockPublicAccessOptions'],
  sharpenedBy: ['VpcBlockPublicAccessExclusions', 'NetworkInterfaces', 'LoadBalancers'],
  check: (context) => {
    const uses = usesByScope(context)
    return regionScopes(context.inventory).flatMap((scope) => outcomesOf(context, scope, uses))
  },
}

interface PublicUse {
  /** Names of what has a public address. */
  readonly found: string[]
  readonly declared: string[]
  readonly untold: string[]
}

/** One pass over all interfaces. */
function usesByScope(context: RuleContext): ReadonlyMap<string, PublicUse> {
  const { inventory, network, settings } = context
  const uses = new Map<string, PublicUse>()
  const needOf = (account: string, region: string): PublicUse => {
    const key = scopeKey(account, region)
    const use = uses.get(key) ?? { found: [], declared: [], untold: [] }
    uses.set(key, use)
    return use
  }
  for (const one of inventory.networkInterfaces.values()) {
    if (interfaceRole(one) === 'nat-gateway') continue
    const isPublic = (one.ipv6Addresses.length > 0 && mayBePublic(context, one)) || hasPublicAddress(network, one, 4)
    if (!isPublic && unreadAddresses(one).length === 0) continue
    const use = needOf(one.account, one.region)
    if (!isPublic) use.untold.push(one.id)
    else if (isDeclared(settings, one)) use.declared.push(one.id)
    else use.found.push(one.id)
  }
  for (const one of inventory.loadBalancers.values()) addBalancer(one, settings, needOf(one.account, one.region))
  return uses
}

function addBalancer({ id, name, scheme }: LoadBalancer, { publicServices }: Settings, need: PublicUse): void {
  if (scheme === 'internal') return
  const isMeant = publicServices.includes(id) || (name !== null && publicServices.includes(name))
  if (isMeant) need.declared.push(name ?? id)
  else if (scheme === 'unknown') need.untold.push(name ?? id)
  else need.found.push(name ?? id)
}

/** An IPv6 address is public by the routes of its subnet. */
function mayBePublic({ inventory }: RuleContext, { subnetId }: NetworkInterface): boolean {
  const subnet = inventory.subnets.get(subnetId)
  const kind = subnet ? classifySubnet(inventory, subnet) : 'unknown'
  return kind === 'public' || kind === 'unknown'
}

function isDeclared({ publicServices }: Settings, { id, instanceId, securityGroupIds }: NetworkInterface): boolean {
  if (publicServices.length === 0) return false
  return [id, instanceId, ...securityGroupIds].some((each) => each !== null && publicServices.includes(each))
}

const NO_USE: PublicUse = { found: [], declared: [], untold: [] }

function outcomesOf(
  context: RuleContext,
  scope: RegionScope,
  uses: ReadonlyMap<string, PublicUse>,
): readonly RuleOutcome[] {
  const { account, region } = scope.resource
  const options = context.network.index.blockPublicAccessByScope.get(scopeKey(account, region)) ?? []
  const modes = new Set(options.map(({ mode }) => mode))
  if (scope.document.coverage.get('VpcBlockPublicAccessOptions') !== 'complete' && modes.size === 0) return []
  const [mode] = modes
  if (mode === undefined || modes.size > 1)
    return [
      undecided(scope, {
        reason: `The mode of VPC Block Public Access of ${account} in ${region} was ${mode === undefined ? 'not told' : 'told in two ways'}.`,
        remedy: shell`aws ec2 describe-vpc-block-public-access-options --region ${region}`,
      }),
    ]
  if (mode !== 'off') return [passed(scope, `${region} of ${account} is on ${mode}${exclusionsText(context)}.`)]
  const use = uses.get(scopeKey(account, region)) ?? NO_USE
  if (use.declared.length > 0) return [passed(scope, `${listWords(use.declared)} in ${region} is meant to be public.`)]
  const doubt = doubtOf(scope, use)
  return [doubt ?? failure(scope)]
}

function exclusionsText({ inventory }: RuleContext): string {
  const ids = inventory.blockPublicAccessExclusions.map(({ resourceId, mode }) => `${resourceId} (${mode})`)
  return ids.length === 0 ? '' : `, except for ${listWords(ids, 20)}`
}

function doubtOf(scope: RegionScope, { found, untold }: PublicUse): RuleOutcome | null {
  const { region } = scope.resource
  if (found.length > 0)
    return undecided(scope, {
      reason: `VPC Block Public Access is off in ${region}, and whether ${listWords(found)} ${found.length === 1 ? 'is' : 'are'} meant to be public was not said: publicServices names none of ${found.length === 1 ? 'it' : 'them'}.`,
      remedy: 'name what is meant to be public in publicServices in portolan.yaml, or take its public address away',
    })
  const missing = (['NetworkInterfaces', 'LoadBalancers'] as const).filter(
    (key) => scope.document.coverage.get(key) !== 'complete',
  )
  if (missing.length === 0 && untold.length === 0) return null
  const what = missing.length > 0 ? `${listWords(missing)} of ${region}` : `the addresses of ${listWords(untold)}`
  return undecided(scope, {
    reason: `VPC Block Public Access is off in ${region}, and whether anything there is public is not known: ${what} were not all collected.`,
    remedy: shell`aws ec2 describe-network-interfaces --region ${region}; aws elbv2 describe-load-balancers --region ${region}`,
  })
}

function failure(scope: RegionScope): Failure {
  const { account, region } = scope.resource
  return failed(scope, {
    title: `Block Public Access is off in ${region}, and nothing there is public`,
    description: `In ${region}, account ${account} has no interface with a public address beside NAT gateways and no load balancer that faces the internet, yet VPC Block Public Access is off. One Elastic IP by mistake would reach the internet; the switch would stop it for the whole Region.`,
    severity: fixed('medium', 'nothing would break, and one mistake would be stopped'),
    evidence: [
      {
        kind: 'setting',
        resourceId: scope.resource.id,
        pointer: '/VpcBlockPublicAccessOptions/0/InternetGatewayBlockMode',
        account,
        region,
        excerpt: 'InternetGatewayBlockMode is off',
      },
    ],
    settingsUsed: { publicServices: 'none' },
    remediation: {
      summary: 'Block what comes in from the internet. NAT gateways and egress-only gateways keep working.',
      cli: [
        shell`aws ec2 modify-vpc-block-public-access-options --region ${region} --internet-gateway-block-mode block-ingress`,
      ],
      terraform:
        'resource "aws_vpc_block_public_access_options" "this" {\n  internet_gateway_block_mode = "block-ingress"\n}',
      console: [
        `Open the VPC console in ${region}, Settings, Public access settings, Edit.`,
        'Choose Ingress-only and save.',
      ],
    },
  })
}
