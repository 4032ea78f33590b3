/** Rules on hosts and their interfaces that others answer wrongly or only in part, and the record of a finding. */

import type { KnownErrors } from './known-error.ts'

const FOLDER = 'findings/rules'

export const HOST_ERRORS: readonly KnownErrors[] = [
  {
    about: 'EXP-001',
    file: `${FOLDER}/private-subnets/exp-001-port-reachable-from-internet.test.ts`,
    suite: 'EXP-001 port reachable from the internet',
    errors: {
      'SSH over IPv6 only': 'Only public IPv4 addresses are asked.',
      'two halves of the internet': 'Only 0.0.0.0/0 in one rule counts.',
      'asks every group of every interface, not the first of the first': 'Only the first interface is looked at.',
      'an ACL that denies it first': 'Network ACLs are not asked.',
      'an ACL that stops the answer': 'Nobody asks whether an answer gets back.',
      'an open group in a private subnet': 'An open group is taken for a host that is reached.',
      'a blackhole': 'A dead route counts as one that works.',
      'passes where Block Public Access says %s': 'Block Public Access is not asked.',
      'names every rule that opens the port: prowler#5868': 'The first rule found is the only one named.',
    },
  },
  {
    about: 'EXP-002',
    file: `${FOLDER}/private-subnets/addresses-of-interfaces.test.ts`,
    suite: 'EXP-002 public address on what is no edge component',
    errors: {
      'a load balancer': 'Any public address fails, where it belongs too.',
      'a NAT gateway': 'Any public address fails, that of NAT too.',
      'a function': 'Only instances are looked at.',
    },
  },
  {
    about: 'EXP-003',
    file: `${FOLDER}/private-subnets/addresses-of-interfaces.test.ts`,
    suite: 'EXP-003 global IPv6 address',
    errors: {
      'a host the internet reaches over IPv6 only': 'A host with an IPv6 address alone is never public.',
      'an egress-only gateway': 'Any IPv6 address is public.',
    },
  },
  {
    about: 'EXP-005',
    file: `${FOLDER}/private-subnets/load-balancer-placement.test.ts`,
    suite: 'EXP-005 internet-facing load balancer',
    errors: {
      '443, as it is meant': 'A load balancer is public only if its group opens every port.',
      'a group for another port': 'A group that opens no listener makes it public.',
      'a network load balancer without groups': 'A load balancer without groups is never public.',
    },
  },
  {
    about: 'MGMT-002',
    file: `${FOLDER}/management-traffic/management-traffic.test.ts`,
    suite: 'MGMT-002 second interface',
    errors: {
      'other groups and subnet, as the charter asks':
        'Any second interface fails, the one for management that AWS recommends too.',
      'a node of Kubernetes': 'Nodes of EKS fail for the interfaces of their pods.',
      'a trunk, for tasks with interfaces of their own': 'Trunk interfaces fail.',
    },
  },
  {
    about: 'PRIV-005',
    file: `${FOLDER}/private-subnets/priv-005-nat-in-another-zone.test.ts`,
    suite: 'PRIV-005 NAT in another zone',
    errors: { 'another zone, by the main table': 'Gateways are counted by zone; who goes out by which is not asked.' },
  },
  {
    about: 'PRIV-006',
    file: `${FOLDER}/private-subnets/priv-006-source-dest-check-off.test.ts`,
    suite: 'PRIV-006 source/destination check off',
    errors: { 'off, a route to the interface': 'An appliance that routes lead to fails for doing its work.' },
  },
]

/** What users of the record ask for. */
export const RECORD_ERRORS: readonly KnownErrors[] = [
  {
    about: 'Ids of findings',
    file: 'findings/finding-id.test.ts',
    suite: 'findingId',
    errors: {
      'survives another import, another order, another name and other tags':
        'The id holds the name, and a rename is new.',
      'differs in every part, and parts do not run into each other': 'Two findings have one id.',
      'is unique among all findings of a network': 'Resources of one name share an id.',
    },
  },
  {
    about: 'Waivers',
    file: 'findings/waivers.test.ts',
    suite: 'what a waiver chooses',
    errors: {
      'its resource by ARN, as reports print it': 'The ARN a report shows is not accepted.',
      'a part of its id is no choice': 'A part of a name mutes others too.',
      'a tag it carries': 'Muting by tag does nothing.',
      'one of several that holds is enough': 'Several entries must all hold.',
    },
  },
  {
    about: 'Waivers',
    file: 'cli/waivers-and-baseline.test.ts',
    suite: 'the exit code of portolan analyze',
    errors: { 'is not that of a finding people decided to live with': 'A muted finding fails the build.' },
  },
  {
    about: 'Changes',
    file: 'findings/baseline.test.ts',
    suite: 'compareWithBaseline',
    errors: {
      'tells what is gone': 'A finding stays open when its resource is gone.',
      'never calls resolved what is not known: %s': 'A finding is resolved because nobody looked.',
    },
  },
  {
    about: 'Severity',
    file: 'findings/severity-and-exposure.test.ts',
    suite: 'the severity of an open group',
    errors: {
      '%s: reached %s, shut %s, unattached %s, unknown %s': 'A rule weighs the same whether it is reached or not.',
      'is never lower without %s than with it': 'What was not looked at lowers the severity.',
    },
  },
]
