/** What users of other scanners complain of, by the number of the complaint. */

import type { KnownErrors } from './known-error.ts'

const FILE = 'findings/what-users-complain-of.test.ts'
const [FALSE_ALARMS, MISSED] = ['false alarms', 'what was missed or understated']

const complaint = (about: string, suite: string, errors: KnownErrors['errors']): KnownErrors => ({
  about,
  file: FILE,
  suite,
  errors,
})

export const COMPLAINTS: readonly KnownErrors[] = [
  complaint('1 Load balancers', FALSE_ALARMS, {
    '1 the group of a load balancer with 80 and 443 open is no failure':
      'The group of a load balancer that serves the world fails, as AWS recommends it.',
  }),
  complaint('2 Unattached groups', FALSE_ALARMS, {
    '2 a group attached to nothing keeps its finding, one step lower, and says why':
      'An open group on nothing is as severe as one on a host.',
  }),
  complaint('3 Order of entries', FALSE_ALARMS, {
    '3 the order of ACL entries is honoured: %s': 'Numbers of ACL entries, and denials, are ignored.',
    'a denial alone is no admission': 'A denial itself is reported as an opening.',
  }),
  {
    about: '4 Groups in use',
    file: 'findings/rules/security-groups/sg-022-unused-group.test.ts',
    suite: 'SG-022 unused security group',
    errors: {
      'passes where it is used by %s': 'A group that another group, a function or a template names is called unused.',
      'passes where it is named without an interface by %s': 'A group is unused when nothing runs by it now.',
    },
  },
  complaint('5 Narrow public ranges', FALSE_ALARMS, {
    '5 a published range of a provider is not the internet: %s': 'The range of a provider is called wide open.',
    '5 all ranges of a provider together are not the internet either, in or out':
      'Ranges that traffic goes to are reported as what comes in.',
  }),
  {
    about: '6 Endpoint policies',
    file: 'findings/rules/private-link/endpoint-policy.test.ts',
    suite: 'an endpoint policy',
    errors: {
      'for one account': 'A principal that is a bare account number breaks the check.',
      'that denies all outsiders': 'A Deny changes nothing.',
    },
  },
  complaint('7 Referenced groups', FALSE_ALARMS, {
    '7 a rule that names a group is not open': 'A rule that names a group is read as one for everybody.',
  }),
  complaint('8 Peering and routes', FALSE_ALARMS, {
    '8 a default route elsewhere in the table says nothing of a peering, nor a peering of it':
      'A default route in the same table fails the peering.',
  }),
  complaint('9 Shared VPCs', FALSE_ALARMS, {
    '9 a VPC another account shares is not blamed for logs only its owner sees':
      'The account a VPC is shared with fails for what its owner keeps.',
  }),
  complaint('10 Duplicates', FALSE_ALARMS, {
    '10 one rule is one finding, and the others it breaks are named in it':
      'One rule is three findings: every port, any port, the port by name.',
  }),
  complaint('11 Flow logs', FALSE_ALARMS, {
    '11 a flow log %s is seen': 'Flow logs that are configured are not found.',
  }),
  complaint('12 Protocols without ports', FALSE_ALARMS, {
    '12 a protocol without ports opens no port: %s': 'GRE is called SSH, and types of ICMP are called ports.',
    '12 the rule that CDK writes for "no egress" is read, and is no egress: %s':
      'The rule by which CDK lets nothing out breaks the check, or is called egress to the internet.',
  }),
  complaint('13 Single addresses', FALSE_ALARMS, {
    '13 one address of AWS is one address': 'One address of AWS is reported like a range.',
  }),
  complaint('14 Several interfaces', FALSE_ALARMS, {
    '14 several interfaces of one instance weigh nothing by themselves':
      'Nodes and appliances fail for their interfaces.',
  }),
  {
    about: '15 Networks drawn wrongly',
    file: 'reachability/trace-internet-edge.test.ts',
    suite: 'from the internet',
    errors: {
      'needs a public address, the gateway, a route back, ACLs and groups (VPC guide, "Internet gateways")':
        'A line is drawn from groups alone: no ACL, no route table, no internet gateway.',
    },
  },
  {
    about: '15 Networks drawn wrongly',
    file: 'topology/draw-svg.test.ts',
    suite: 'drawSvg',
    errors: {
      'says of an arrow that groups admit, not that traffic gets there: no route or ACL was asked':
        'What groups admit is drawn as if it could get there.',
    },
  },
  {
    about: '15 Networks drawn wrongly',
    file: 'topology/build-graph.test.ts',
    suite: 'interfaces',
    errors: {
      'fold into their instance when primary, and stand on their own otherwise': 'The second interface is not drawn.',
    },
  },
  {
    about: '15 Networks drawn wrongly',
    file: 'reachability/walk/match-reference.test.ts',
    suite: 'a rule that names a group',
    errors: {
      'matches members in a peer VPC of the Region, in both directions': 'A group named across a peering is missed.',
    },
  },
  complaint('Public called private', MISSED, {
    'a subnet that is public by the main table is public, and no other VPC lends it a table':
      'A public subnet is called private, and what stands in it is lowered.',
    'an explicit private table makes its subnet private, whatever the main one says':
      'The main table is asked though the subnet has a table of its own.',
  }),
  {
    about: 'Addresses of developers',
    file: 'findings/rules/security-groups/sg-010-outside-corporate-ranges.test.ts',
    suite: 'SG-010 public source outside the corporate ranges',
    errors: { 'an address of somebody': 'The home address of a developer in a group is not seen.' },
  },
  complaint('The wrong group named', MISSED, {
    'every rule that contributes is evidence, and every group is named by its own finding':
      'A finding names the wrong group, or stops at the first.',
  }),
  complaint('Default groups', MISSED, {
    'the default group with any rule fails: %s': 'A default group with rules passes.',
    'the rule AWS made, which names the group itself': 'The rule AWS puts into a default group does not count.',
  }),
  complaint('Protocol -1', MISSED, {
    '-1 without ports is every port, in and out': 'A rule for every protocol passes because it names no ports.',
  }),
  complaint('First port only', MISSED, {
    'a range counts as a whole, not by its first port': 'A range is judged by its first port.',
  }),
  complaint('IPv6 in the field of IPv4', MISSED, {
    '::/0 is looked for where IPv6 is printed': '::/0 is looked for in the field of IPv4 and never found.',
  }),
  complaint('Prefix lists', MISSED, {
    'prefix lists are read, and one without entries is never a pass': 'Prefix lists are not read.',
  }),
]
