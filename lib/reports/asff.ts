/**
 * Findings in the AWS Security Finding Format, as `aws securityhub batch-import-findings` takes them: `{ "Findings": … }`
 * in the order of the report. AWS takes 100 a call. Source: Security Hub API, AwsSecurityFinding; quotas of its fields.
 */

import type { FindingHop, Severity } from '../findings/finding.ts'
import { partitionOf } from '../inventory/arn.ts'
import type { Analysis } from './analysis.ts'
import { messageOf, remedyText, requirementsOf } from './rule-metadata.ts'
import { visibleText } from './visible-text.ts'

type Row = Analysis['findings'][number]

/** @param now ISO time: for a finding whose network does not say when it was collected */
export function findingsAsff({ findings }: Analysis, now: string): string {
  return `${JSON.stringify({ Findings: findings.map((row) => asffOf(row, now)) }, null, 2)}\n`
}

const LABEL: Readonly<Record<Severity, string>> = {
  critical: 'CRITICAL',
  high: 'HIGH',
  medium: 'MEDIUM',
  low: 'LOW',
  info: 'INFORMATIONAL',
}

const STATUS = { FAIL: 'FAILED', PASS: 'PASSED', NOT_EVALUATED: 'NOT_AVAILABLE' } as const

/** Twelve digits are asked for; what has no known account cannot have others. */
const NO_ACCOUNT = '000000000000'

function asffOf(row: Row, now: string) {
  const { resource, status, severity, mute } = row
  const account = /^\d{12}$/.test(resource.account) ? resource.account : NO_ACCOUNT
  const partition = partitionOf(resource.region)
  const failed = status === 'FAIL'
  return {
    SchemaVersion: '2018-10-08',
    Id: `portolan/${row.id}`,
    ProductArn: `arn:${partition}:securityhub:${resource.region}:${account}:product/${account}/default`,
    ProductName: 'Portolan',
    GeneratorId: `portolan/${row.ruleId}/${row.ruleVersion}`,
    AwsAccountId: account,
    Types: ['Software and Configuration Checks/AWS Security Best Practices/Network Reachability'],
    CreatedAt: isoTime(row.firstSeen) ?? now,
    UpdatedAt: isoTime(row.lastSeen) ?? now,
    FirstObservedAt: isoTime(row.firstSeen) ?? now,
    LastObservedAt: isoTime(row.lastSeen) ?? now,
    Severity: { Label: failed ? LABEL[severity.effective] : 'INFORMATIONAL', Original: severity.effective },
    Title: cut(row.title, 256),
    Description: cut(messageOf(row), 1024),
    ...(failed ? { Remediation: { Recommendation: { Text: cut(remedyText(row) || 'See the finding.', 512) } } } : {}),
    Resources: [resourceOf(row, partition)],
    ...networkPath(row.exposure.path),
    ProductFields: productFields(row),
    Compliance: {
      Status: STATUS[status],
      RelatedRequirements: requirementsOf(row)
        .slice(0, 32)
        .map((text) => cut(text, 64)),
    },
    Workflow: { Status: mute ? 'SUPPRESSED' : status === 'PASS' ? 'RESOLVED' : 'NEW' },
    RecordState: 'ACTIVE',
    ...(mute
      ? { Note: { Text: cut(mute.reason, 512), UpdatedBy: cut(mute.by ?? 'portolan', 512), UpdatedAt: now } }
      : {}),
  }
}

/** Security Hub's names. Source: Security Hub user guide, "Resources"; what it has no name for is `Other`. */
const RESOURCE_TYPES: Readonly<Record<string, string>> = {
  'security-group': 'AwsEc2SecurityGroup',
  vpc: 'AwsEc2Vpc',
  subnet: 'AwsEc2Subnet',
  'route-table': 'AwsEc2RouteTable',
  'network-acl': 'AwsEc2NetworkAcl',
  'network-interface': 'AwsEc2NetworkInterface',
  instance: 'AwsEc2Instance',
  'elastic-ip': 'AwsEc2Eip',
  'launch-template': 'AwsEc2LaunchTemplate',
  'transit-gateway': 'AwsEc2TransitGateway',
  'vpc-peering-connection': 'AwsEc2VpcPeeringConnection',
  'vpc-endpoint-service': 'AwsEc2VpcEndpointService',
  'vpn-connection': 'AwsEc2VpnConnection',
  'client-vpn-endpoint': 'AwsEc2ClientVpnEndpoint',
  'load-balancer': 'AwsElbv2LoadBalancer',
  'classic-load-balancer': 'AwsElbLoadBalancer',
  'network-firewall': 'AwsNetworkFirewallFirewall',
  'network-firewall-policy': 'AwsNetworkFirewallFirewallPolicy',
  'network-firewall-rule-group': 'AwsNetworkFirewallRuleGroup',
  region: 'AwsAccount',
}

function resourceOf({ resource }: Row, partition: string) {
  const { type, arn, id, region, tags } = resource
  const kept = Object.entries(tags).slice(0, 50)
  return {
    Type: RESOURCE_TYPES[type] ?? 'Other',
    Id: cut(arn ?? id, 512),
    Partition: partition,
    Region: region,
    ...(kept.length > 0
      ? { Tags: Object.fromEntries(kept.map(([key, value]) => [cut(key, 128), cut(value || '-', 256)])) }
      : {}),
  }
}

/** Ids longer than the format's 32 letters are cut: the whole path is in `--format json`. */
function networkPath(path: readonly FindingHop[]) {
  if (path.length === 0) return {}
  return {
    NetworkPath: path.map(({ component, label }) => ({
      ComponentId: cut(component, 32),
      ComponentType: cut(label, 32),
    })),
  }
}

function productFields(row: Row): Readonly<Record<string, string>> {
  const fields: Readonly<Record<string, string>> = {
    'portolan/Exposure': row.exposure.level,
    'portolan/Ports': row.ports.join(' '),
    'portolan/BaseSeverity': row.severity.base,
    'portolan/SeverityWhy': row.severity.why.join(' '),
    'portolan/Charter': row.charter.sentenceId,
    'portolan/RootCause': row.rootCauseId,
    'portolan/ResourceId': row.resource.id,
    'portolan/Vpc': row.resource.vpcId ?? '',
  }
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (value === '' ? [] : [[key, cut(value, 2048)]])),
  )
}

/** The format counts letters and takes none that is blank alone. */
function cut(text: string, max: number): string {
  const letters = [...visibleText(text)]
  return letters.length <= max ? letters.join('') : `${letters.slice(0, max - 1).join('')}…`
}

function isoTime(text: string | null): string | null {
  const time = text === null ? Number.NaN : Date.parse(text)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}
