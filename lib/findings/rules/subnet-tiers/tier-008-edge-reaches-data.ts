import type { NetworkInterface } from '../../../inventory/network.ts'
import { union } from '../../../net/interval-set.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { DATA_PORTS } from '../../data-ports.ts'
import { interfaceRole } from '../../interface-role.ts'
import { lateralFindings } from '../../lateral-findings.ts'
import { lateralPaths } from '../../lateral-paths.ts'
import type { FindingRule, RuleContext } from '../../rule.ts'
import { servedPorts } from '../../served-ports.ts'
import { fixed } from '../../severity.ts'
import { tierFactsOf } from '../../tier-facts.ts'
import { tierOf } from '../../tiers.ts'
import { tierSettings } from './tier-settings.ts'

/** Source: VPC guide, "Infrastructure security in Amazon VPC" (subnets isolate the tiers of an application). */
export const edgeReachesData: FindingRule = {
  id: 'TIER-008',
  version: 1,
  title: 'Edge reaches data directly, past the application',
  logic:
    'An interface of the edge tier can open a data port of an interface of the data tier: a whole trace, routes, ACLs and groups, both ways, between classes of alike interfaces. Tiers are inferred and can be corrected (tierOf, tag). The number of pairs asked is bounded, and it is told when it was cut.',
  charter: charter('C.subnets-per-tier'),
  severity: 'high',
  severityNote: 'Always High.',
  compliance: nist('AC-4', 'AC-4(21)', 'SC-7', 'SC-7(21)'),
  needs: ['NetworkInterfaces'],
  sharpenedBy: ['SecurityGroups', 'RouteTables', 'NetworkAcls', 'DBInstances', 'LoadBalancers', 'TargetGroups'],
  check: (context) => {
    const receivers = ofTier(context, 'data')
    const senders = receivers.length === 0 ? [] : ofTier(context, 'edge')
    const { databaseOf } = tierFactsOf(context.network)
    const own = new Set(receivers.flatMap((one) => databaseOf(one)?.port ?? []))
    const ports = [...own].reduce((all, port) => union(all, [[port, port]]), DATA_PORTS)
    return lateralFindings(context, lateralPaths(context.network, { senders, receivers, ports }), {
      title: ({ service, from, to }) => `${from} at the edge can open ${service} on ${to}`,
      consequence:
        'The application tier in between, with its checks and its logs, is gone round: what is taken over at the edge stands before the data.',
      severity: fixed('high', 'the edge can open a port of the data tier'),
      level: 'internal',
      settingsUsed: tierSettings(context.settings),
      before: [],
      isUntold: (one) =>
        tierOf(context.network, context.settings, one).tier === null &&
        interfaceRole(one) === 'host' &&
        servedPorts(context.network, one) === null,
      fine: 'Nothing at the edge can open a data port of the data tier',
    })
  },
}

function ofTier({ inventory, network, settings }: RuleContext, tier: 'edge' | 'data'): readonly NetworkInterface[] {
  return [...inventory.networkInterfaces.values()].filter((one) => tierOf(network, settings, one).tier === tier)
}
