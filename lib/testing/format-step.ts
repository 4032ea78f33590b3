/** One step of the walk as text, with all it tells: for files a reader can check line by line. */

import { formatAddress } from '../net/prefix.ts'
import { formatPorts } from '../net/traffic.ts'
import type { Packet } from '../reachability/packet.ts'
import type { TraceHop } from '../reachability/trace-result.ts'
import type { Inspection, Place, StepOutcome, WalkState } from '../reachability/walk/state.ts'

const header = ({ source, destination, sourcePorts, destinationPorts }: Packet) =>
  `${formatAddress(source)}:${formatPorts(sourcePorts)} > ${formatAddress(destination)}:${formatPorts(destinationPorts)}`

function hopWords(hop: TraceHop): string {
  const {
    component,
    kind,
    attachedTo,
    vpcId,
    decision,
    detail,
    inbound,
    outbound,
    rules,
    blockers,
    unknowns,
    caveats,
  } = hop
  const why = [
    ...rules.map(({ excerpt }) => `by ${excerpt}`),
    ...blockers.map(
      (each) => `x ${each.code} ${each.component} ${each.detail}${each.rule ? ` by ${each.rule.excerpt}` : ''}`,
    ),
    ...unknowns.map((each) => `? ${each.code} ${each.component} ${each.key} ${each.detail}`),
    ...caveats.map((each) => `! ${each.code} ${each.component} ${each.detail}`),
  ]
  const said = blockers.length + unknowns.length > 0 ? '' : detail
  const change = header(inbound) === header(outbound) ? '' : `${header(outbound)} `
  return `    ${component} (${kind}, ${attachedTo}, ${vpcId}) ${decision} ${change}${[said, ...why].join('; ')}`
}

export function placeWords(place: Place): string {
  if (place.kind === 'on-route')
    return `on ${place.table.id} ${JSON.stringify(place.route?.target ?? null)} ${place.subnetId}`
  if (place.kind === 'load-balancer-target')
    return `from ${place.interfaceId} to ${place.choice.targetId}:${place.choice.port}`
  if (place.kind === 'unfollowed') return `unfollowed ${place.id} ${place.unknown.code} ${place.unknown.key}`
  return Object.values(place).join(' ')
}

const inspectionWords = ({ endpointId, source, destination, isAnswered }: Inspection) =>
  `${endpointId} saw ${formatAddress(source)} > ${formatAddress(destination)}${isAnswered ? ' and its reply' : ''}`

function stateWords({
  place,
  packet,
  identity,
  sourceVpcId,
  zone,
  translations,
  inspectedAt,
  entries,
}: WalkState): string {
  const kept = translations.map(
    ({ component, interfaceId, place: back, after }) =>
      `${component} ${interfaceId} ${placeWords(back)} ${header(after)}`,
  )
  const who = identity ? [identity.interfaceId, ...identity.over, identity.keepsClient ?? ''] : [null]
  return `    => ${placeWords(place)}: ${header(packet)} as ${[...who, sourceVpcId, zone, ...kept].join(' ')} ${inspectedAt?.map(inspectionWords).join() ?? ''} ${entries ?? ''}`.trimEnd()
}

export const outcomeWords = ({ hops, next, branching, arrival }: StepOutcome) =>
  [
    ...hops.map(hopWords),
    ...next.map(stateWords),
    ...(branching ? [`    ${branching}`] : []),
    ...(arrival ? [`    arrives ${JSON.stringify(arrival)}`] : []),
  ].join('\n')
