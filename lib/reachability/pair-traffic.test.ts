/** Source: VPC guide, "Security group rules". */

import { describe, expect, it } from 'vitest'
import { TCP } from '../net/protocol.ts'
import { ALL_PORTS, formatPorts } from '../net/traffic.ts'
import { buildVpc } from '../testing/build-vpc.ts'
import { endpointClasses } from './endpoint-classes.ts'
import { networkOf } from './network.ts'
import { trafficOf } from './pair-traffic.ts'

/** What `eni-a` opens towards `eni-b` over TCP. */
function opened(sent: readonly string[], admitted: readonly string[], entries: readonly string[] = []) {
  const base = buildVpc('10.0.0.0/16')
    .subnet('subnet-a', '10.0.0.0/24')
    .subnet('subnet-b', '10.0.1.0/24')
    .prefixList('pl-1', null)
    .host('eni-a', 'subnet-a', sent, { privateIp: '10.0.0.10' })
    .host('eni-b', 'subnet-b', admitted, { privateIp: '10.0.1.10' })
  const world = entries.length === 0 ? base : base.acl('acl-b', ['subnet-b'], entries)
  const network = networkOf(world.inventory)
  const ends = endpointClasses(network, 4).flatMap(({ members }) => members)
  const [from, to] = ['eni-a', 'eni-b'].map((id) => ends.find((end) => end.networkInterface.id === id))
  if (!from || !to) throw new Error('The network has no such ends.')
  return trafficOf(network, { from, to }, { protocol: TCP, ports: ALL_PORTS }).map(
    ({ ports, verdict, delivered }) => `${formatPorts(ports)} ${verdict}, ${delivered}`,
  )
}

const SURE_AND_NOT = ['22-80 reachable, reachable', '81-443 unknown, unknown']

describe('what one end opens towards another', () => {
  it('is sure only on the ports of a rule that is known, where one beside it names a list nobody told', () => {
    expect(opened(['all to 10.0.0.0/16'], ['tcp/22-80 from 10.0.0.0/16', 'tcp/81-443 from pl-1'])).toEqual(SURE_AND_NOT)
  })

  it('is so for what the sender may send as well', () => {
    expect(opened(['tcp/22-80 to 10.0.0.0/16', 'tcp/81-443 to pl-1'], ['all from 10.0.0.0/16'])).toEqual(SURE_AND_NOT)
  })

  it('tells what arrives for sure from what may, where no reply comes back from either', () => {
    const rules = ['tcp/22-80 from 10.0.0.0/16', 'tcp/81-443 from pl-1']
    expect(opened(['all to 10.0.0.0/16'], rules, ['100 in allow all 0.0.0.0/0'])).toEqual([
      '22-80 blocked, reachable',
      '81-443 blocked, unknown',
    ])
  })

  it('is nothing where no rule lets it out', () => {
    expect(opened(['udp/53 to 10.0.0.0/16'], ['all from 10.0.0.0/16'])).toEqual([])
  })
})
