/** Rules on network ACLs, routes, tiers, peering, endpoints and logs that others answer wrongly or only in part. */

import type { KnownErrors } from './known-error.ts'

const FOLDER = 'findings/rules'

export const NETWORK_ERRORS: readonly KnownErrors[] = [
  {
    about: 'NACL-001',
    file: `${FOLDER}/network-acls/nacl-001-admin-port-admitted.test.ts`,
    suite: 'NACL-001 administration port admitted',
    errors: {
      'a denial that stands first': 'The order of entries is ignored: an allow behind a denial fails.',
      'a denial that stands first, printed last': 'Entries are read as printed, not by their numbers.',
      'a denial of one range does not close it': 'Any denial of the port closes it.',
      'two denials that are the internet together': 'Denials of parts are not joined.',
      'two halves admitted by two entries': 'Only 0.0.0.0/0 in one entry counts.',
      'a range around the port': 'Only an entry for exactly the port is found.',
      'IPv6 alone, which no interface has': 'Only IPv4 entries are looked at.',
      UDP: 'Only TCP is looked at.',
      'is low while security groups shut what it admits': 'It weighs the same whatever the groups behind it say.',
    },
  },
  {
    about: 'NACL-002',
    file: `${FOLDER}/network-acls/nacl-002-everything-admitted.test.ts`,
    suite: 'NACL-002 everything admitted',
    errors: {
      everything: 'The rules every VPC is born with are told as high, though groups restrict.',
      'one port denied first': 'An entry that allows everything is everything, whatever is denied before it.',
      'two halves': 'Only 0.0.0.0/0 in one entry counts.',
      'everything over IPv6 alone': 'Only IPv4 entries are looked at.',
    },
  },
  {
    about: 'NACL-004',
    file: `${FOLDER}/network-acls/nacl-004-unused-acl.test.ts`,
    suite: 'NACL-004 unused network ACL',
    errors: { 'the default one without a subnet': 'The default ACL, which cannot be deleted, fails.' },
  },
  {
    about: 'RT-001',
    file: `${FOLDER}/route-tables/rt-001-default-route-to-internet-gateway.test.ts`,
    suite: 'RT-001 default route to an internet gateway',
    errors: {
      IPv6: '::/0 is looked for in the field of IPv4 and never found.',
      'two halves': 'Only 0.0.0.0/0 in one route counts.',
      'a prefix list that is the internet': 'Routes to prefix lists are not read.',
      'a blackhole leads nowhere': 'A dead route counts as one that works.',
      'is info, intended, when every interface behind it faces the internet': 'Every public table fails.',
    },
  },
  {
    about: 'RT-008',
    file: `${FOLDER}/route-tables/rt-008-gateway-not-allowed.test.ts`,
    suite: 'RT-008 gateway not allowed',
    errors: {
      'a detached gateway': 'The question is turned round: a gateway attached to nothing fails.',
      'is not evaluated while nobody said, and names the setting': 'An empty list of VPCs fails, or allows, all.',
    },
  },
  {
    about: 'ISO-004',
    file: `${FOLDER}/separate-vpcs/iso-004-peering-route-too-wide.test.ts`,
    suite: 'ISO-004 peering route is too wide',
    errors: {
      'a subnet of the peer': 'Any route over a peering fails.',
      'its block': 'Only a route for everything fails.',
      'more than its block': 'Only a route equal to the block of the peer fails.',
      'its block in two halves': 'Routes are read one by one, never together.',
      'a block that was added later': 'Only the first block of the peer is known.',
      'its IPv6 block': 'Only IPv4 routes are looked at.',
      'a prefix list that holds it': 'Routes to prefix lists are not read.',
      'a default route that goes elsewhere': 'A default route to anywhere in the table fails the peering.',
      'its block, dead': 'A dead route counts as one that works.',
      'counts subnets that use the main table by implication, and lowers what no subnet uses':
        'A main table without a named subnet is taken for unused.',
    },
  },
  {
    about: 'ISO-011',
    file: `${FOLDER}/separate-vpcs/iso-011-public-tier-to-private-tier.test.ts`,
    suite: 'ISO-011 peering joins a public tier to a private tier',
    errors: {
      'a subnet behind NAT to private': 'Any default route makes a subnet public, one to NAT too.',
      'public over IPv6 alone': 'A subnet that is public over IPv6 is private.',
      'groups admit nobody': 'A route is enough; what groups admit is not asked.',
      'the network ACL admits nobody': 'Nor is what network ACLs admit.',
    },
  },
  {
    about: 'ISO-014',
    file: `${FOLDER}/separate-vpcs/iso-014-public-access-not-blocked.test.ts`,
    suite: 'ISO-014 VPC Block Public Access is off where nothing needs it off',
    errors: {
      'lets stand what is declared public': 'A Region with a public service fails as one without.',
      'names what is excluded from the block': 'Exclusions are not told.',
    },
  },
  {
    about: 'ISO-016',
    file: `${FOLDER}/separate-vpcs/iso-016-one-region.test.ts`,
    suite: 'ISO-016 all VPCs in one Region',
    errors: {
      'is not evaluated where one Region was collected: others may have VPCs':
        'A Region that was not looked at counts as one without a VPC.',
    },
  },
  {
    about: 'TIER-001',
    file: `${FOLDER}/subnet-tiers/tier-001-no-public-private-separation.test.ts`,
    suite: 'TIER-001 no public/private separation',
    errors: {
      'a subnet that is public over IPv6 only is public': 'Only IPv4 routes make a subnet public.',
      'a subnet behind NAT is private': 'A route to NAT makes a subnet public.',
      'a public one and one on the main table': 'A subnet without a named table has none.',
      'takes the main table of this VPC, never that of another': 'The main table of any VPC is taken for its own.',
      'a blackhole makes nothing public': 'A dead route counts as one that works.',
    },
  },
  {
    about: 'TIER-002',
    file: `${FOLDER}/subnet-tiers/tier-002-auto-assigned-public-address.test.ts`,
    suite: 'TIER-002 auto-assigned public address',
    errors: { 'low in a private one': 'A private subnet weighs as much as a public one.' },
  },
  {
    about: 'TIER-003',
    file: `${FOLDER}/subnet-tiers/subnets-and-templates.test.ts`,
    suite: 'TIER-003 subnet puts every new interface on the internet over IPv6',
    errors: {
      'a route to the internet gateway': 'A subnet that assigns IPv6 addresses is not looked at: only IPv4 is.',
    },
  },
  {
    about: 'TIER-005',
    file: `${FOLDER}/subnet-tiers/data-stores.test.ts`,
    suite: 'TIER-005 data store in a public subnet',
    errors: {
      'the main table of its VPC': 'Only subnets with a named table are looked at.',
      'IPv6 only': 'Only IPv4 routes make a subnet public.',
      'a NAT gateway': 'A route to NAT makes a subnet public.',
    },
  },
  {
    about: 'TIER-006',
    file: `${FOLDER}/subnet-tiers/data-stores.test.ts`,
    suite: 'TIER-006 data store reachable from the internet',
    errors: {
      'everything opens it': 'A group that opens the port of the store alone is not seen: only every port is.',
      'sees the one port of a warehouse, in two halves of the internet':
        'Of a Redshift cluster only every port is seen.',
      'its group opens another port': 'Any open port of the group exposes the store.',
      'its subnet is private': 'The flag alone decides, whatever the routes say.',
      'the ACL denies it': 'Network ACLs are not asked.',
    },
  },
  {
    about: 'PL-001',
    file: `${FOLDER}/private-link/endpoints.test.ts`,
    suite: 'PL-001 endpoint for the EC2 API',
    errors: {
      'ec2messages, which is another service': 'Any service with "ec2" in its name passes.',
      'one that is pending': 'An endpoint that is not available passes.',
      'a VPC another account shares': 'A VPC shared by another account fails here.',
    },
  },
  {
    about: 'PL-002',
    file: `${FOLDER}/private-link/pl-002-endpoints-of-services-in-use.test.ts`,
    suite: 'PL-002 endpoints of services in use',
    errors: {
      'nothing is seen to be called': 'Endpoints are demanded for services nobody calls.',
      'gives no verdict on a VPC that another account shares': 'A VPC shared by another account fails here.',
    },
  },
  {
    about: 'PL-004',
    file: `${FOLDER}/private-link/endpoint-policy.test.ts`,
    suite: 'an endpoint policy',
    errors: {
      'that denies all outsiders': 'Only Allow is read: a Deny for outsiders changes nothing.',
      'that denies insiders': 'Any Deny closes the policy.',
      'that denies outsiders one action': 'A Deny of one action closes the policy.',
      'every call of its service': 'A Deny of all calls of the service is not everything.',
      'for an account, by its number': 'A list of accounts in a condition is not known as a boundary.',
      'for one account': 'A principal that is a bare account number breaks the check.',
      'for the organisation, and beside it for AWS itself': 'The policy AWS publishes for data perimeters fails.',
      'for any organisation at all': 'A condition on a star is a boundary.',
      'that holds without the key': 'A condition that holds without its key is a boundary.',
    },
  },
  {
    about: 'PL-004',
    file: `${FOLDER}/private-link/endpoints.test.ts`,
    suite: 'PL-004 endpoint policy',
    errors: {
      'says the same whoever is trusted: %s': 'To trust one more account makes policies fail that passed.',
      'of a service without policies': 'A service that has no policies fails for its policy.',
    },
  },
  {
    about: 'HYB-001',
    file: `${FOLDER}/private-connections/hyb-001-tunnel-down.test.ts`,
    suite: 'HYB-001 VPN tunnel is down',
    errors: {
      'the third of three down, where peers look at two': 'The first two tunnels are asked, and no others.',
      'one alone, up, where peers crash': 'A connection with one tunnel breaks the check.',
    },
  },
  {
    about: 'HYB-002',
    file: `${FOLDER}/private-connections/tunnel-options.test.ts`,
    suite: 'HYB-002 VPN tunnel is not logged',
    errors: { 'one logged, where Powerpipe passes': 'One tunnel that is logged is enough.' },
  },
  {
    about: 'LOG-001',
    file: `${FOLDER}/flow-logs/log-001-vpc-without-flow-log.test.ts`,
    suite: 'LOG-001 VPC without a working flow log',
    errors: {
      'one that fails to deliver': 'Any flow log passes, one that delivers nothing too.',
      'one that is not active': 'Any flow log passes, one that is not active too.',
      'one for each subnet': 'Only a flow log of the VPC itself counts.',
      'is not covered by logs of some subnets, and names those that are': 'A flow log of one subnet is enough.',
      'does not judge a VPC another account shares: only its owner sees the logs':
        'A VPC shared by another account fails here.',
    },
  },
  {
    about: 'LOG-002',
    file: `${FOLDER}/flow-logs/log-002-rejects-not-recorded.test.ts`,
    suite: 'LOG-002 rejects are recorded',
    errors: {
      'accepts of a subnet, and everything of its VPC': 'A flow log of what it stands in does not count.',
      'accepts, and rejects in a log of its own': 'Each flow log is judged alone, never what they record together.',
      'accepts, and rejects in a log that does not deliver': 'A flow log that delivers nothing records rejects.',
    },
  },
  {
    about: 'INL-001',
    file: `${FOLDER}/in-line-inspection/hubs.test.ts`,
    suite: 'INL-001 a firewall for what leaves',
    errors: {
      'passes every spoke of a hub that inspects': 'Every spoke of a hub and spoke network fails.',
      'fails a VPC with a way out and no firewall, passes one with a declared appliance':
        'Only firewalls that exist are asked for their VPC: a VPC without one is not seen.',
    },
  },
  {
    about: 'INL-005',
    file: `${FOLDER}/in-line-inspection/inl-005-firewall-not-in-path.test.ts`,
    suite: 'INL-005 firewall in the path of an internet gateway',
    errors: {
      'the default route goes past it': 'A firewall that exists passes, whether traffic goes through it or past it.',
      'there is no edge table': 'What comes back past the firewall is not asked.',
    },
  },
]
