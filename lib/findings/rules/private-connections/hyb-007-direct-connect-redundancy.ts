import { UNKNOWN } from '../../../describe/document.ts'
import type { DirectConnectConnection, VirtualInterface } from '../../../inventory/connectivity.ts'
import { charter } from '../../charter.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome, Subject } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords } from '../../wording.ts'

/** Source: Direct Connect user guide, "Direct Connect Resiliency Toolkit": two connections in two locations. */
export const directConnectRedundancy: FindingRule = {
  id: 'HYB-007',
  version: 2,
  title: 'Direct Connect without redundancy',
  logic:
    'An account that has Direct Connect has two available connections or more, in two locations or more, and the virtual interfaces to each gateway stand on two connections or more. All collected Regions of the account count together.',
  charter: charter('J.private-connections'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: [],
  needs: ['Connections', 'VirtualInterfaces'],
  sharpenedBy: [],
  check: (context) => accountsWith(context).map((account) => outcomeOf(context, account)),
}

interface DirectConnect {
  readonly account: string
  readonly connections: readonly DirectConnectConnection[]
  readonly interfaces: readonly VirtualInterface[]
}

function accountsWith({ inventory }: RuleContext): readonly DirectConnect[] {
  const connections = [...inventory.directConnectConnections.values()]
  const interfaces = [...inventory.virtualInterfaces.values()]
  const accounts = new Set([...connections, ...interfaces].map(({ account }) => account))
  return [...accounts].toSorted().map((account) => ({
    account,
    connections: connections.filter((each) => each.account === account),
    interfaces: interfaces.filter((each) => each.account === account),
  }))
}

function subjectOf({ account }: DirectConnect): Subject {
  return subjectFor({ id: account, arn: null, name: null, account, region: 'global', tags: {} }, 'account', null)
}

function outcomeOf(context: RuleContext, held: DirectConnect): RuleOutcome {
  const { account, connections } = held
  const live = connections.filter(({ state }) => state === 'available')
  const locations = new Set(live.flatMap(({ location }) => location ?? []))
  const nowhere = live.filter(({ location }) => location === null)
  // Where the connections of a partner end, only the partner sees.
  const untold = connections.length > 0 ? nowhere.map(({ id }) => id) : held.interfaces.map(partnerConnection)
  const faults = [
    // Virtual interfaces on the connection of a partner need none of their own.
    ...(connections.length > 0 && live.length < 2
      ? [live.length === 0 ? 'no connection is available' : 'only one connection is available']
      : []),
    ...(live.length > 1 && nowhere.length === 0 && locations.size < 2
      ? [`all connections end in ${listWords([...locations])}`]
      : []),
    ...singleGateways(held).map((id) => `every virtual interface to ${id} stands on one connection`),
  ]
  const whole = context.inventory.documents
    .filter((document) => document.account === account || account === UNKNOWN)
    .every(
      ({ coverage }) => coverage.get('Connections') === 'complete' && coverage.get('VirtualInterfaces') === 'complete',
    )
  if (faults.length > 0 && whole) return failure(context, held, faults)
  if (whole && untold.length === 0)
    return passed(subjectOf(held), `Direct Connect of ${account} rests on two locations or more.`)
  return undecided(subjectOf(held), {
    reason: whole
      ? `The location of ${listWords([...new Set(untold)])} was not told.`
      : `Not all connections and virtual interfaces of ${account} were collected.`,
    remedy: 'aws directconnect describe-connections; aws directconnect describe-virtual-interfaces',
  })
}

function partnerConnection({ id, connectionId }: DirectConnect['interfaces'][number]): string {
  return connectionId ?? `the connection of ${id}`
}

/** Gateways whose virtual interfaces all stand on one connection. */
function singleGateways({ interfaces }: DirectConnect): readonly string[] {
  const byGateway = new Map<string, Set<string>>()
  for (const { id, vpnGatewayId, directConnectGatewayId, connectionId } of interfaces) {
    const gateway = vpnGatewayId ?? directConnectGatewayId
    if (gateway === null || gateway === '') continue
    const held = byGateway.get(gateway) ?? new Set()
    byGateway.set(gateway, held.add(connectionId ?? id))
  }
  return [...byGateway].flatMap(([gateway, held]) => (held.size < 2 ? [gateway] : []))
}

const SHOWN = 10

function failure({ inventory }: RuleContext, held: DirectConnect, faults: readonly string[]): Failure {
  const { account, connections, interfaces } = held
  return failed(subjectOf(held), {
    title: `Direct Connect of ${account} rests on one place`,
    description: `Of account ${account}, as far as its Regions were collected: ${listWords(faults)}. When it fails or is maintained, the remote networks are cut off, or fall back to the internet.`,
    severity: fixed('medium', 'one failure cuts the remote networks off'),
    evidence: [
      ...connections.slice(0, SHOWN).map((each) =>
        resourceEvidence(inventory, each, {
          excerpt: `${each.id} is ${each.state} in ${each.location ?? 'an unknown place'}`,
        }),
      ),
      ...interfaces.slice(0, SHOWN).map((each) =>
        resourceEvidence(inventory, each, {
          excerpt: `${each.id} stands on ${each.connectionId ?? 'an unknown connection'}`,
        }),
      ),
    ],
    remediation: {
      summary:
        'Order a second connection in another location and give each gateway a virtual interface on it. Until then a Site-to-Site VPN can stand by.',
      cli: ['aws directconnect describe-locations', 'aws directconnect describe-virtual-interfaces'],
      terraform: null,
      console: ['Open the Direct Connect console, Connections, Create connection, Connection wizard, High Resiliency.'],
    },
  })
}
