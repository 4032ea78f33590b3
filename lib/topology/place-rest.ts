/** What no box took: it goes into the card of its account, so that nothing is dropped. */

import { formatAddress } from '../net/prefix.ts'
import { type Chart, sorted } from './chart.ts'
import { boxFor } from './place-areas.ts'

export function placeRest(chart: Chart): void {
  for (const address of sorted(chart.inventory.elasticIps)) {
    if (chart.draft.isClaimed(address.id)) continue
    chart.draft.add({
      id: address.id,
      kind: 'network-interface',
      code: 'EIP',
      parentId: boxFor(chart, address),
      label: address.name ?? formatAddress(address.publicIp),
      detail: address.associationId === null ? 'not associated' : formatAddress(address.publicIp),
      foldKey: `EIP|${address.associationId === null}`,
    })
  }
  for (const accelerator of sorted(chart.inventory.accelerators)) {
    chart.draft.add({
      id: accelerator.id,
      kind: 'load-balancer',
      code: 'GA',
      parentId: boxFor(chart, accelerator),
      label: accelerator.name ?? accelerator.id,
      detail: accelerator.ipAddresses.join(' · '),
      foldKey: 'GA',
    })
  }
  for (const service of sorted(chart.inventory.vpcEndpointServices)) {
    if (chart.draft.isClaimed(service.id)) continue
    chart.draft.add({
      id: service.id,
      kind: 'vpc-endpoint',
      code: 'VPCE',
      parentId: boxFor(chart, service),
      label: service.name ?? service.serviceName,
      detail: 'endpoint service',
      foldKey: 'endpoint-service',
    })
  }
}
