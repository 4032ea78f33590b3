import type { ClientVpnAuthorization, ClientVpnEndpoint } from '../../../inventory/connectivity.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { covers } from '../../../net/interval-set.ts'
import { formatPrefix, type Prefix } from '../../../net/prefix.ts'
import { addressSet } from '../../../net/traffic.ts'
import { charter } from '../../charter.ts'
import { awsConfig } from '../../compliance.ts'
import { evidenceOf } from '../../evidence.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { askOfEndpoint, endpointSubject, openEndpoint } from './client-vpn.ts'

/** Source: Client VPN administrator guide, "Authorization rules". */
export const clientVpnOpenToAll: FindingRule = {
  id: 'HYB-005',
  version: 1,
  title: 'Client VPN lets everybody go everywhere',
  logic:
    'The authorisation rules of a Client VPN endpoint that admit everybody (AccessAll) do not, taken together, hold 0.0.0.0/0 or ::/0. A rule for one group may.',
  charter: charter('J.private-connections'),
  severity: 'high',
  severityNote: 'Never changes.',
  compliance: [awsConfig('ec2-client-vpn-not-authorize-all')],
  needs: ['ClientVpnEndpoints'],
  sharpenedBy: [],
  check: (context) =>
    [...context.inventory.clientVpnEndpoints.values()].map((endpoint) => outcomeOf(context, endpoint)),
}

const EVERYWHERE: readonly Prefix[] = [
  { family: 4, base: 0, length: 0 },
  { family: 6, base: 0n, length: 0 },
]

function outcomeOf(context: RuleContext, endpoint: ClientVpnEndpoint): RuleOutcome {
  const forAll = (endpoint.authorizationRules ?? []).filter(({ accessAll }) => accessAll)
  const held = addressSet(forAll.map(({ destination }) => destination))
  const [whole] = EVERYWHERE.filter((prefix) => {
    const wanted = addressSet([prefix])
    return covers(held.v4, wanted.v4) && covers(held.v6, wanted.v6)
  })
  if (whole) {
    const rules = forAll.filter(({ destination }) => destination.family === whole.family)
    return failure(context, endpoint, rules)
  }
  const unread = endpoint.unread.filter((text) => text.startsWith('AuthorizationRules'))
  if (endpoint.authorizationRules !== null && unread.length === 0)
    return passed(endpointSubject(endpoint), `${named(endpoint)} lets nobody go everywhere without a group.`)
  return undecided(endpointSubject(endpoint), {
    reason:
      unread.length > 0
        ? `Authorisation rules of ${named(endpoint)} could not be read: ${listWords(unread)}.`
        : `The authorisation rules of ${named(endpoint)} were not collected.`,
    remedy: askOfEndpoint(endpoint, 'authorization-rules'),
  })
}

function failure(
  { inventory }: RuleContext,
  endpoint: ClientVpnEndpoint,
  rules: readonly ClientVpnAuthorization[],
): Failure {
  const { id, region, source } = endpoint
  const blocks = rules.map(({ destination }) => formatPrefix(destination))
  return failed(endpointSubject(endpoint), {
    title: `${shortName(endpoint.name ?? id)} lets everybody go everywhere`,
    description: `Client VPN endpoint ${named(endpoint)} admits everybody who can log in to ${listWords(blocks)}. One lost laptop or one shared certificate reaches whatever the groups of the VPC and its routes allow.`,
    severity: fixed('high', 'a login is all it takes'),
    related: endpoint.vpcId ? [{ role: 'vpc', id: endpoint.vpcId }] : [],
    evidence: rules.map(({ destination, pointer }) =>
      evidenceOf(inventory, {
        kind: 'resource',
        resourceId: id,
        pointer,
        document: source.document,
        excerpt: `everybody to ${formatPrefix(destination)}`,
      }),
    ),
    remediation: {
      summary:
        'Authorise each group of people for the blocks it needs, then revoke the rule for everybody. It ends their sessions there.',
      cli: [
        shell`aws ec2 authorize-client-vpn-ingress --region ${region} --client-vpn-endpoint-id ${id} --target-network-cidr ${'<block>'} --access-group-id ${'<group>'}`,
        ...blocks.map(
          (block) =>
            shell`aws ec2 revoke-client-vpn-ingress --region ${region} --client-vpn-endpoint-id ${id} --target-network-cidr ${block} --revoke-all-groups`,
        ),
      ],
      terraform:
        'resource "aws_ec2_client_vpn_authorization_rule" "this" {\n  client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.this.id\n  target_network_cidr    = aws_subnet.app.cidr_block\n  access_group_id        = var.access_group_id\n}',
      console: [
        openEndpoint(endpoint, 'Authorization rules'),
        'Add a rule for each group, then remove the one for all users.',
      ],
    },
  })
}
