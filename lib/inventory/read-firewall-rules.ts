/**
 * Rules of Network Firewall rule groups. Source: Network Firewall API, RulesSource, StatelessRule, StatefulRule, Header,
 * RuleVariables.
 */

import type { JsonObject, JsonValue } from '../describe/document.ts'
import { intervalSet, type NumberSet, subtract, union } from '../net/interval-set.ts'
import { parsePrefix, parsePrefixOrAddress } from '../net/prefix.ts'
import { ICMP, ICMPV6, TCP, UDP } from '../net/protocol.ts'
import {
  type AddressSet,
  ALL_PORTS,
  addressSet,
  NO_ADDRESSES,
  subtractAddresses,
  unionAddresses,
} from '../net/traffic.ts'
import type { FirewallMatch, FirewallRules, StatefulFirewallRule, StatelessFirewallRule } from './firewall-rules.ts'
import { hasList, isObject, list, number, object, objects, text, texts, textsOf } from './wire.ts'

/** Null when the body of the group was not collected. `pointer` is that of the group. */
export function firewallRulesOf(group: JsonObject, pointer: string): FirewallRules | null {
  const source = object(group, 'RulesSource')
  if (text(source, 'RulesString') !== null) return { kind: 'suricata' }
  if (hasList(object(source, 'RulesSourceList'), 'Targets')) return { kind: 'domain-list' }
  const at = `${pointer}/RulesSource`
  if (hasList(source, 'StatefulRules')) {
    const variables = variablesOf(object(group, 'RuleVariables'))
    const rules = list(source, 'StatefulRules').map((rule, index) =>
      statefulRule(rule, variables, `${at}/StatefulRules/${index}`),
    )
    return { kind: 'stateful', rules }
  }
  const stateless = object(source, 'StatelessRulesAndCustomActions')
  if (!hasList(stateless, 'StatelessRules')) return null
  const where = `${at}/StatelessRulesAndCustomActions/StatelessRules`
  const rules = list(stateless, 'StatelessRules').map((rule, index) => statelessRule(rule, `${where}/${index}`))
  return { kind: 'stateless', rules: rules.toSorted((a, b) => a.priority - b.priority) }
}

const EVERYWHERE: AddressSet = addressSet(['0.0.0.0/0', '::/0'].flatMap((cidr) => parsePrefix(cidr) ?? []))

const UNREAD: FirewallMatch = {
  protocols: null,
  sources: null,
  destinations: null,
  sourcePorts: null,
  destinationPorts: null,
  exact: false,
}

function statelessRule(rule: JsonValue, pointer: string): StatelessFirewallRule {
  const definition = object(isObject(rule) ? rule : {}, 'RuleDefinition')
  const attributes = object(definition, 'MatchAttributes')
  const priority = (isObject(rule) ? number(rule, 'Priority') : null) ?? 0
  const actions = texts(definition, 'Actions')
  if (actions.length === 0) return { ...UNREAD, priority, actions, pointer }
  const protocols = list(attributes, 'Protocols').map(Number)
  return {
    protocols: protocols.length === 0 ? 'any' : protocols,
    sources: definitions(attributes, 'Sources'),
    destinations: definitions(attributes, 'Destinations'),
    sourcePorts: portRanges(attributes, 'SourcePorts'),
    destinationPorts: portRanges(attributes, 'DestinationPorts'),
    exact: list(attributes, 'TCPFlags').length === 0,
    priority,
    actions,
    pointer,
  }
}

/** None named is any. */
function definitions(attributes: JsonObject, key: 'Sources' | 'Destinations'): AddressSet | null {
  const named = list(attributes, key)
  if (named.length === 0) return EVERYWHERE
  const prefixes = textsOf(attributes, key, 'AddressDefinition').map(parsePrefixOrAddress)
  const known = prefixes.filter((prefix) => prefix !== null)
  return known.length === named.length ? addressSet(known) : null
}

function portRanges(attributes: JsonObject, key: 'SourcePorts' | 'DestinationPorts'): NumberSet | null {
  const named = list(attributes, key)
  if (named.length === 0) return ALL_PORTS
  const ranges = objects(attributes, key).flatMap((range) => {
    const from = number(range, 'FromPort')
    const to = number(range, 'ToPort')
    return from === null || to === null ? [] : [[from, to] as const]
  })
  return ranges.length === named.length ? intervalSet(ranges) : null
}

interface Variables {
  readonly addresses: ReadonlyMap<string, readonly string[]>
  readonly ports: ReadonlyMap<string, readonly string[]>
}

/** Sets by name, in the list form documents keep them in. */
function variablesOf(variables: JsonObject): Variables {
  const sets = (key: 'IPSets' | 'PortSets') =>
    new Map(objects(variables, key).map((set) => [text(set, 'Name') ?? '', texts(set, 'Definition')] as const))
  return { addresses: sets('IPSets'), ports: sets('PortSets') }
}

function statefulRule(rule: JsonValue, variables: Variables, pointer: string): StatefulFirewallRule {
  const element = isObject(rule) ? rule : {}
  const header = object(element, 'Header')
  const action = ACTIONS.get((text(element, 'Action') ?? '').toLowerCase()) ?? 'other'
  const direction = (text(header, 'Direction') ?? '').toUpperCase()
  const protocol = PROTOCOLS.get((text(header, 'Protocol') ?? '').toLowerCase()) ?? { numbers: null, exact: false }
  const addresses = (key: string) => addressesOf(text(header, key), variables.addresses)
  const ports = (key: string) => portsOf(text(header, key), variables.ports)
  return {
    protocols: protocol.numbers,
    sources: addresses('Source'),
    destinations: addresses('Destination'),
    sourcePorts: ports('SourcePort'),
    destinationPorts: ports('DestinationPort'),
    exact: protocol.exact && hasOnlyNotes(element) && (direction === 'FORWARD' || direction === 'ANY'),
    action,
    bothWays: direction === 'ANY',
    pointer,
  }
}

const ACTIONS: ReadonlyMap<string, StatefulFirewallRule['action']> = new Map([
  ['pass', 'pass'],
  ['drop', 'drop'],
  ['reject', 'reject'],
  ['alert', 'alert'],
])

/**
 * Options that only name and sort a rule. AWS prints the keyword of an option with its value, as `sid:112233`.
 * Source: Suricata guide, "Meta Keywords"; Network Firewall API, RuleOption.
 */
const NOTES: ReadonlySet<string> = new Set(['sid', 'rev', 'msg', 'gid', 'metadata', 'classtype', 'reference'])

function hasOnlyNotes(element: JsonObject): boolean {
  const options = list(element, 'RuleOptions')
  const words = textsOf(element, 'RuleOptions', 'Keyword').map((word) =>
    (word.split(':', 1)[0] ?? '').trim().toLowerCase(),
  )
  return words.length === options.length && words.every((word) => NOTES.has(word))
}

interface ProtocolMatch {
  readonly numbers: FirewallMatch['protocols']
  /** False for an application protocol: the engine must first recognise it. */
  readonly exact: boolean
}

const application = (name: string, ...numbers: readonly number[]) => [name, { numbers, exact: false }] as const

const PROTOCOLS: ReadonlyMap<string, ProtocolMatch> = new Map<string, ProtocolMatch>([
  ['ip', { numbers: 'any', exact: true }],
  ['tcp', { numbers: [TCP], exact: true }],
  ['udp', { numbers: [UDP], exact: true }],
  ['icmp', { numbers: [ICMP, ICMPV6], exact: true }],
  ...['http', 'http2', 'tls', 'ftp', 'smb', 'smtp', 'ssh', 'imap', 'msn', 'dcerpc'].map((name) =>
    application(name, TCP),
  ),
  ...['ntp', 'tftp', 'dhcp', 'ikev2', 'quic'].map((name) => application(name, UDP)),
  ...['dns', 'krb5'].map((name) => application(name, TCP, UDP)),
])

/** `ANY`, a prefix, `!prefix`, `$NAME`, or `[…, …]` of these. Null for what is none of them. */
function addressesOf(written: string | null, sets: Variables['addresses']): AddressSet | null {
  let included: AddressSet | null = null
  let excluded = NO_ADDRESSES
  for (const { word, negated } of words(written)) {
    const set = addressWord(word, sets)
    if (set === null) return null
    if (negated) excluded = unionAddresses(excluded, set)
    else included = unionAddresses(included ?? NO_ADDRESSES, set)
  }
  return written === null ? null : subtractAddresses(included ?? EVERYWHERE, excluded)
}

function addressWord(word: string, sets: Variables['addresses']): AddressSet | null {
  if (word.toUpperCase() === 'ANY') return EVERYWHERE
  if (word.startsWith('$')) {
    const definition = sets.get(word.slice(1))
    // A set that names another set is not followed.
    return definition && !definition.some((each) => each.includes('$'))
      ? addressesOf(`[${definition.join()}]`, sets)
      : null
  }
  const prefix = parsePrefixOrAddress(word)
  return prefix && addressSet([prefix])
}

function portsOf(written: string | null, sets: Variables['ports']): NumberSet | null {
  let included: NumberSet | null = null
  let excluded: NumberSet = []
  for (const { word, negated } of words(written)) {
    const set = portWord(word, sets)
    if (set === null) return null
    if (negated) excluded = union(excluded, set)
    else included = union(included ?? [], set)
  }
  return written === null ? null : subtract(included ?? ALL_PORTS, excluded)
}

/** `80`, `1024:65535`, `:1023`, `1024:`. */
function portWord(word: string, sets: Variables['ports']): NumberSet | null {
  if (word.toUpperCase() === 'ANY') return ALL_PORTS
  if (word.startsWith('$')) {
    const definition = sets.get(word.slice(1))
    return definition && !definition.some((each) => each.includes('$')) ? portsOf(`[${definition.join()}]`, sets) : null
  }
  const [, from, colon, to] = /^(\d{0,5})(:?)(\d{0,5})$/.exec(word) ?? []
  if (from === undefined || (from === '' && to === '')) return null
  const lo = from === '' ? 0 : Number(from)
  return intervalSet([[lo, colon === '' ? lo : to === '' ? 65_535 : Number(to)]])
}

function words(written: string | null): readonly { readonly word: string; readonly negated: boolean }[] {
  const trimmed = (written ?? '').trim()
  const outer = trimmed.startsWith('!') ? trimmed.slice(1) : trimmed
  const negatedList = trimmed.startsWith('![')
  const inner = outer.startsWith('[') && outer.endsWith(']') ? outer.slice(1, -1) : trimmed
  return inner
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map((word) => {
      const negated = word.startsWith('!')
      return { word: negated ? word.slice(1).trim() : word, negated: negated !== negatedList }
    })
}
