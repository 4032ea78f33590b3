import { charter } from '../../charter.ts'
import { cis, nist } from '../../compliance.ts'
import { checkOpenPorts } from '../../open-ports.ts'
import type { FindingRule } from '../../rule.ts'

/** Source: IANA service names (NetBIOS 137–139, SMB 445, LDAP 389 and 636, Kerberos 88, 464, 749, 750). */
export const directoryServiceOpen: FindingRule = {
  id: 'SG-006',
  version: 1,
  title: 'CIFS, NetBIOS, LDAP or Kerberos open to the internet',
  logic:
    'The internet is admitted on a port of file sharing or of a directory, over TCP or UDP: 137–139 and 445, 389 and 636, 88, 464, 749 and 750. Openings that SG-001, SG-003, SG-004 or SG-005 report are not repeated.',
  charter: charter('E.security-groups-first'),
  severity: 'high',
  severityNote: 'Medium when unattached or shut off.',
  compliance: [
    ...cis({ '4.0.1': '5.1.2', '5.0': '5.1.2', '6.0': '6.1.2', '7.0': '6.1.2' }),
    ...nist('AC-4', 'CM-7', 'SC-7'),
  ],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces', 'RouteTables', 'NetworkAcls', 'InternetGateways', 'ManagedPrefixLists'],
  check: (context) =>
    checkOpenPorts(context, {
      id: 'SG-006',
      base: 'high',
      raisesWhenReached: false,
      settingsUsed: () => ({}),
      consequence: 'Files and directories are made for the inside: they tell of users, and are attacked by worms.',
    }),
}
