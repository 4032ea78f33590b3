/**
 * Which of our rules ask what a check of another tool asks. Security Hub's controls come from the rules themselves;
 * Prowler's ids are listed here. A check may be several rules: it then holds when one of them does.
 */

import type { ForeignTool } from './foreign-verdict.ts'
import type { FindingRule } from './rule.ts'

const FROM_INTERNET = 'ec2_securitygroup_allow_ingress_from_internet_to_'

/** Checks of Prowler 5 by their id. Source: Prowler Hub, provider AWS. */
const PROWLER: Readonly<Record<string, readonly string[]>> = {
  [`${FROM_INTERNET}all_ports`]: ['SG-001'],
  [`${FROM_INTERNET}any_port`]: ['SG-002', 'SG-001', 'SG-003', 'SG-004', 'SG-005', 'SG-006', 'SG-007', 'SG-008'],
  [`${FROM_INTERNET}any_port_from_ip`]: ['SG-010'],
  [`${FROM_INTERNET}high_risk_tcp_ports`]: ['SG-004'],
  [`${FROM_INTERNET}tcp_port_22`]: ['SG-003'],
  [`${FROM_INTERNET}tcp_port_3389`]: ['SG-003'],
  [`${FROM_INTERNET}tcp_port_telnet_23`]: ['SG-003'],
  ec2_securitygroup_allow_wide_open_public_ipv4: ['SG-009'],
  ec2_securitygroup_default_restrict_traffic: ['SG-020'],
  ec2_securitygroup_not_used: ['SG-022'],
  ec2_securitygroup_from_launch_wizard: ['SG-023'],
  ec2_securitygroup_with_many_ingress_egress_rules: ['SG-024'],
  ec2_networkacl_allow_ingress_tcp_port_22: ['NACL-001'],
  ec2_networkacl_allow_ingress_tcp_port_3389: ['NACL-001'],
  ec2_networkacl_allow_ingress_any_port: ['NACL-002'],
  ec2_networkacl_unused: ['NACL-004'],
  ec2_instance_public_ip: ['EXP-002'],
  ec2_instance_internet_facing_with_instance_profile: ['PRIV-008'],
  ec2_instance_imdsv2_enabled: ['PRIV-009'],
  ec2_instance_managed_by_ssm: ['PRIV-010'],
  ec2_instance_uses_single_eni: ['MGMT-002'],
  ec2_elastic_ip_unassigned: ['PRIV-007'],
  ec2_launch_template_no_public_ip: ['TIER-012'],
  ec2_client_vpn_endpoint_connection_logging_enabled: ['HYB-006'],
  ec2_transitgateway_auto_accept_vpc_attachments: ['ISO-006'],
  elb_internet_facing: ['EXP-005'],
  elbv2_internet_facing: ['EXP-005'],
  elb_ssl_listeners: ['API-005'],
  elbv2_ssl_listeners: ['API-005'],
  elbv2_insecure_ssl_ciphers: ['API-006'],
  elb_logging_enabled: ['LOG-007'],
  elbv2_logging_enabled: ['LOG-007'],
  elbv2_waf_acl_attached: ['INL-009'],
  directconnect_connection_redundancy: ['HYB-007'],
  directconnect_virtual_interface_redundancy: ['HYB-007'],
  networkfirewall_in_all_vpc: ['INL-001'],
  rds_instance_no_public_access: ['TIER-006'],
  rds_instance_inside_vpc: ['TIER-011'],
  awslambda_function_inside_vpc: ['TIER-011'],
  securityhub_enabled: ['HUB-001'],
  vpc_different_regions: ['ISO-016'],
  vpc_endpoint_connections_trust_boundaries: ['PL-004'],
  vpc_endpoint_for_ec2_enabled: ['PL-001'],
  vpc_endpoint_multi_az_enabled: ['PL-007'],
  vpc_endpoint_services_allowed_principals_trust_boundaries: ['PL-010'],
  vpc_flow_logs_enabled: ['LOG-001'],
  vpc_peering_routing_tables_with_least_privilege: ['ISO-004'],
  vpc_subnet_different_az: ['TIER-009'],
  vpc_subnet_no_public_ip_by_default: ['TIER-002'],
  vpc_subnet_separate_private_public: ['TIER-001'],
  vpc_vpn_connection_tunnels_up: ['HYB-001'],
}

/** Families whose every member asks one rule. */
const PROWLER_FAMILIES: readonly (readonly [pattern: RegExp, rules: readonly string[]])[] = [
  [/^ec2_securitygroup_allow_ingress_from_internet_to_(?:tcp_)?(?:ftp_)?port_\w+$/, ['SG-005', 'SG-004']],
  [/^ec2_instance_port_\w+_exposed_to_internet$/, ['EXP-001']],
]

/** By check; empty for a check that is none of ours. */
export function equivalentRules(
  rules: readonly FindingRule[],
): (tool: ForeignTool, checkId: string) => readonly string[] {
  const known = new Set(rules.map(({ id }) => id))
  const byControl = new Map<string, string[]>()
  for (const { id, compliance } of rules) {
    for (const { framework, control } of compliance) {
      if (framework !== 'AWS FSBP' && framework !== 'AWS Security Hub') continue
      byControl.set(control, [...new Set([...(byControl.get(control) ?? []), id])])
    }
  }
  return (tool, checkId) => {
    if (tool === 'Security Hub') return byControl.get(checkId) ?? []
    const listed = PROWLER[checkId] ?? PROWLER_FAMILIES.find(([pattern]) => pattern.test(checkId))?.[1] ?? []
    return listed.filter((id) => known.has(id))
  }
}
