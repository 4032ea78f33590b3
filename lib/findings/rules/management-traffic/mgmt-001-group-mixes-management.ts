import type { SecurityGroup, SecurityGroupRule } from '../../../inventory/filters.ts'
import { unreadOf } from '../../../inventory/filters.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { covers, type NumberSet, subtract, union } from '../../../net/interval-set.ts'
import { TCP, UDP } from '../../../net/protocol.ts'
import { formatPorts } from '../../../net/traffic.ts'
import { ruleRef } from '../../../reachability/security-group-filter.ts'
import { charter } from '../../charter.ts'
import { nist, wellArchitected } from '../../compliance.ts'
import { evidenceOf } from '../../evidence.ts'
import { carriersOf } from '../../group-carriers.ts'
import { subjectOf } from '../../open-ports.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import { permissionOf, revokeRules } from '../../revoke-rules.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { portsAmong } from '../../rule-sources.ts'
import { portsText } from '../../settings.ts'
import { fixed } from '../../severity.ts'
import { named, shortName } from '../../wording.ts'

/** Source: VPC guide, "Infrastructure security in Amazon VPC" (additional groups for management traffic). */
export const groupMixesManagement: FindingRule = {
  id: 'MGMT-001',
  version: 1,
  title: 'Security group mixes management and application traffic',
  logic:
    'The ingress rules of one group admit an administration port and another TCP or UDP port. Rules that name the group itself do not count: they are how members talk to each other.',
  charter: charter('I.management-apart'),
  severity: 'low',
  severityNote: 'Does not depend on exposure.',
  compliance: [...nist('AC-4', 'SC-7'), wellArchitected('NETSEC-001')],
  needs: ['SecurityGroups'],
  sharpenedBy: [],
  check: (context) => [...context.inventory.securityGroups.values()].map((group) => outcomeOf(context, group)),
}

function outcomeOf(context: RuleContext, group: SecurityGroup): RuleOutcome {
  const { settings } = context
  const rules = group.rules.filter((rule) => isService(group, rule))
  const admin = rules.filter((rule) => portsAmong(rule, settings.adminPorts).length > 0)
  const served = rules.reduce<NumberSet>((all, { ports }) => union(all, ports), [])
  const other = subtract(served, settings.adminPorts)
  if (admin.length > 0 && other.length > 0) return failure(context, group, { admin, rules, other })
  if (unreadOf(group, 'ingress').length > 0) {
    return undecided(subjectOf(group), {
      reason: `A rule of ${named(group)} could not be read.`,
      remedy: shell`aws ec2 describe-security-groups --region ${group.region} --group-ids ${group.id}`,
    })
  }
  return passed(subjectOf(group), () => `${named(group)} does not admit management and application traffic both.`)
}

function isService({ id }: SecurityGroup, { direction, protocol, peer }: SecurityGroupRule): boolean {
  if (direction !== 'ingress' || (peer.kind === 'security-group' && peer.id === id)) return false
  return protocol === TCP || protocol === UDP || protocol === 'any'
}

interface Mixture {
  readonly admin: readonly SecurityGroupRule[]
  readonly rules: readonly SecurityGroupRule[]
  readonly other: NumberSet
}

function failure(
  { inventory, settings, network, openings }: RuleContext,
  group: SecurityGroup,
  { admin, rules, other }: Mixture,
): RuleOutcome {
  const managed = admin.reduce<NumberSet>((all, rule) => union(all, portsAmong(rule, settings.adminPorts)), [])
  const carriers = carriersOf(network, group.id)
  const apart = admin.filter((rule) => subtract(rule.ports, settings.adminPorts).length === 0)
  const isOpen = new Set(openings.get(group.id)?.openings.flatMap((each) => each.rules))
  return failed(subjectOf(group), {
    title: `Security group ${shortName(group.name ?? group.groupName)} mixes management and application traffic`,
    description: `${named(group)} admits ${whatText(managed, other)} in one place. Who may administer cannot be changed, logged or reviewed apart from who may use the application.`,
    severity: fixed('low', 'one group does both'),
    related: carriers.slice(0, 100).map(({ id }) => ({ role: 'interface', id })),
    evidence: rules.slice(0, 50).map((rule) => evidenceOf(inventory, ruleRef(rule, group.id))),
    settingsUsed: { adminPorts: portsText(settings.adminPorts) },
    remediation: {
      ...revokeRules({
        group,
        rules: apart,
        settings,
        summary:
          apart.length > 0
            ? `Make a group for management with these rules${apart.some((rule) => isOpen.has(rule)) ? ', but with the range you administer from where they admit everybody' : ''}, give it to the same interfaces beside this one, then take the rules away here. Done in another order, administrators are cut off.`
            : 'Make a group for management that admits the administration ports in use, give it to the same interfaces beside this one, then narrow the rules here to the ports the application serves. Done in another order, administrators are cut off.',
      }),
      cli: [
        shell`aws ec2 create-security-group --region ${group.region} --vpc-id ${group.vpcId ?? '<vpc>'} --group-name ${`${group.groupName}-management`} --description ${'Management traffic'}`,
        ...(apart.length > 0 ? [] : [adminRule(group)]),
        ...new Set(apart.map((rule) => copyOf(group, rule, isOpen.has(rule)))),
      ],
    },
  })
}

const NEW_GROUP = '<new-group-id>'

/** The rule in the group for management; a rule for everybody is not made a second time. */
function copyOf({ region }: SecurityGroup, rule: SecurityGroupRule, isOpen: boolean): string {
  const command = shell`aws ec2 authorize-security-group-ingress --region ${region} --group-id ${NEW_GROUP}`
  if (!isOpen) return `${command} ${shell`--ip-permissions ${JSON.stringify([permissionOf(rule)])}`}`
  const [first] = rule.ports
  const ports = first === undefined ? '<administration-port>' : first[0] === first[1] ? `${first[0]}` : first.join('-')
  return `${command} ${shell`--protocol ${rule.protocol === UDP ? 'udp' : 'tcp'} --port ${ports} --cidr ${'<range-you-administer-from>'}`}`
}

/** An opening of every port lists no ports: the list would be all of them, cut into pieces. */
function whatText(managed: NumberSet, other: NumberSet): string {
  const whole = covers(union(managed, other), [[1, 65535]])
  if (whole) return 'every port, those of administration among them,'
  return `administration (${formatPorts(managed)}) and application traffic (${formatPorts(other)})`
}

function adminRule({ region }: SecurityGroup): string {
  return shell`aws ec2 authorize-security-group-ingress --region ${region} --group-id ${NEW_GROUP} --protocol tcp --port ${'<administration-port>'} --source-group ${'<group-of-the-bastion>'}`
}
