/**
 * Network Firewall by addresses, ports and protocols, one packet at a time. Source: Network Firewall guide, "Stateless and
 * stateful rules engines", "Managing evaluation order for Suricata compatible rules", "Stateful default actions".
 */

import { isInside } from './plain-addresses.ts'
import { pickedPort } from './simulate-filters.ts'
import { find, inside, isSameAddress, isSameOrInside, list, type Raw, rows, word, words } from './simulate-records.ts'
import { type Answer, note, type Walk } from './simulate-walk.ts'

/** What the firewall behind an endpoint does with the packet; null where no firewall stands behind it. */
export function askFirewall(walk: Walk, endpointId: string): Answer | null {
  const firewall = rows(walk.documents, 'Firewalls').find((each) =>
    list(each, 'SyncStates').some((one) => one['EndpointId'] === endpointId),
  )
  if (!firewall) return null
  const name = word(firewall, 'FirewallName')
  const policy = find(walk.documents, 'FirewallPolicies', ['FirewallPolicyArn', word(firewall, 'FirewallPolicyArn')])
  if (!policy) return note(walk, 'unknown', `policy of ${name} is not in the documents`)
  const first = stateless(walk, policy)
  if (first !== 'forward') return note(walk, first === 'pass' ? 'passes' : 'blocked', `${name}, stateless: ${first}`)
  const { answer, text } =
    walk.leg === 'request' ? toStateful(walk, policy, endpointId) : ofReply(walk, policy, endpointId)
  return note(walk, answer, `${name}, stateful: ${text}`)
}

interface Judged {
  readonly answer: Answer
  readonly text: string
}

function toStateful(walk: Walk, policy: Raw, endpointId: string): Judged {
  const { action, isByRule } = stateful(walk, policy)
  const { source, destination } = walk.packet
  walk.inspected.push({ endpointId, source, destination, isByRule })
  return { answer: action === 'pass' ? 'passes' : 'blocked', text: action }
}

/** A flow that a rule passed is passed; of one that no rule stopped each packet counts; a reply alone is nobody's flow. */
function ofReply(walk: Walk, policy: Raw, endpointId: string): Judged {
  const { source, destination } = walk.packet
  const flow = walk.inspected.find(
    (each) =>
      each.endpointId === endpointId &&
      isSameAddress(each.source, destination) &&
      isSameAddress(each.destination, source),
  )
  if (!flow) return { answer: 'unknown', text: 'did not see the request' }
  walk.answered.push(flow)
  if (flow.isByRule) return { answer: 'passes', text: 'knows the flow' }
  const { action } = stateful(walk, policy)
  return { answer: action === 'pass' ? 'passes' : 'blocked', text: action }
}

/** Groups by priority, rules by priority, the first that matches. */
function stateless(walk: Walk, policy: Raw): 'pass' | 'drop' | 'forward' {
  const rules = groupsOf(walk, policy, 'StatelessRuleGroupReferences').flatMap((group) =>
    list(inside(inside(group, 'RulesSource'), 'StatelessRulesAndCustomActions'), 'StatelessRules')
      .toSorted((a, b) => Number(a['Priority']) - Number(b['Priority']))
      .map((each) => inside(each, 'RuleDefinition')),
  )
  const match = rules.find((each) => matchesStateless(walk, inside(each, 'MatchAttributes')))
  const actions = match ? words(match, 'Actions') : words(policy, 'StatelessDefaultActions')
  if (actions.includes('aws:drop')) return 'drop'
  return actions.includes('aws:pass') ? 'pass' : 'forward'
}

function groupsOf({ documents }: Walk, policy: Raw, key: string): readonly Raw[] {
  return list(policy, key)
    .toSorted((a, b) => Number(a['Priority']) - Number(b['Priority']))
    .map((each) => find(documents, 'RuleGroups', ['RuleGroupArn', word(each, 'ResourceArn')]))
    .filter((each) => each !== null)
}

function matchesStateless(walk: Walk, match: Raw): boolean {
  const { packet } = walk
  const protocols = Array.isArray(match['Protocols']) ? match['Protocols'] : []
  const isAmong = (all: readonly Raw[], address: string) =>
    all.length === 0 || all.some((each) => isSameOrInside(address, word(each, 'AddressDefinition')))
  if (protocols.length > 0 && !protocols.includes(packet.protocol)) return false
  if (!isAmong(list(match, 'Sources'), packet.source)) return false
  if (!isAmong(list(match, 'Destinations'), packet.destination)) return false
  const ports = list(match, 'DestinationPorts')
  // Ports are looked at for TCP and UDP only. Source: Network Firewall API, MatchAttributes.
  return (
    ports.length === 0 ||
    ![6, 17].includes(packet.protocol) ||
    ports.some((each) => isPortWithin(walk, [Number(each['FromPort']), Number(each['ToPort'])]))
  )
}

/** A protocol without ports is never of a port. */
function isPortWithin(walk: Walk, [from, to]: readonly [number, number]): boolean {
  const { protocol, destinationPort } = walk.packet
  if (protocol !== 6 && protocol !== 17) return false
  const port = destinationPort < 0 ? pickedPort(walk, destinationPort) : destinationPort
  return from <= port && port <= to
}

/** In strict order as printed, then the default; else all that pass before all that drop, and what is left passes. */
function stateful(walk: Walk, policy: Raw): { readonly action: 'pass' | 'drop'; readonly isByRule: boolean } {
  const rules = groupsOf(walk, policy, 'StatefulRuleGroupReferences')
    .flatMap((group) => list(inside(group, 'RulesSource'), 'StatefulRules'))
    .filter((each) => each['Action'] !== 'ALERT')
  const isStrict = inside(policy, 'StatefulEngineOptions')['RuleOrder'] === 'STRICT_ORDER'
  const rank = (each: Raw) => (isStrict || each['Action'] === 'PASS' ? 0 : 1)
  const match = rules
    .toSorted((a, b) => rank(a) - rank(b))
    .find((each) => matchesStateful(walk, inside(each, 'Header')))
  if (match) return { action: match['Action'] === 'PASS' ? 'pass' : 'drop', isByRule: true }
  const isDropped = isStrict && words(policy, 'StatefulDefaultActions').some((each) => each.startsWith('aws:drop'))
  return { action: isDropped ? 'drop' : 'pass', isByRule: false }
}

const PROTOCOLS: Readonly<Record<string, readonly number[]>> = { TCP: [6], UDP: [17], ICMP: [1, 58] }

function matchesStateful(walk: Walk, header: Raw): boolean {
  const { protocol, source, destination } = walk.packet
  const own = PROTOCOLS[word(header, 'Protocol')]
  if (own && !own.includes(protocol)) return false
  const is = (address: string, block: string) => block === 'ANY' || isInside(address, block)
  const [from, to] = [word(header, 'Source'), word(header, 'Destination')]
  const port = word(header, 'DestinationPort')
  const [low = 0, high = low] = port.split(':').map(Number)
  return is(source, from) && is(destination, to) && (port === 'ANY' || isPortWithin(walk, [low, high]))
}
