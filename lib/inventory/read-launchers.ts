/** What launches into subnets by itself: scaling groups, their launch configurations, ECS services. Source: Auto Scaling and ECS API references. */

import type { JsonObject } from '../describe/document.ts'
import type { ElementReader } from './element-reader.ts'
import { resourceOf } from './element-reader.ts'
import type { Resource } from './resource.ts'
import type { AutoScalingGroup, EcsService, LaunchConfiguration, LaunchTemplateChoice, Watching } from './watching.ts'
import { flag, idsOf, number, object, objects, text, texts, textsOf } from './wire.ts'

type ListOf = <R extends Resource>(reader: ElementReader<R>) => readonly R[]
type Launchers = Pick<Watching, 'autoScalingGroups' | 'launchConfigurations' | 'ecsServices'>

export function readLaunchers(listOf: ListOf): Launchers {
  return {
    autoScalingGroups: listOf(AUTO_SCALING_GROUP),
    launchConfigurations: listOf(LAUNCH_CONFIGURATION),
    ecsServices: listOf(ECS_SERVICE),
  }
}

const AUTO_SCALING_GROUP: ElementReader<AutoScalingGroup> = {
  key: 'AutoScalingGroups',
  idOf: (element) => text(element, 'AutoScalingGroupARN') ?? text(element, 'AutoScalingGroupName'),
  read: (wire, id) => {
    const { element } = wire
    return {
      ...resourceOf(wire, id, {
        arn: text(element, 'AutoScalingGroupARN'),
        name: text(element, 'AutoScalingGroupName'),
      }),
      launchConfigurationName: text(element, 'LaunchConfigurationName'),
      launchTemplates: templatesOf(element),
      subnetIds: idsOf((text(element, 'VPCZoneIdentifier') ?? '').split(','), 'subnet'),
      desiredCapacity: number(element, 'DesiredCapacity'),
      instanceIds: textsOf(element, 'Instances', 'InstanceId'),
    }
  },
}

function templatesOf(element: JsonObject): readonly LaunchTemplateChoice[] {
  const mixed = object(object(element, 'MixedInstancesPolicy'), 'LaunchTemplate')
  const overrides = objects(mixed, 'Overrides').map((each) => object(each, 'LaunchTemplateSpecification'))
  return [object(element, 'LaunchTemplate'), object(mixed, 'LaunchTemplateSpecification'), ...overrides].flatMap(
    (specification) => {
      const templateId = text(specification, 'LaunchTemplateId')
      const templateName = text(specification, 'LaunchTemplateName')
      const version = text(specification, 'Version')
      return templateId === null && templateName === null ? [] : [{ templateId, templateName, version }]
    },
  )
}

const LAUNCH_CONFIGURATION: ElementReader<LaunchConfiguration> = {
  key: 'LaunchConfigurations',
  idOf: (element) => text(element, 'LaunchConfigurationARN') ?? text(element, 'LaunchConfigurationName'),
  read: (wire, id) => {
    const { element } = wire
    return {
      ...resourceOf(wire, id, {
        arn: text(element, 'LaunchConfigurationARN'),
        name: text(element, 'LaunchConfigurationName'),
      }),
      associatesPublicIp: flag(element, 'AssociatePublicIpAddress'),
      securityGroupIds: idsOf(texts(element, 'SecurityGroups'), 'sg'),
      httpTokens: text(object(element, 'MetadataOptions'), 'HttpTokens'),
    }
  },
}

const ECS_SERVICE: ElementReader<EcsService> = {
  key: 'EcsServices',
  idOf: (element) => text(element, 'serviceArn'),
  read: (wire, id) => {
    const { element } = wire
    const placement = object(object(element, 'networkConfiguration'), 'awsvpcConfiguration')
    return {
      ...resourceOf(wire, id, { arn: id, name: text(element, 'serviceName') }),
      clusterArn: text(element, 'clusterArn'),
      launchType: text(element, 'launchType'),
      subnetIds: idsOf(texts(placement, 'subnets'), 'subnet'),
      securityGroupIds: idsOf(texts(placement, 'securityGroups'), 'sg'),
      assignPublicIp: flag(placement, 'assignPublicIp'),
      desiredCount: number(element, 'desiredCount'),
      state: text(element, 'status'),
    }
  },
}
