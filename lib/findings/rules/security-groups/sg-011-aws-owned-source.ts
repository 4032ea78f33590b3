import type { SecurityGroup } from '../../../inventory/filters.ts'
import {
  hasAddresses,
  intersectAddresses,
  NO_ADDRESSES,
  subtractAddresses,
  unionAddresses,
} from '../../../net/traffic.ts'
import { charter } from '../../charter.ts'
import { checkGroups, type GroupVerdict } from '../../check-groups.ts'
import { nist } from '../../compliance.ts'
import type { FindingRule, RuleContext } from '../../rule.ts'
import { namedPublicSources, type RuleTraffic, rulesOf, unreadLists } from '../../rule-sources.ts'
import { listWords } from '../../wording.ts'
import { type OwnAddresses, ownAddresses, ownersIn } from './own-addresses.ts'

/** Source: EC2 guide, "Public IPv4 addresses" and "Elastic IP addresses"; VPC guide, "AWS IP address ranges". */
export const awsOwnedSource: FindingRule = {
  id: 'SG-011',
  version: 1,
  title: 'Address of AWS trusted that is not an own Elastic IP',
  logic:
    'A rule admits a public address that AWS lends to an interface of the snapshot, and takes back when it stops: another customer gets it next. Own Elastic IPs, NAT gateways, customer gateways and IPv6 ranges, and the corporate ranges of the settings, are not foreign. Whether any other address is in the ranges of AWS is not in a snapshot: NOT_EVALUATED, with the list that answers.',
  charter: charter('E.security-groups-first'),
  severity: 'medium',
  severityNote: 'Low when nothing carries the group.',
  compliance: [...nist('AC-4', 'SC-7')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces', 'Addresses', 'NatGateways', 'CustomerGateways', 'ManagedPrefixLists'],
  check,
}

function check(context: RuleContext) {
  const own = ownAddresses(context.inventory)
  const trafficIn = (group: SecurityGroup) => namedPublicSources(context, group)
  return checkGroups(context, {
    base: 'medium',
    direction: 'ingress',
    judge: (group) => judge(context, own, { group, traffic: trafficIn(group) }),
    tell: (group, rules) => {
      const sources = trafficIn(group)
        .filter(({ rule }) => rules.includes(rule))
        .reduce((all, each) => unionAddresses(all, each.sources), NO_ADDRESSES)
      const lent = ownersIn(own, intersectAddresses(sources, own.lent))
      return {
        title: 'trusts an address that AWS only lends',
        description: `${listWords(lent)} ${lent.length === 1 ? 'is' : 'are'} lent while the interface lives; afterwards another customer of AWS has it, and is admitted.`,
        summary: 'Name the security group of the client, or give it an Elastic IP and name that.',
      }
    },
    pass: 'trusts no public address that is neither the own nor the whole internet',
  })
}

interface Named {
  readonly group: SecurityGroup
  readonly traffic: readonly RuleTraffic[]
}

/** Only a rule for that one address trusts it: a range around it was not made for it. */
function judge(context: RuleContext, own: OwnAddresses, { group, traffic }: Named): GroupVerdict {
  const lent = traffic.filter(({ sources }) => {
    const part = intersectAddresses(sources, own.lent)
    return hasAddresses(part) && !hasAddresses(subtractAddresses(sources, part))
  })
  const foreign = traffic.some(({ sources }) => hasAddresses(subtractAddresses(sources, own.kept)))
  return {
    rules: lent.map(({ rule }) => rule),
    lists: unreadLists(context, rulesOf(group, 'ingress')),
    doubts: foreign ? [RANGES_OF_AWS] : [],
  }
}

const RANGES_OF_AWS = {
  reason: 'it admits public addresses of others, and which of them AWS owns is in no snapshot',
  remedy: 'curl https://ip-ranges.amazonaws.com/ip-ranges.json',
}
