/** The SDK's client of every service the table of calls asks; loaded when it is first needed. */

import type { AwsHttpHandler } from './https-agent.ts'

export interface AwsKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  readonly expiration?: Date
}

export interface ClientSettings {
  readonly region: string
  readonly credentials: () => Promise<AwsKeys>
  readonly requestHandler: AwsHttpHandler
  /** One place retries, and it is not the SDK. */
  readonly maxAttempts: 1
  readonly endpoint?: string
}

/** What every client of the SDK is, seen from here. */
export interface ServiceClient {
  send(command: object, options: { readonly abortSignal: AbortSignal }): Promise<Readonly<Record<string, unknown>>>
}

export interface ServiceModule {
  readonly client: (settings: ClientSettings) => ServiceClient
  /** @throws TypeError for an operation the client does not have */
  readonly command: (operation: string, input: object) => object
}

/** By the CLI's name of the service: its package and its client in it. */
const CLIENTS: Readonly<Record<string, readonly [load: () => Promise<object>, client: string]>> = {
  autoscaling: [() => import('@aws-sdk/client-auto-scaling'), 'AutoScalingClient'],
  cloudtrail: [() => import('@aws-sdk/client-cloudtrail'), 'CloudTrailClient'],
  cloudwatch: [() => import('@aws-sdk/client-cloudwatch'), 'CloudWatchClient'],
  configservice: [() => import('@aws-sdk/client-config-service'), 'ConfigServiceClient'],
  directconnect: [() => import('@aws-sdk/client-direct-connect'), 'DirectConnectClient'],
  ec2: [() => import('@aws-sdk/client-ec2'), 'EC2Client'],
  ecs: [() => import('@aws-sdk/client-ecs'), 'ECSClient'],
  eks: [() => import('@aws-sdk/client-eks'), 'EKSClient'],
  elasticache: [() => import('@aws-sdk/client-elasticache'), 'ElastiCacheClient'],
  elb: [() => import('@aws-sdk/client-elastic-load-balancing'), 'ElasticLoadBalancingClient'],
  elbv2: [() => import('@aws-sdk/client-elastic-load-balancing-v2'), 'ElasticLoadBalancingV2Client'],
  globalaccelerator: [() => import('@aws-sdk/client-global-accelerator'), 'GlobalAcceleratorClient'],
  guardduty: [() => import('@aws-sdk/client-guardduty'), 'GuardDutyClient'],
  lambda: [() => import('@aws-sdk/client-lambda'), 'LambdaClient'],
  logs: [() => import('@aws-sdk/client-cloudwatch-logs'), 'CloudWatchLogsClient'],
  memorydb: [() => import('@aws-sdk/client-memorydb'), 'MemoryDBClient'],
  'network-firewall': [() => import('@aws-sdk/client-network-firewall'), 'NetworkFirewallClient'],
  opensearch: [() => import('@aws-sdk/client-opensearch'), 'OpenSearchClient'],
  organizations: [() => import('@aws-sdk/client-organizations'), 'OrganizationsClient'],
  rds: [() => import('@aws-sdk/client-rds'), 'RDSClient'],
  redshift: [() => import('@aws-sdk/client-redshift'), 'RedshiftClient'],
  route53resolver: [() => import('@aws-sdk/client-route53resolver'), 'Route53ResolverClient'],
  securityhub: [() => import('@aws-sdk/client-securityhub'), 'SecurityHubClient'],
  shield: [() => import('@aws-sdk/client-shield'), 'ShieldClient'],
  ssm: [() => import('@aws-sdk/client-ssm'), 'SSMClient'],
  sts: [() => import('@aws-sdk/client-sts'), 'STSClient'],
  wafv2: [() => import('@aws-sdk/client-wafv2'), 'WAFV2Client'],
}

export const SERVICES: readonly string[] = Object.keys(CLIENTS)

/** @throws TypeError for a service that is not in the table */
export async function serviceModule(service: string): Promise<ServiceModule> {
  const [load, name] = entryOf(service)
  const exports = new Map(Object.entries(await load()))
  return {
    client: (settings) => construct(exports, name, settings) as ServiceClient,
    command: (operation, input) => construct(exports, `${operation}Command`, input),
  }
}

/** The names of all a service's client can be asked: `DescribeVpcs`. Those that page have a paginator besides. */
export async function operationsOf(
  service: string,
): Promise<{ readonly all: readonly string[]; readonly paged: readonly string[] }> {
  const [load] = entryOf(service)
  const names = Object.keys(await load())
  const matching = (pattern: RegExp) => names.flatMap((name) => pattern.exec(name)?.[1] ?? [])
  return { all: matching(/^([A-Z]\w+)Command$/), paged: matching(/^paginate([A-Z]\w+)$/) }
}

function entryOf(service: string): readonly [load: () => Promise<object>, client: string] {
  const entry = Object.hasOwn(CLIENTS, service) ? CLIENTS[service] : undefined
  if (!entry) throw new TypeError(`There is no client for ${service}.`)
  return entry
}

function construct(exports: ReadonlyMap<string, unknown>, name: string, argument: object): object {
  const made = exports.get(name)
  if (typeof made !== 'function') throw new TypeError(`The SDK has no ${name}.`)
  return Reflect.construct(made, [argument])
}
