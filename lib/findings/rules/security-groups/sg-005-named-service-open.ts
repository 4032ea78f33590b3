import { charter } from '../../charter.ts'
import { awsConfig, nist } from '../../compliance.ts'
import { checkOpenPorts } from '../../open-ports.ts'
import type { FindingRule } from '../../rule.ts'

/** Source: the ports each service documents; the table is a setting. */
export const namedServiceOpen: FindingRule = {
  id: 'SG-005',
  version: 1,
  title: 'Database, queue or file service open to the internet',
  logic:
    'A port of a named service (databases, caches, queues, search, file transfer, DNS, mail, Docker) is open to the internet. Ports on the high-risk list are reported by SG-004.',
  charter: charter('E.security-groups-first'),
  severity: 'high',
  severityNote:
    'Critical when the internet reaches the port, or when that is not known; Medium when unattached or shut off.',
  compliance: [awsConfig('restricted-common-ports'), ...nist('CM-7', 'SC-7')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces', 'RouteTables', 'NetworkAcls', 'InternetGateways', 'ManagedPrefixLists'],
  check: (context) =>
    checkOpenPorts(context, {
      id: 'SG-005',
      base: 'high',
      raisesWhenReached: true,
      settingsUsed: ({ namedServices }) => ({ namedServices: namedServices.map(({ name }) => name).join(', ') }),
      consequence: 'A service that holds data should be met by its application, not by the internet.',
    }),
}
