import type { LaunchTemplate } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import type { EcsService, LaunchConfiguration } from '../../../inventory/watching.ts'
import { charter } from '../../charter.ts'
import { fsbp, nist } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { listWords, named, shortName } from '../../wording.ts'

/** Source: EC2 Auto Scaling guide, "Launch templates"; EC2 API, LaunchTemplateInstanceNetworkInterfaceSpecification. */
export const templateAsksForPublicAddress: FindingRule = {
  id: 'TIER-012',
  version: 1,
  title: 'Launch template asks for public addresses',
  logic:
    'AssociatePublicIpAddress is true for an interface in the default or the latest version. One that says nothing leaves it to the subnet (TIER-002). The same for launch configurations and for ECS services (assignPublicIp).',
  charter: charter('C.subnets-per-tier'),
  severity: 'high',
  severityNote: 'Does not depend on exposure: it is about what is launched tomorrow.',
  compliance: [
    fsbp('EC2.25', 'exact'),
    fsbp('AutoScaling.5'),
    fsbp('ECS.2'),
    ...nist('AC-4', 'AC-6', 'SC-7', 'SC-7(4)'),
  ],
  needs: ['LaunchTemplates', 'LaunchTemplateVersions', 'LaunchConfigurations', 'EcsServices'],
  sharpenedBy: [],
  check: (context) => [
    ...[...context.inventory.launchTemplates.values()].map((template) => outcomeOf(context, template)),
    ...context.inventory.launchConfigurations.map((each) => configurationOutcome(context, each)),
    ...context.inventory.ecsServices.map((each) => serviceOutcome(context, each)),
  ],
}

/** Source: EC2 Auto Scaling API, LaunchConfiguration. Launch configurations cannot be changed. */
function configurationOutcome({ inventory }: RuleContext, each: LaunchConfiguration): RuleOutcome {
  const subject = subjectFor(each, 'launch-configuration', null)
  if (!each.associatesPublicIp) return passed(subject, () => `${named(each)} asks for no public address.`)
  return failed(subject, {
    title: `Launch configuration ${shortName(each.name ?? each.id)} asks for public addresses`,
    description: `${named(each)} gives every instance launched from it a public IPv4 address, whatever the subnet says.`,
    severity: fixed('high', 'it asks for a public address'),
    evidence: [
      resourceEvidence(inventory, each, {
        excerpt: 'AssociatePublicIpAddress: true',
        field: 'AssociatePublicIpAddress',
      }),
    ],
    remediation: {
      summary:
        'A launch configuration cannot be changed: make a launch template without public addresses, and let the group use it. Instances that run keep theirs.',
      cli: [
        shell`aws autoscaling update-auto-scaling-group --region ${each.region} --auto-scaling-group-name ${'<group>'} --launch-template ${'LaunchTemplateId=<new template>,Version=$Default'}`,
      ],
      terraform: `resource "aws_launch_template" "this" {\n  ${terraformComment(each.name ?? each.id)}\n  network_interfaces {\n    associate_public_ip_address = false\n  }\n}`,
      console: [
        `Open the EC2 console in ${each.region}, Launch configurations, ${each.name ?? each.id}, Copy to launch template.`,
      ],
    },
  })
}

/** Source: ECS developer guide, "Task networking" (awsvpc). Null where tasks have no network of their own. */
function serviceOutcome({ inventory }: RuleContext, each: EcsService): RuleOutcome {
  const subject = subjectFor(each, 'ecs-service', null)
  if (!each.assignPublicIp) return passed(subject, () => `${named(each)} asks for no public address.`)
  const { region, subnetIds, securityGroupIds, clusterArn, name, id } = each
  const network = `awsvpcConfiguration={subnets=[${subnetIds.join(',')}],securityGroups=[${securityGroupIds.join(',')}],assignPublicIp=DISABLED}`
  return failed(subject, {
    title: `ECS service ${shortName(name ?? id)} asks for public addresses`,
    description: `${named(each)} gives every task a public IPv4 address.`,
    severity: fixed('high', 'it asks for a public address'),
    related: subnetIds.map((subnet) => ({ role: 'subnet', id: subnet })),
    evidence: [resourceEvidence(inventory, each, { excerpt: 'assignPublicIp: ENABLED' })],
    remediation: {
      summary:
        'Switch it off; tasks are replaced. In a public subnet they then need a NAT gateway or endpoints to fetch their images: provide those first.',
      cli: [
        shell`aws ecs update-service --region ${region} --cluster ${clusterArn ?? '<cluster>'} --service ${name ?? id} --network-configuration ${network}`,
      ],
      terraform: `resource "aws_ecs_service" "this" {\n  ${terraformComment(name ?? id)}\n  network_configuration {\n    assign_public_ip = false\n    subnets          = var.private_subnet_ids\n  }\n}`,
      console: [
        `Open the ECS console in ${region}, ${name ?? id}, Update service, Networking, and switch Public IP off.`,
      ],
    },
  })
}

function outcomeOf({ inventory }: RuleContext, template: LaunchTemplate): RuleOutcome {
  const subject = subjectFor(template, 'launch-template', null)
  const { id, region, defaultVersion, latestVersion, versions } = template
  const wanted = new Set([defaultVersion, latestVersion])
  const judged = versions.filter(({ number }) => wanted.has(number))
  const asking = judged.filter(({ associatesPublicIp }) => associatesPublicIp === true)
  if (asking.length > 0) {
    const which = listWords(
      asking.map(({ number }) => `${number}${number === defaultVersion ? ' (default)' : ' (latest)'}`),
    )
    return failed(subject, {
      title: `Launch template ${shortName(template.name ?? id)} asks for public addresses`,
      description: `Version ${which} of ${named(template)} gives every instance launched from it a public IPv4 address, whatever the subnet says.`,
      severity: fixed('high', `version ${which} asks for a public address`),
      evidence: [
        resourceEvidence(inventory, template, { excerpt: `AssociatePublicIpAddress: true in version ${which}` }),
      ],
      remediation: {
        summary:
          'Make a new version without public addresses and set it as the default. Instances that run keep theirs.',
        cli: [
          shell`aws ec2 create-launch-template-version --region ${region} --launch-template-id ${id} --source-version ${String(defaultVersion ?? '$Default')} --launch-template-data ${'{"NetworkInterfaces":[{"DeviceIndex":0,"AssociatePublicIpAddress":false}]}'}`,
          shell`aws ec2 modify-launch-template --region ${region} --launch-template-id ${id} --default-version ${'<new version>'}`,
        ],
        terraform: `resource "aws_launch_template" "this" {\n  ${terraformComment(id)}\n  network_interfaces {\n    associate_public_ip_address = false\n  }\n}`,
        console: [
          `Open the EC2 console in ${region}, Launch templates, ${id}, Modify template, Advanced network configuration, and disable Auto-assign public IP.`,
        ],
      },
    })
  }
  if (defaultVersion === null || latestVersion === null || judged.length < wanted.size) {
    return undecided(subject, {
      reason: `The default and the latest version of ${named(template)} were not both told.`,
      remedy: shell`aws ec2 describe-launch-template-versions --region ${region} --launch-template-id ${id} --versions ${['$Default', '$Latest']}`,
    })
  }
  return passed(subject, () => `${named(template)} asks for no public address.`)
}
