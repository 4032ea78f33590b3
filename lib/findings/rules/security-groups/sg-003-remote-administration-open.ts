import { charter } from '../../charter.ts'
import { awsConfig, cis, nist, pci, securityHub } from '../../compliance.ts'
import { checkOpenPorts } from '../../open-ports.ts'
import type { FindingRule } from '../../rule.ts'
import { portsText } from '../../settings.ts'

/** Source: EC2 user guide, "Security group rules for different use cases"; CIS AWS Foundations, networking. */
export const remoteAdministrationOpen: FindingRule = {
  id: 'SG-003',
  version: 1,
  title: 'Remote administration open to the internet',
  logic:
    'The union of the ingress sources that admit an administration port over TCP or UDP (protocol -1 included, prefix lists resolved) holds the internet, IPv4 or IPv6. The ports are a setting.',
  charter: charter('E.security-groups-first'),
  severity: 'high',
  severityNote:
    'Critical when the internet reaches the port, or when that is not known; Medium when no interface carries the group or the path is shut.',
  compliance: [
    ...cis(
      { '1.2': '4.1, 4.2', '1.3': '5.2', '1.4': '5.2', '1.5': '5.2, 5.3', '2.0': '5.2, 5.3', '3.0': '5.2, 5.3' },
      'exact',
    ),
    ...cis({ '4.0.1': '5.3, 5.4', '5.0': '5.3, 5.4', '6.0': '6.3, 6.4', '7.0': '6.3, 6.4' }, 'exact'),
    securityHub('EC2.13', 'exact'),
    securityHub('EC2.14', 'exact'),
    securityHub('EC2.53', 'exact'),
    securityHub('EC2.54', 'exact'),
    awsConfig('restricted-ssh', 'exact'),
    awsConfig('restricted-common-ports'),
    awsConfig('vpc-sg-port-restriction-check'),
    ...pci('3.2.1', '1.2.1', '1.3.1', '2.2.2'),
    ...pci('4.0', '1.3.1', '1.3.2', '1.4.2'),
    ...nist('CM-7', 'SC-7'),
  ],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces', 'RouteTables', 'NetworkAcls', 'InternetGateways', 'ManagedPrefixLists'],
  check: (context) =>
    checkOpenPorts(context, {
      id: 'SG-003',
      base: 'high',
      raisesWhenReached: true,
      settingsUsed: ({ adminPorts }) => ({ adminPorts: portsText(adminPorts) }),
      consequence: 'Whoever guesses or steals a credential administers the host from anywhere.',
    }),
}
