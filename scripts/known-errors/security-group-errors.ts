/** Rules on security groups that others have too, and answer wrongly or only in part. */

import type { KnownErrors } from './known-error.ts'

const FOLDER = 'findings/rules/security-groups'

export const SECURITY_GROUP_ERRORS: readonly KnownErrors[] = [
  {
    about: 'SG-001',
    file: `${FOLDER}/sg-001-all-ports-open.test.ts`,
    suite: 'SG-001 all ports open',
    errors: {
      'protocol -1 without ports': 'Protocol -1 is missed because the rule names no ports.',
      'every port from one': 'Only 0-65535 counts as every port; 1-65535 does not.',
      'two ranges together': 'Each rule is read alone, so adjacent port ranges are never every port.',
      'two halves of the address space': '0.0.0.0/1 and 128.0.0.0/1 are not seen to be the internet.',
      'ports in two pieces, one of them from two halves': 'Pieces of ports and pieces of addresses are not joined.',
      'GRE, which has no ports': 'A protocol without ports is read as every port.',
      'sees IPv6 alone, and weighs it by the IPv6 path': 'Only the IPv4 ranges are looked at.',
      'resolves prefix lists, and is not evaluated where their entries are missing': 'A prefix list is no source.',
      'lowers to high when no interface carries the group, and says why':
        'A group that nothing carries is as severe as one on a host, or is left out.',
    },
  },
  {
    about: 'SG-002',
    file: `${FOLDER}/sg-002-port-outside-allow-list.test.ts`,
    suite: 'SG-002 port outside the allow list',
    errors: {
      'a range that begins with an allowed port': 'A range is judged by its first port: 80-65535 passes.',
      'sees IPv6 alone': 'Only 0.0.0.0/0 counts, not ::/0.',
      'half the address space counts': 'Only the whole internet in one range counts.',
      'calls 80 and 443 on a load balancer intended: nothing fails': 'What a load balancer is for fails.',
      'does not call a port intended that the load balancer does not listen on':
        'Whatever a load balancer carries is exempt, listener or none.',
      'spares no host because a load balancer carries the same group':
        'One exempt interface exempts every other carrier of the group.',
    },
  },
  {
    about: 'SG-003',
    file: `${FOLDER}/sg-003-remote-administration-open.test.ts`,
    suite: 'SG-003 remote administration open',
    errors: {
      'a range around SSH': 'Only a rule for exactly port 22 is found.',
      'RDP over UDP': 'Only TCP is looked at.',
      'two halves in one group': 'Split ranges are not joined.',
      'four quarters': 'Split ranges of differing ports are not joined.',
      'ICMP type 22, which is no port': 'The type of an ICMP rule is read as a port.',
      'GRE, which is not SSH': 'Every protocol is taken for TCP.',
      'a group': 'A rule that names a group is called open.',
      'sees IPv6 alone, and every port of every protocol, which SG-001 reports in its name':
        'IPv6, or a rule for every protocol, is left out.',
      'lists every contributing rule as evidence, with its place': 'The first rule found is the only one named.',
    },
  },
  {
    about: 'SG-004',
    file: `${FOLDER}/sg-004-high-risk-port-open.test.ts`,
    suite: 'SG-004 high-risk port open',
    errors: {
      'a range that begins before the port': 'A port inside a range is missed.',
      'a range that ends with the port': 'The last port of a range is left out.',
      'a range between two such ports': 'Two ports of the list are read as all between them.',
    },
  },
  {
    about: 'SG-005',
    file: `${FOLDER}/sg-005-named-service-open.test.ts`,
    suite: 'SG-005 named service open',
    errors: {
      'Cassandra by the port of its clients': 'The list for groups lacks a port that the list for hosts has.',
      'MongoDB by range': 'Only a rule for exactly the port is found.',
      'MySQL, which SG-004 reports': 'One rule is told by every check that knows its port.',
    },
  },
  {
    about: 'SG-007',
    file: `${FOLDER}/sg-007-icmp-open.test.ts`,
    suite: 'SG-007 ICMP open',
    errors: {
      'echo, which the settings allow': 'Any ICMP from the internet fails, ping and packet-too-big too.',
    },
  },
  {
    about: 'SG-008',
    file: `${FOLDER}/sg-008-portless-protocol-open.test.ts`,
    suite: 'SG-008 protocol without ports open',
    errors: {
      GRE: 'A protocol that is neither TCP, UDP nor ICMP passes unseen.',
      'is lower where nothing carries the group, and is never called an open port': 'GRE is reported as SSH.',
    },
  },
  {
    about: 'SG-009',
    file: `${FOLDER}/sg-009-wide-source.test.ts`,
    suite: 'SG-009 source range very wide',
    errors: {
      'two halves of a /23': 'Each range is judged alone, never their sum.',
      'an IPv6 /47': 'Only IPv4 ranges are judged.',
      'the whole internet, which SG-003 reports': 'One open rule is told twice, as open and as wide.',
      egress: 'A range that traffic goes to is told as one that comes in.',
      'a list without entries': 'A prefix list is no source.',
    },
  },
  {
    about: 'SG-010',
    file: `${FOLDER}/sg-010-outside-corporate-ranges.test.ts`,
    suite: 'SG-010 public source outside the corporate ranges',
    errors: {
      'an address of somebody': 'The home address of a developer is not seen: only wide ranges are.',
      'an IPv6 address of somebody': 'Nor is one over IPv6.',
      'names the owner of an own address, and is low': 'An Elastic IP or NAT gateway of one’s own is a stranger.',
      'is not evaluated where nobody said which ranges are corporate, and names the setting':
        'Without a list of ranges everything, or nothing, fails.',
    },
  },
  {
    about: 'SG-012',
    file: `${FOLDER}/sg-012-prefix-list-too-broad.test.ts`,
    suite: 'SG-012 prefix list too broad, AWS-wide or unresolved',
    errors: {
      'passes a list whose entries are known, and is not evaluated without them': 'Prefix lists are not read at all.',
      'is named by the rule that reports what a list opens, and not repeated':
        'A list that holds the internet opens nothing.',
    },
  },
  {
    about: 'SG-018',
    file: `${FOLDER}/sg-018-egress-unrestricted.test.ts`,
    suite: 'SG-018 egress unrestricted',
    errors: {
      'two halves': 'Only 0.0.0.0/0 in one range counts.',
      'everything over IPv6': 'IPv6 is not looked at.',
      'every TCP and every UDP port': 'Only protocol -1 counts.',
    },
  },
  {
    about: 'SG-022',
    file: `${FOLDER}/sg-022-unused-group.test.ts`,
    suite: 'SG-022 unused security group',
    errors: {
      'fails where only the group itself names it, and gives the command': 'A rule that names its own group is a use.',
      'an egress rule of another group': 'Only ingress rules of other groups count as a use.',
      'a function': 'A function without a running interface is no use.',
      'a launch configuration': 'A scaling group at zero is no use.',
      'a launch template of a group that runs nothing': 'A launch template is no use.',
      'a container service without tasks': 'A service scaled to zero is no use.',
      'a database that is stopped': 'A database without an interface is no use.',
      'is not evaluated where a peer that was not collected may name it': 'A group named across a peering is no use.',
    },
  },
  {
    about: 'SG-026',
    file: `${FOLDER}/sg-026-redundant-rule.test.ts`,
    suite: 'SG-026 redundant rule',
    errors: {
      'a port inside a range': 'Only ranges of one and the same permission are compared.',
      'all protocols beside one': 'A rule for every protocol covers nothing.',
      'an IPv6 range inside another': 'IPv6 ranges are not compared.',
      'what two halves hold': 'A rule is compared with each other one, never with all of them.',
      'sees what the entries of a prefix list hold': 'The entries of prefix lists are not compared.',
      'sees the other group of every interface, and keeps one of two equal rules':
        'Groups that stand on one interface are not read together.',
    },
  },
  {
    about: 'SG-029',
    file: `${FOLDER}/sg-029-one-family-open.test.ts`,
    suite: 'SG-029 one family restricted, the other open',
    errors: { 'IPv6 open': 'A port that is restricted over IPv4 and open over IPv6 passes.' },
  },
  {
    about: 'SG-030',
    file: `${FOLDER}/sg-030-malformed-range.test.ts`,
    suite: 'SG-030 range that cannot be meant',
    errors: {
      'passes what CDK writes to let nothing out, exactly':
        'The rule CDK writes for "no egress" is called public egress.',
    },
  },
]
