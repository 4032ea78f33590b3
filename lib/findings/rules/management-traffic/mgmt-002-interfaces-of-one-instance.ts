import type { Instance, NetworkInterface } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { awsConfig, fsbp } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { isManagement } from './management-interfaces.ts'
import { severalInterfaces } from './several-interfaces.ts'

/**
 * Security Hub's EC2.17 flags every second interface, which is what AWS's own page asks for to keep management apart.
 * Source: VPC guide, "Infrastructure security in Amazon VPC"; Security Hub guide, EC2.17 (EKS and appliances excepted).
 */
export const interfacesOfOneInstance: FindingRule = {
  id: 'MGMT-002',
  version: 1,
  title: 'Second interface that keeps nothing apart',
  logic:
    'An instance with two interfaces or more passes when they differ in security groups and in subnet, or in groups and one of them is for management (tag, setting or name). Nodes of Kubernetes, EFA, trunk and branch interfaces, and hosts that forward for others are exempt.',
  charter: charter('I.management-apart'),
  severity: 'low',
  severityNote: 'Does not depend on exposure.',
  compliance: [fsbp('EC2.17'), awsConfig('ec2-instance-multiple-eni-check')],
  needs: ['Instances', 'NetworkInterfaces'],
  sharpenedBy: [],
  check: (context) =>
    severalInterfaces(context.network).map(({ instance, interfaces }) => outcomeOf(context, instance, interfaces)),
}

function outcomeOf(context: RuleContext, instance: Instance, interfaces: readonly NetworkInterface[]): RuleOutcome {
  const subject = subjectFor(instance, 'instance', instance.vpcId)
  const why = exemption(instance, interfaces)
  if (why !== null) return passed(subject, () => `${named(instance)} is exempt: ${why}.`)
  const groups = new Set(interfaces.map(({ securityGroupIds }) => securityGroupIds.toSorted().join()))
  const subnets = new Set(interfaces.map(({ subnetId }) => subnetId))
  const differ = groups.size > 1 && (subnets.size > 1 || interfaces.some((one) => isManagement(context, one)))
  if (differ) return passed(subject, () => `The interfaces of ${named(instance)} keep traffic apart.`)
  if (interfaces.some(({ unread }) => unread.length > 0)) {
    return undecided(subject, {
      reason: `The security groups of an interface of ${named(instance)} were not all told.`,
      remedy: shell`aws ec2 describe-network-interfaces --region ${instance.region} --filters Name=attachment.instance-id,Values=${instance.id}`,
    })
  }
  const same = groups.size === 1 ? 'carry the same security groups' : 'stand in one subnet, and none is for management'
  return failed(subject, {
    title: `${shortName(instance.name ?? instance.id)} has ${interfaces.length} interfaces that keep nothing apart`,
    description: `The interfaces of ${named(instance)} (${listWords(interfaces.map(({ id }) => id))}) ${same}. A second interface is there to let management in by its own group and subnet; as it is, it is only a second way in.`,
    severity: fixed('low', `they ${same}`),
    related: interfaces.map(({ id }) => ({ role: 'interface', id })),
    evidence: interfaces.map((one) =>
      resourceEvidence(context.inventory, one, {
        excerpt: `${one.id} in ${one.subnetId} with ${listWords(one.securityGroupIds, 6)}`,
      }),
    ),
    remediation: {
      summary: 'Give the interface for management a group and a subnet of its own, or take the second interface away.',
      cli: interfaces
        .slice(1, 2)
        .map(
          ({ id, region }) =>
            shell`aws ec2 modify-network-interface-attribute --region ${region} --network-interface-id ${id} --groups ${'<management group>'}`,
        ),
      terraform: `resource "aws_network_interface" "management" {\n  ${terraformComment(instance.id)}\n  subnet_id       = var.management_subnet_id\n  security_groups = [aws_security_group.management.id]\n}`,
      console: [
        `Open the EC2 console in ${instance.region}, Network interfaces, ${interfaces[1]?.id ?? ''}, Actions, Change security groups.`,
      ],
    },
  })
}

const SHARED_TYPES: ReadonlySet<NetworkInterface['type']> = new Set(['efa', 'trunk', 'branch'])

/** Source: Amazon VPC CNI documentation: it makes further interfaces, and tags them `node.k8s.amazonaws.com/instance_id`. */
function exemption({ tags }: Instance, interfaces: readonly NetworkInterface[]): string | null {
  if (interfaces.some(({ type }) => SHARED_TYPES.has(type))) return 'it has an EFA, trunk or branch interface'
  const keys = [tags, ...interfaces.map((one) => one.tags)].flatMap((all) => Object.keys(all))
  const isNode = keys.some(
    (key) =>
      key.startsWith('eks:') || key.startsWith('kubernetes.io/cluster/') || key.startsWith('node.k8s.amazonaws.com/'),
  )
  if (isNode || interfaces.some(({ description }) => /^aws-k8s-/i.test(description)))
    return 'it is a node of Kubernetes'
  return interfaces.some(({ sourceDestCheck }) => !sourceDestCheck) ? 'it forwards for others' : null
}
