import { charter } from '../../charter.ts'
import { awsConfig, cis, fsbp, nist } from '../../compliance.ts'
import { checkOpenPorts } from '../../open-ports.ts'
import type { FindingRule } from '../../rule.ts'
import { portsText } from '../../settings.ts'

/** Source: Security Hub control EC2.19. */
export const highRiskPortOpen: FindingRule = {
  id: 'SG-004',
  version: 1,
  title: 'High-risk port open to the internet',
  logic:
    "A port of Security Hub's high-risk list is open to the internet over TCP or UDP, by interval and by the union of sources. Administration ports are reported by SG-003.",
  charter: charter('E.security-groups-first'),
  severity: 'critical',
  severityNote: 'High when no interface carries the group, or when nothing that carries it can be reached.',
  compliance: [
    fsbp('EC2.19', 'exact'),
    awsConfig('vpc-sg-port-restriction-check'),
    ...cis({ '4.0.1': '5.1.2', '5.0': '5.1.2', '6.0': '6.1.2', '7.0': '6.1.2' }),
    ...nist('CM-7', 'SC-7'),
  ],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces', 'RouteTables', 'NetworkAcls', 'InternetGateways', 'ManagedPrefixLists'],
  check: (context) =>
    checkOpenPorts(context, {
      id: 'SG-004',
      base: 'critical',
      raisesWhenReached: false,
      settingsUsed: ({ highRiskPorts }) => ({ highRiskPorts: portsText(highRiskPorts) }),
      consequence: 'These services are searched for and attacked within minutes of being visible.',
    }),
}
