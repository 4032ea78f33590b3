import type { NetworkInterface } from '../../../inventory/network.ts'
import { intersect, type NumberSet, subtract, union } from '../../../net/interval-set.ts'
import { bastionReason } from '../../bastions.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { DATA_PORTS } from '../../data-ports.ts'
import type { FindingHop } from '../../finding.ts'
import { interfaceRole } from '../../interface-role.ts'
import { reachedInterfaces } from '../../internet-fronts.ts'
import { lateralFindings } from '../../lateral-findings.ts'
import { type LateralAnswer, type LateralPath, lateralPaths } from '../../lateral-paths.ts'
import type { FindingRule, RuleContext } from '../../rule.ts'
import { type ServedPorts, servedPorts } from '../../served-ports.ts'
import { portsText } from '../../settings.ts'
import { fixed } from '../../severity.ts'

/** Source: VPC guide, "Security group rules" and "Network ACLs"; Well-Architected, security pillar, SEC05. */
export const lateralPath: FindingRule = {
  id: 'EXP-004',
  version: 1,
  title: 'Path from the internet over an exposed host to another',
  logic:
    'The internet surely reaches a port of a host, container task or function (A) directly, and A can open an administration or data port of an interface (B) the internet does not reach itself: a whole trace between classes of alike interfaces, both ways. A bastion is there to administer others: for one only data ports count. The number of pairs asked is bounded, and it is told when it was cut.',
  charter: charter('G.private-subnets'),
  severity: 'high',
  severityNote: 'Always High: two steps are one more than one.',
  compliance: nist('AC-4', 'AC-4(21)', 'SC-7', 'SC-7(21)'),
  needs: ['NetworkInterfaces'],
  sharpenedBy: ['SecurityGroups', 'RouteTables', 'NetworkAcls', 'InternetGateways'],
  check: (context) => {
    const { network, settings } = context
    const ports = union(settings.adminPorts, DATA_PORTS)
    const senders = exposedHosts(context)
    const receivers = senders.length === 0 ? [] : hiddenHosts(context)
    return lateralFindings(context, withoutDuty(context, lateralPaths(network, { senders, receivers, ports })), {
      title: ({ service, be, from, to }) => `${service} on ${to} ${be} one step behind exposed ${from}`,
      consequence:
        'The internet reaches the first directly. Whoever takes it over goes on from there, past everything that keeps the second private.',
      severity: fixed('high', 'the internet reaches the first host now, and it can open the port of the second'),
      level: 'internal',
      settingsUsed: { adminPorts: portsText(settings.adminPorts) },
      before: OUTSIDE,
      isUntold: (one) => reachedInterfaces(network, settings).get(one.id) === 'unknown',
      fine: 'Nothing the internet reaches directly can open an administration or data port',
    })
  },
}

/** What a bastion is there to do is no finding; that the internet reaches it is one of its own (EXP-001, PRIV-001). */
function withoutDuty({ network, settings }: RuleContext, { paths, isCut }: LateralAnswer): LateralAnswer {
  const isBastion = (one: NetworkInterface) => bastionReason(network, settings, one) !== null
  const left = paths.map((path) => (path.from.every(isBastion) ? onPorts(path, settings.adminPorts) : path))
  return { paths: left.filter(({ ports }) => ports.length > 0), isCut }
}

/** Without working out the trace, which few paths are asked for. */
function onPorts(path: LateralPath, without: NumberSet): LateralPath {
  const { from, to, verdict, alike } = path
  const ports = subtract(path.ports, without)
  return {
    ...{ from, to, verdict, alike, ports },
    get trace() {
      return path.trace
    },
  }
}

const OUTSIDE: readonly FindingHop[] = [
  { component: 'internet', label: 'Internet', detail: 'reaches the first host (EXP-001)', outcome: 'passes' },
]

const HOSTS: ReadonlySet<ReturnType<typeof interfaceRole>> = new Set(['host', 'container', 'function'])

function exposedHosts({ inventory, network, settings }: RuleContext): readonly NetworkInterface[] {
  return [...reachedInterfaces(network, settings)]
    .filter(([, level]) => level === 'internet')
    .flatMap(([id]) => inventory.networkInterfaces.get(id) ?? [])
    .filter((one) => HOSTS.has(interfaceRole(one)))
}

/** Those that admit one of the ports from somebody and are not exposed themselves, which EXP-001 tells. */
function hiddenHosts({ inventory, network, settings }: RuleContext): readonly NetworkInterface[] {
  const reached = reachedInterfaces(network, settings)
  const ports = union(settings.adminPorts, DATA_PORTS)
  const answers = new Map<ServedPorts, boolean>()
  const mayServe = (one: NetworkInterface): boolean => {
    const served = servedPorts(network, one)
    if (!served) return true
    const answer = answers.get(served) ?? intersect(served.ports, ports).length > 0
    answers.set(served, answer)
    return answer
  }
  return [...inventory.networkInterfaces.values()].filter((one) => reached.get(one.id) !== 'internet' && mayServe(one))
}
