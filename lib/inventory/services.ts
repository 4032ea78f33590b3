/** Services that put interfaces into subnets, and what watches over them. */

import type { Prefix } from '../net/prefix.ts'
import type { FirewallRules, RuleGroupReference } from './firewall-rules.ts'
import type { FlowLogId, SecurityGroupId, SubnetId, VpcId } from './ids.ts'
import type { Resource } from './resource.ts'

export interface Listener {
  readonly arn: string
  readonly protocol: string
  readonly port: number | null
  readonly sslPolicy: string | null
  readonly targetGroupArns: readonly string[]
  /** Of the default action too, with weight 0: they get nothing. */
  readonly idleTargetGroupArns: readonly string[]
  /** `forward`, `redirect`, `fixed-response`, … of the default action. */
  readonly defaultAction: string | null
  /** Classic only: what the instances are asked for. Source: Classic Load Balancers guide, "Listeners". */
  readonly instancePort: number | null
  /** RFC 6901 pointer into the describe document, to the listener itself. */
  readonly pointer: string
  /** Index into `Inventory.documents` for the pointer. */
  readonly document: number
}

export interface LoadBalancer extends Resource {
  readonly kind: 'application' | 'network' | 'gateway' | 'classic'
  readonly scheme: 'internet-facing' | 'internal' | 'unknown'
  readonly vpcId: VpcId | null
  readonly subnetIds: readonly SubnetId[]
  readonly securityGroupIds: readonly SecurityGroupId[]
  readonly dnsName: string | null
  readonly ipAddressType: string | null
  readonly state: string
  /** Null when listeners were not collected. */
  readonly listeners: readonly Listener[] | null
  /** Lists of its element that were not told: empty here, and nobody knows what they hold. */
  readonly unread: readonly string[]
  /** Classic only: the registered instances. */
  readonly instanceIds: readonly string[]
  readonly attributes: Readonly<Record<string, string>> | null
  /** Do the inbound rules of its groups apply to what comes by PrivateLink? Null when AWS did not tell; its default is yes. */
  readonly enforcesGroupsOnPrivateLink: boolean | null
}

export interface Target {
  /** An instance id, an IP address, a Lambda or load balancer ARN. */
  readonly id: string
  readonly port: number | null
  readonly availabilityZone: string | null
  readonly health: string | null
}

export interface TargetGroup extends Resource {
  readonly targetType: 'instance' | 'ip' | 'lambda' | 'alb' | 'unknown'
  readonly protocol: string | null
  readonly port: number | null
  /** `ipv4` or `ipv6`: what the targets are asked over. Null when AWS did not tell. */
  readonly ipAddressType: string | null
  readonly vpcId: VpcId | null
  readonly loadBalancerArns: readonly string[]
  /** Null when target health was not collected. */
  readonly targets: readonly Target[] | null
  readonly attributes: Readonly<Record<string, string>> | null
}

/** A managed data store or cluster inside a VPC. */
export interface Database extends Resource {
  readonly service: 'rds' | 'rds-cluster' | 'redshift' | 'elasticache' | 'memorydb' | 'opensearch'
  readonly engine: string | null
  readonly vpcId: VpcId | null
  readonly subnetIds: readonly SubnetId[]
  readonly securityGroupIds: readonly SecurityGroupId[]
  readonly port: number | null
  readonly publiclyAccessible: boolean | null
  readonly endpoint: string | null
  readonly availabilityZone: string | null
  readonly state: string | null
}

/** A function or container cluster. Environment variables never reach the model. */
export interface Compute extends Resource {
  readonly service: 'lambda' | 'eks' | 'ecs'
  readonly vpcId: VpcId | null
  readonly subnetIds: readonly SubnetId[]
  readonly securityGroupIds: readonly SecurityGroupId[]
  /** EKS: is the API endpoint public, and from where. */
  readonly endpointPublicAccess: boolean | null
  readonly publicAccessCidrs: readonly Prefix[]
  readonly state: string | null
}

export interface DbSubnetGroup extends Resource {
  readonly vpcId: VpcId | null
  readonly subnetIds: readonly SubnetId[]
}

export interface NetworkFirewall extends Resource {
  readonly vpcId: VpcId | null
  readonly subnetIds: readonly SubnetId[]
  readonly endpointIds: readonly string[]
  /** Lists of its element that were not told: empty here, and nobody knows what they hold. */
  readonly unread: readonly string[]
  readonly policyArn: string | null
  readonly deleteProtection: boolean | null
  readonly subnetChangeProtection: boolean | null
  /** `ALERT`, `FLOW`, `TLS`; null when describe-logging-configuration was not called. */
  readonly logTypes: readonly string[] | null
}

export interface NetworkFirewallPolicy extends Resource {
  readonly statelessDefaultActions: readonly string[]
  readonly statelessFragmentDefaultActions: readonly string[]
  readonly ruleGroupArns: readonly string[]
  /** False when only the name of the policy was collected. */
  readonly bodyTold: boolean
  readonly statefulDefaultActions: readonly string[]
  readonly ruleOrder: 'default-action-order' | 'strict-order'
  readonly statelessGroups: readonly RuleGroupReference[]
  readonly statefulGroups: readonly RuleGroupReference[]
}

export interface NetworkFirewallRuleGroup extends Resource {
  readonly kind: 'stateless' | 'stateful' | 'unknown'
  readonly ruleCount: number | null
  /** Null when the body was not collected, or is of a form that is not read. */
  readonly rules: FirewallRules | null
}

export interface FlowLog extends Resource<FlowLogId> {
  /** The VPC, subnet, interface or transit gateway logged. */
  readonly resourceId: string
  readonly trafficType: 'ALL' | 'ACCEPT' | 'REJECT' | null
  readonly status: string
  /** `SUCCESS`, `FAILED`, or null when AWS says nothing. */
  readonly deliveryStatus: string | null
  readonly deliveryError: string | null
  readonly destinationType: string | null
  readonly logFormat: string | null
}

export interface DhcpOptions extends Resource {
  readonly values: Readonly<Record<string, readonly string[]>>
}

export interface LaunchTemplate extends Resource {
  readonly defaultVersion: number | null
  readonly latestVersion: number | null
  readonly versions: readonly {
    readonly number: number
    readonly associatesPublicIp: boolean | null
    readonly securityGroupIds: readonly SecurityGroupId[]
    readonly httpTokens: string | null
  }[]
}

export interface TrafficMirrorSession extends Resource {
  readonly networkInterfaceId: string | null
  readonly targetId: string | null
  readonly ownerId: string | null
}

export interface StaleSecurityGroup {
  readonly groupId: SecurityGroupId
  readonly vpcId: VpcId | null
}

export interface VpcEncryptionControl extends Resource {
  readonly vpcId: VpcId | null
  /** `monitor` or `enforce`. */
  readonly mode: string
  readonly state: string
  /** Kinds of gateways and services whose traffic need not be encrypted: `InternetGateway`. */
  readonly exclusions: readonly string[]
}

export interface Accelerator extends Resource {
  readonly enabled: boolean | null
  readonly ipAddresses: readonly string[]
  readonly status: string | null
}

export interface SecurityHub extends Resource {
  readonly standards: readonly { readonly arn: string; readonly status: string }[]
}

/** A finding another scanner made, kept as an overlay; never a fact of the network. */
export interface ForeignFinding extends Resource {
  readonly generator: string
  readonly title: string
  readonly severity: string
  readonly status: string | null
  /** Security Hub's control, `EC2.13`; null where the finding is of none. */
  readonly controlId: string | null
  /** What it says of its resources; null where it says neither, or is archived. */
  readonly verdict: 'FAIL' | 'PASS' | null
  readonly resourceIds: readonly string[]
}

export interface Account {
  readonly id: string
  readonly name: string | null
  readonly status: string | null
}
