/** HYB-001 to HYB-004 look at the tunnels of a VPN connection, however many it has. */

import type { VpnConnection, VpnTunnel } from '../../../inventory/connectivity.ts'
import type { Inventory } from '../../../inventory/inventory.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { resourceEvidence } from '../../evidence.ts'
import type { Evidence } from '../../finding.ts'
import { passed, subjectFor, undecided } from '../../outcomes.ts'
import type { Failure, NotEvaluated, RuleContext, RuleOutcome, Subject } from '../../rule.ts'
import { listWords, named } from '../../wording.ts'

export interface TunnelRule {
  /** What is wrong with a tunnel, as words behind its address; null when nothing is, undefined when that was not told. */
  readonly fault: (tunnel: VpnTunnel) => string | null | undefined
  /** What of a tunnel was looked for: `status`. */
  readonly asked: string
  /** What a connection without fault is: `has every tunnel up`. */
  readonly sound: string
  readonly failure: (context: RuleContext, connection: VpnConnection, faulty: readonly FaultyTunnel[]) => Failure
}

export interface FaultyTunnel {
  readonly tunnel: VpnTunnel
  readonly fault: string
}

/** One outcome a connection. A faulty tunnel fails it whatever is not known of the others. */
export function checkTunnels(context: RuleContext, rule: TunnelRule): readonly RuleOutcome[] {
  return [...context.inventory.vpnConnections.values()].map((connection) => {
    const judged = connection.tunnels.map((tunnel) => ({ tunnel, fault: rule.fault(tunnel) }))
    const faulty = judged.flatMap(({ tunnel, fault }) => (fault ? [{ tunnel, fault }] : []))
    if (faulty.length > 0) return rule.failure(context, connection, faulty)
    const untold = judged.filter(({ fault }) => fault === undefined).map(({ tunnel }) => tunnelName(tunnel))
    if (untold.length > 0 || judged.length === 0) return untoldTunnels(connection, rule.asked, untold)
    return passed(connectionSubject(connection), `${named(connection)} ${rule.sound}.`)
  })
}

function untoldTunnels(connection: VpnConnection, asked: string, untold: readonly string[]): NotEvaluated {
  const of = untold.length === 0 ? 'any tunnel' : listWords(untold)
  return undecided(connectionSubject(connection), {
    reason: `The ${asked} of ${of} of ${named(connection)} was not told.`,
    remedy: askForConnection(connection),
  })
}

export function connectionSubject(connection: VpnConnection): Subject {
  return subjectFor(connection, 'vpn-connection', null)
}

export function askForConnection({ region, id }: VpnConnection): string {
  return shell`aws ec2 describe-vpn-connections --region ${region} --vpn-connection-ids ${id}`
}

export function tunnelName({ outsideIp }: VpnTunnel): string {
  return outsideIp ?? 'a tunnel without an address'
}

export function faultText(faulty: readonly FaultyTunnel[]): string {
  return listWords(faulty.map(({ tunnel, fault }) => `${tunnelName(tunnel)} ${fault}`))
}

export function tunnelEvidence(
  inventory: Inventory,
  connection: VpnConnection,
  faulty: readonly FaultyTunnel[],
): readonly Evidence[] {
  return faulty.map(({ tunnel, fault }) =>
    resourceEvidence(inventory, connection, { excerpt: `${tunnelName(tunnel)} ${fault}` }),
  )
}

/** What else a finding about a connection touches. */
export function connectionRelated(connection: VpnConnection): Failure['related'] {
  const { customerGatewayId, vpnGatewayId, transitGatewayId } = connection
  return [
    ...(customerGatewayId ? [{ role: 'customer-gateway', id: customerGatewayId }] : []),
    ...(vpnGatewayId ? [{ role: 'vpn-gateway', id: vpnGatewayId }] : []),
    ...(transitGatewayId ? [{ role: 'transit-gateway', id: transitGatewayId }] : []),
  ]
}

/** Changes one option of each faulty tunnel: AWS changes one tunnel at a time. Source: EC2 API, ModifyVpnTunnelOptions. */
export function modifyTunnels(
  { id, region }: VpnConnection,
  faulty: readonly FaultyTunnel[],
  options: string,
): readonly string[] {
  return faulty.map(
    ({ tunnel }) =>
      shell`aws ec2 modify-vpn-tunnel-options --region ${region} --vpn-connection-id ${id} --vpn-tunnel-outside-ip-address ${tunnel.outsideIp ?? '<outside address>'} --tunnel-options ${options}`,
  )
}
