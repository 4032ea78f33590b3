/** What an operator would change at a load balancer so that it takes what was asked. */

import type { DescribeDocument } from '../../describe/document.ts'
import { list, rows, word } from '../simulate-records.ts'
import type { Blocking } from './blocking.ts'
import { editElements } from './edit-document.ts'

export function healthy(document: DescribeDocument): DescribeDocument {
  return editElements(document, 'TargetGroups', (group) => ({
    ...group,
    Targets: list(group, 'Targets').map((each) => ({ ...each, TargetHealth: { State: 'healthy' } })),
  }))
}

/** One more listener of the same load balancer, for what was asked. */
export function addListener(document: DescribeDocument, { hop, blocker }: Blocking): DescribeDocument {
  const own = rows([document], 'Listeners').find((each) => each['LoadBalancerArn'] === blocker.component)
  const [[port] = [0]] = hop.inbound.destinationPorts
  const isNetwork = blocker.component.includes('/net/')
  const Protocol = hop.inbound.protocol === 17 ? 'UDP' : isNetwork ? 'TCP' : 'HTTP'
  const made = { ...own, ListenerArn: `${word(own ?? null, 'ListenerArn')}-more`, Port: port, Protocol }
  const all = document.elements.get('Listeners') ?? []
  return { ...document, elements: new Map([...document.elements, ['Listeners', [...all, made]]]) }
}

/** And instances behind it, where there are none. */
export function addClassicListener(document: DescribeDocument, { hop }: Blocking): DescribeDocument {
  const [[port] = [0]] = hop.inbound.destinationPorts
  const Listener = { Protocol: 'TCP', LoadBalancerPort: port, InstanceProtocol: 'TCP', InstancePort: port }
  const instances = rows([document], 'Instances').map((each) => ({ InstanceId: word(each, 'InstanceId') }))
  return editElements(document, 'LoadBalancerDescriptions', (each) => ({
    ...each,
    Instances: list(each, 'Instances').length > 0 ? list(each, 'Instances') : instances,
    ListenerDescriptions: [...list(each, 'ListenerDescriptions'), { Listener }],
  }))
}

export function crossZone(document: DescribeDocument): DescribeDocument {
  const Attributes = [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }]
  const classic = editElements(document, 'LoadBalancerDescriptions', (each) => ({
    ...each,
    Attributes: { CrossZoneLoadBalancing: { Enabled: true } },
  }))
  return editElements(classic, 'LoadBalancers', (each) => ({ ...each, Attributes }))
}
