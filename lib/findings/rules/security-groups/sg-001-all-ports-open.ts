import { charter } from '../../charter.ts'
import { nist, wellArchitected } from '../../compliance.ts'
import { checkOpenPorts } from '../../open-ports.ts'
import type { FindingRule } from '../../rule.ts'

/** Source: VPC guide, "Security group rules" (protocol -1 admits every protocol and port). */
export const allPortsOpen: FindingRule = {
  id: 'SG-001',
  version: 1,
  title: 'All ports open to the internet',
  logic:
    'The ingress rules of the group, taken together, admit the internet on every port from 1 to 65535 over TCP or over UDP, or over all protocols (-1, with or without ports). One rule that does is one finding: what it opens in particular is named there, not repeated.',
  charter: charter('E.security-groups-first'),
  severity: 'critical',
  severityNote: 'High when no interface carries the group, or when nothing that carries it can be reached.',
  compliance: [...nist('AC-4', 'SC-7'), wellArchitected('NETSEC-001')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces', 'RouteTables', 'NetworkAcls', 'InternetGateways', 'ManagedPrefixLists'],
  check: (context) =>
    checkOpenPorts(context, {
      id: 'SG-001',
      base: 'critical',
      raisesWhenReached: false,
      settingsUsed: () => ({}),
      consequence: 'Every service that listens there, now or later, answers to anyone.',
    }),
}
