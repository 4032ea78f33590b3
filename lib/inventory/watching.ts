/** What watches over the network and what launches into it: trails, alarms, DNS filtering, web ACLs, detectors, scaling groups. */

import type { SecurityGroupId, SubnetId, VpcId } from './ids.ts'
import type { Resource } from './resource.ts'

/** A CloudTrail trail. Its region is its home region, whichever region printed it. */
export interface Trail extends Resource {
  readonly multiRegion: boolean | null
  readonly organization: boolean | null
  /** Name of the CloudWatch Logs group it writes to; null when it writes to none. */
  readonly logGroupName: string | null
  /** Null when get-trail-status was not called. */
  readonly logging: boolean | null
}

/** A filter of a log group that counts what matches into metrics. */
export interface MetricFilter extends Resource {
  readonly logGroupName: string
  readonly pattern: string
  readonly metrics: readonly Metric[]
}

export interface Metric {
  readonly namespace: string
  readonly name: string
}

/** A CloudWatch alarm on one or several metrics. */
export interface MetricAlarm extends Resource {
  readonly metrics: readonly Metric[]
  /** Null when AWS did not tell. */
  readonly actionsEnabled: boolean | null
  /** ARNs of topics, functions and policies, run when the alarm goes off. */
  readonly actions: readonly string[]
}

export interface LaunchTemplateChoice {
  readonly templateId: string | null
  readonly templateName: string | null
  /** A number, `$Default` or `$Latest`; null is `$Default`. */
  readonly version: string | null
}

export interface AutoScalingGroup extends Resource {
  readonly launchConfigurationName: string | null
  /** The group's own template, or those of its mixed instances policy. */
  readonly launchTemplates: readonly LaunchTemplateChoice[]
  readonly subnetIds: readonly SubnetId[]
  readonly desiredCapacity: number | null
  readonly instanceIds: readonly string[]
}

export interface LaunchConfiguration extends Resource {
  /** Null: the subnet decides. */
  readonly associatesPublicIp: boolean | null
  readonly securityGroupIds: readonly SecurityGroupId[]
  readonly httpTokens: string | null
}

export interface EcsService extends Resource {
  readonly clusterArn: string | null
  readonly launchType: string | null
  readonly subnetIds: readonly SubnetId[]
  readonly securityGroupIds: readonly SecurityGroupId[]
  /** Null where tasks have no network of their own (`bridge`, `host`). */
  readonly assignPublicIp: boolean | null
  readonly desiredCount: number | null
  readonly state: string | null
}

/** A VPC whose DNS queries are logged. */
export interface ResolverQueryLogAssociation extends Resource {
  readonly vpcId: VpcId | null
  readonly configId: string | null
  /** `ACTIVE`, `CREATING`, `FAILED` … */
  readonly status: string
  readonly error: string | null
}

/** A rule group of the Route 53 Resolver DNS Firewall that filters the queries of a VPC. */
export interface DnsFirewallAssociation extends Resource {
  readonly vpcId: VpcId | null
  readonly ruleGroupId: string | null
  readonly priority: number | null
  readonly status: string
}

export interface DnsFirewallConfig extends Resource {
  readonly vpcId: VpcId | null
  /** Does a query pass when the firewall does not answer? Null when AWS did not tell; its default is no. */
  readonly failOpen: boolean | null
}

export interface WebAcl extends Resource {
  /** ARNs of what it protects; null when list-resources-for-web-acl was not called. */
  readonly resourceArns: readonly string[] | null
}

/** A resource protected by Shield Advanced. */
export interface ShieldProtection extends Resource {
  readonly resourceArn: string | null
}

export interface TrafficMirrorTarget extends Resource {
  readonly kind: string | null
  /** Whose account the traffic goes to. */
  readonly ownerId: string | null
  readonly networkInterfaceId: string | null
  readonly networkLoadBalancerArn: string | null
  readonly gatewayLoadBalancerEndpointId: string | null
}

/** An instance or server that Systems Manager can reach. */
export interface ManagedInstance extends Resource {
  /** `Online`, `ConnectionLost`, `Inactive`; null when AWS did not tell. */
  readonly pingStatus: string | null
}

/** A control of a Security Hub standard in one account and region. */
export interface StandardsControl extends Resource {
  /** As the standard numbers it: `EC2.6`, `NetworkFirewall.4`. */
  readonly controlId: string
  readonly enabled: boolean | null
  readonly disabledReason: string | null
  readonly severity: string | null
}

/** A GuardDuty detector. */
export interface Detector extends Resource {
  /** Null when get-detector was not called. */
  readonly enabled: boolean | null
}

/** What AWS Config records in one account and region. */
export interface ConfigurationRecorder extends Resource {
  /** Null when describe-configuration-recorder-status was not called. */
  readonly recording: boolean | null
  readonly records: 'all' | 'all-but' | 'only' | 'unknown'
  /** The types left out (`all-but`) or recorded (`only`). */
  readonly resourceTypes: readonly string[]
}

/** Lists in the order of ids. */
export interface Watching {
  readonly trails: readonly Trail[]
  readonly metricFilters: readonly MetricFilter[]
  readonly metricAlarms: readonly MetricAlarm[]
  readonly autoScalingGroups: readonly AutoScalingGroup[]
  readonly launchConfigurations: readonly LaunchConfiguration[]
  readonly ecsServices: readonly EcsService[]
  readonly resolverQueryLogAssociations: readonly ResolverQueryLogAssociation[]
  readonly dnsFirewallAssociations: readonly DnsFirewallAssociation[]
  readonly dnsFirewallConfigs: readonly DnsFirewallConfig[]
  readonly webAcls: readonly WebAcl[]
  readonly shieldProtections: readonly ShieldProtection[]
  readonly trafficMirrorTargets: readonly TrafficMirrorTarget[]
  readonly managedInstances: readonly ManagedInstance[]
  readonly standardsControls: readonly StandardsControl[]
  readonly detectors: readonly Detector[]
  readonly configurationRecorders: readonly ConfigurationRecorder[]
}
