/**
 * Allow-list: trails and alarms, DNS filtering, web ACLs, detectors, and what launches instances.
 * Source: the API reference of each service.
 */

import { elementSchema } from './element-schema.ts'

const TEMPLATE = 'LaunchTemplateId LaunchTemplateName Version'

export const WATCHING_SCHEMA = {
  Trails: elementSchema({
    id: ['TrailARN'],
    arn: ['TrailARN'],
    // `IsLogging` is of get-trail-status. No KmsKeyId, no bucket prefix.
    fields: `TrailARN Name HomeRegion IsMultiRegionTrail:flag IsOrganizationTrail:flag
      IncludeGlobalServiceEvents:flag CloudWatchLogsLogGroupArn S3BucketName IsLogging:flag`,
  }),
  MetricFilters: elementSchema({
    id: ['logGroupName', 'filterName'],
    unique: 'account',
    fields: 'filterName filterPattern logGroupName metricTransformations[metricName metricNamespace]',
  }),
  MetricAlarms: elementSchema({
    id: ['AlarmArn|AlarmName'],
    arn: ['AlarmArn'],
    unique: 'account',
    fields: `AlarmArn AlarmName ActionsEnabled:flag AlarmActions[] StateValue MetricName Namespace
      Metrics[Id MetricStat{Metric{Namespace MetricName}}]`,
  }),
  AutoScalingGroups: elementSchema({
    id: ['AutoScalingGroupARN|AutoScalingGroupName'],
    arn: ['AutoScalingGroupARN'],
    unique: 'account',
    fields: `AutoScalingGroupARN AutoScalingGroupName LaunchConfigurationName LaunchTemplate{${TEMPLATE}}
      MixedInstancesPolicy{LaunchTemplate{LaunchTemplateSpecification{${TEMPLATE}}
        Overrides[InstanceType LaunchTemplateSpecification{${TEMPLATE}}]}}
      VPCZoneIdentifier MinSize:number MaxSize:number DesiredCapacity:number TargetGroupARNs[]
      Instances[InstanceId LifecycleState]`,
  }),
  LaunchConfigurations: elementSchema({
    id: ['LaunchConfigurationARN|LaunchConfigurationName'],
    arn: ['LaunchConfigurationARN'],
    unique: 'account',
    // No UserData and no KeyName.
    fields: `LaunchConfigurationARN LaunchConfigurationName AssociatePublicIpAddress:flag SecurityGroups[]
      MetadataOptions{HttpTokens HttpEndpoint}`,
  }),
  EcsServices: elementSchema({
    id: ['serviceArn'],
    arn: ['serviceArn'],
    fields: `serviceArn serviceName clusterArn status launchType schedulingStrategy desiredCount:number
      networkConfiguration{awsvpcConfiguration{subnets[] securityGroups[] assignPublicIp}}`,
  }),
  ResolverQueryLogConfigAssociations: elementSchema({
    id: ['Id'],
    fields: 'Id ResolverQueryLogConfigId ResourceId Status Error ErrorMessage',
  }),
  FirewallRuleGroupAssociations: elementSchema({
    id: ['Id'],
    arn: ['Arn'],
    fields: 'Id Arn Name FirewallRuleGroupId VpcId Priority:number MutationProtection Status StatusMessage',
  }),
  FirewallConfigs: elementSchema({
    id: ['Id|ResourceId'],
    fields: 'Id ResourceId OwnerId FirewallFailOpen',
  }),
  WebACLs: elementSchema({
    id: ['ARN|Id'],
    arn: ['ARN'],
    gathered: ['ResourceArns'],
    // `ResourceArns` is of list-resources-for-web-acl. No LockToken.
    fields: 'ARN Id Name Description ResourceArns[]',
  }),
  Protections: elementSchema({
    id: ['ProtectionArn|Id'],
    arn: ['ProtectionArn'],
    global: true,
    fields: 'Id ProtectionArn Name ResourceArn',
  }),
  TrafficMirrorTargets: elementSchema({
    id: ['TrafficMirrorTargetId'],
    fields: `TrafficMirrorTargetId Type OwnerId Description NetworkInterfaceId NetworkLoadBalancerArn
      GatewayLoadBalancerEndpointId`,
  }),
  InstanceInformationList: elementSchema({
    id: ['InstanceId'],
    unique: 'account',
    // No ComputerName and no IPAddress.
    fields: 'InstanceId PingStatus LastPingDateTime ResourceType PlatformType AgentVersion',
  }),
  StandardsControls: elementSchema({
    id: ['StandardsControlArn'],
    arn: ['StandardsControlArn'],
    fields: 'StandardsControlArn ControlId ControlStatus DisabledReason SeverityRating',
  }),
  Detectors: elementSchema({
    id: ['DetectorId'],
    fields: 'DetectorId Status UpdatedAt FindingPublishingFrequency',
  }),
  ConfigurationRecorders: elementSchema({
    id: ['arn|name'],
    arn: ['arn'],
    unique: 'account',
    // `recording` is of describe-configuration-recorder-status. No roleARN.
    fields: `arn name recording:flag recordingGroup{allSupported:flag includeGlobalResourceTypes:flag resourceTypes[]
      exclusionByResourceTypes{resourceTypes[]} recordingStrategy{useOnly}}`,
  }),
} as const
