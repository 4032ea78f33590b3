/** Allow-list: flow logs, launch templates, mirroring, Security Hub, organisation. Source: the API reference of each service. */

import { elementSchema } from './element-schema.ts'

export const GOVERNANCE_SCHEMA = {
  FlowLogs: elementSchema({
    id: ['FlowLogId'],
    fields: `FlowLogId FlowLogStatus ResourceId TrafficType DeliverLogsStatus DeliverLogsErrorMessage LogDestination
      LogDestinationType LogGroupName LogFormat MaxAggregationInterval:number CreationTime
      DestinationOptions{FileFormat HiveCompatiblePartitions:flag PerHourPartition:flag}`,
  }),
  LaunchTemplates: elementSchema({
    id: ['LaunchTemplateId'],
    fields: `LaunchTemplateId LaunchTemplateName CreatedBy DefaultVersionNumber:number LatestVersionNumber:number
      CreateTime`,
  }),
  LaunchTemplateVersions: elementSchema({
    id: ['LaunchTemplateId', 'VersionNumber'],
    // No UserData and no KeyName.
    fields: `LaunchTemplateId LaunchTemplateName VersionNumber:number DefaultVersion:flag CreatedBy CreateTime
      LaunchTemplateData{ImageId InstanceType SecurityGroupIds[] SecurityGroups[] IamInstanceProfile{Arn Name}
        MetadataOptions{HttpTokens HttpEndpoint HttpPutResponseHopLimit:number}
        NetworkInterfaces[DeviceIndex:number AssociatePublicIpAddress:flag SubnetId Groups[] NetworkInterfaceId
          Ipv6AddressCount:number InterfaceType]}`,
  }),
  TrafficMirrorSessions: elementSchema({
    id: ['TrafficMirrorSessionId'],
    fields: `TrafficMirrorSessionId TrafficMirrorTargetId TrafficMirrorFilterId NetworkInterfaceId OwnerId Description
      SessionNumber:number VirtualNetworkId:number PacketLength:number`,
  }),
  Hubs: elementSchema({
    id: ['HubArn'],
    arn: ['HubArn'],
    fields: 'HubArn SubscribedAt AutoEnableControls:flag ControlFindingGenerator',
  }),
  StandardsSubscriptions: elementSchema({
    id: ['StandardsSubscriptionArn'],
    arn: ['StandardsSubscriptionArn'],
    fields: 'StandardsSubscriptionArn StandardsArn StandardsStatus StandardsControlsUpdatable',
  }),
  SecurityHubFindings: elementSchema({
    id: ['Id', 'ProductArn'],
    fields: `Id ProductArn ProductName GeneratorId AwsAccountId Region Title Description RecordState UpdatedAt
      Severity{Label Normalized:number} Workflow{Status} Compliance{Status SecurityControlId}
      Resources[Type Id Region Partition]`,
  }),
  Accounts: elementSchema({
    id: ['Id'],
    arn: ['Arn'],
    global: true,
    // No Email: a person's address is nothing a network chart needs.
    fields: 'Id Arn Name Status State JoinedMethod JoinedTimestamp',
  }),
} as const
