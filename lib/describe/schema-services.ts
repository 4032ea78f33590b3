/** Allow-list: load balancers, functions, clusters, firewalls. Source: the API reference of each service. */

import { elementSchema } from './element-schema.ts'

const ACTIONS = `[Type Order:number TargetGroupArn RedirectConfig{Protocol Port Host StatusCode}
  FixedResponseConfig{StatusCode} ForwardConfig{TargetGroups[TargetGroupArn Weight:number]}]`

const RULE_HEADER = 'Protocol Source SourcePort Direction Destination DestinationPort'
const STATELESS_MATCH = `Sources[AddressDefinition] Destinations[AddressDefinition]
  SourcePorts[FromPort:number ToPort:number] DestinationPorts[FromPort:number ToPort:number] Protocols[:number]
  TCPFlags[Flags[] Masks[]]`

export const SERVICE_SCHEMA = {
  LoadBalancers: elementSchema({
    id: ['LoadBalancerArn'],
    arn: ['LoadBalancerArn'],
    gathered: ['Attributes'],
    fields: `LoadBalancerArn LoadBalancerName DNSName Scheme Type VpcId IpAddressType State{Code Reason}
      SecurityGroups[] EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic CustomerOwnedIpv4Pool
      AvailabilityZones[ZoneName SubnetId
        LoadBalancerAddresses[IpAddress AllocationId PrivateIPv4Address IPv6Address]]
      Attributes[Key Value]`,
  }),
  Listeners: elementSchema({
    id: ['ListenerArn'],
    arn: ['ListenerArn'],
    fields: `ListenerArn LoadBalancerArn Port:number Protocol SslPolicy AlpnPolicy[] Certificates[CertificateArn]
      DefaultActions${ACTIONS} MutualAuthentication{Mode}`,
  }),
  TargetGroups: elementSchema({
    id: ['TargetGroupArn'],
    arn: ['TargetGroupArn'],
    gathered: ['Targets', 'Attributes'],
    fields: `TargetGroupArn TargetGroupName Protocol ProtocolVersion Port:number VpcId TargetType IpAddressType
      LoadBalancerArns[] HealthCheckProtocol HealthCheckPort HealthCheckEnabled:flag
      Targets[HealthCheckPort Target{Id Port:number AvailabilityZone} TargetHealth{State Reason Description}
        AdministrativeOverride{State}]
      Attributes[Key Value]`,
  }),
  LoadBalancerDescriptions: elementSchema({
    id: ['LoadBalancerName'],
    unique: 'account',
    gathered: ['Attributes'],
    fields: `LoadBalancerName DNSName CanonicalHostedZoneName Scheme VPCId Subnets[] SecurityGroups[]
      AvailabilityZones[] Instances[InstanceId] SourceSecurityGroup{OwnerAlias GroupName}
      ListenerDescriptions[PolicyNames[] Listener{Protocol LoadBalancerPort:number InstanceProtocol
        InstancePort:number SSLCertificateId}]
      HealthCheck{Target} Attributes[Key Value] LoadBalancerAttributes{CrossZoneLoadBalancing{Enabled:flag}}`,
  }),
  Functions: elementSchema({
    id: ['FunctionArn|FunctionName'],
    arn: ['FunctionArn'],
    unique: 'account',
    // No Environment: its variables are where secrets live. No Code: it is a link to the source.
    fields: `FunctionArn FunctionName Runtime State PackageType Version LastModified
      VpcConfig{VpcId SubnetIds[] SecurityGroupIds[] Ipv6AllowedForDualStack:flag}`,
  }),
  EksClusters: elementSchema({
    id: ['arn|name'],
    arn: ['arn'],
    unique: 'account',
    fields: `name arn status version platformVersion
      resourcesVpcConfig{vpcId subnetIds[] securityGroupIds[] clusterSecurityGroupId endpointPublicAccess:flag
        endpointPrivateAccess:flag publicAccessCidrs[]}
      kubernetesNetworkConfig{serviceIpv4Cidr serviceIpv6Cidr ipFamily}`,
  }),
  EcsClusters: elementSchema({
    id: ['clusterArn|clusterName'],
    arn: ['clusterArn'],
    unique: 'account',
    fields: `clusterArn clusterName status runningTasksCount:number activeServicesCount:number
      registeredContainerInstancesCount:number capacityProviders[]`,
  }),
  Firewalls: elementSchema({
    id: ['FirewallArn|FirewallName'],
    arn: ['FirewallArn'],
    unique: 'account',
    fields: `FirewallArn FirewallName FirewallId FirewallPolicyArn Description VpcId DeleteProtection:flag
      SubnetChangeProtection:flag FirewallPolicyChangeProtection:flag TransitGatewayId TransitGatewayAttachmentId
      SubnetMappings[SubnetId IPAddressType]
      FirewallStatus{Status ConfigurationSyncStateSummary}
      SyncStates[AvailabilityZone SubnetId EndpointId Status]
      FirewallPolicy{StatelessDefaultActions[] StatelessFragmentDefaultActions[] StatefulDefaultActions[]
        StatefulEngineOptions{RuleOrder StreamExceptionPolicy}
        StatelessRuleGroupReferences[ResourceArn Priority:number]
        StatefulRuleGroupReferences[ResourceArn Priority:number]}
      LoggingConfiguration{LogDestinationConfigs[LogType LogDestinationType]}`,
  }),
  FirewallPolicies: elementSchema({
    id: ['FirewallPolicyArn|FirewallPolicyName'],
    arn: ['FirewallPolicyArn'],
    unique: 'account',
    fields: `FirewallPolicyArn FirewallPolicyName FirewallPolicyId FirewallPolicyStatus Description
      StatelessDefaultActions[] StatelessFragmentDefaultActions[] StatefulDefaultActions[]
      StatefulEngineOptions{RuleOrder StreamExceptionPolicy}
      StatelessRuleGroupReferences[ResourceArn Priority:number]
      StatefulRuleGroupReferences[ResourceArn Priority:number]`,
  }),
  RuleGroups: elementSchema({
    id: ['RuleGroupArn|RuleGroupName'],
    arn: ['RuleGroupArn'],
    unique: 'account',
    fields: `RuleGroupArn RuleGroupName RuleGroupId RuleGroupStatus Type Capacity:number Description
      StatefulRuleOptions{RuleOrder} RuleVariables{IPSets[Name Definition[]] PortSets[Name Definition[]]}
      RulesSource{RulesString RulesSourceList{Targets[] TargetTypes[] GeneratedRulesType}
        StatefulRules<Action Header{${RULE_HEADER}} RuleOptions[Keyword]>
        StatelessRulesAndCustomActions{StatelessRules[Priority:number
          RuleDefinition{Actions[] MatchAttributes{${STATELESS_MATCH}}}]}}`,
  }),
} as const
