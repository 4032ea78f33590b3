import { charter } from '../../charter.ts'
import { awsConfig, fsbp, nist } from '../../compliance.ts'
import { checkOpenPorts } from '../../open-ports.ts'
import type { FindingRule } from '../../rule.ts'
import { portsText } from '../../settings.ts'

/** Source: Security Hub control EC2.18, with the allow list as a setting. */
export const portOutsideAllowList: FindingRule = {
  id: 'SG-002',
  version: 1,
  title: 'Port open to the internet that is not on the allow list',
  logic:
    'Some TCP or UDP port that is not on the allow list is open to the internet; whole port ranges are looked at, not their first port. Openings that SG-001, SG-003, SG-004 or SG-005 report are not repeated.',
  charter: charter('E.security-groups-first'),
  severity: 'high',
  severityNote:
    'Info where only load balancers carry the group and listen on these ports: that edge is intended. Medium when unattached or shut off.',
  compliance: [fsbp('EC2.18', 'exact'), awsConfig('vpc-sg-open-only-to-authorized-ports', 'exact'), ...nist('SC-7')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces', 'RouteTables', 'NetworkAcls', 'InternetGateways', 'LoadBalancers', 'Listeners'],
  check: (context) =>
    checkOpenPorts(context, {
      id: 'SG-002',
      base: 'high',
      raisesWhenReached: false,
      settingsUsed: ({ allowedPublicPorts }) => ({ allowedPublicPorts: portsText(allowedPublicPorts) }),
      consequence: 'The allow list says what may face everyone; this is not on it.',
    }),
}
