/**
 * From the JSON of Network Access Analyzer to a scope: AWS's own spelling, unchanged, and three keys of ours.
 * Every fault has its pointer; a scope that is half understood is refused, for it would pass what it should find.
 */

import { z } from 'zod'
import { pointer as jsonPointer } from '../../describe/pointer.ts'
import { intervalSet, type NumberSet } from '../../net/interval-set.ts'
import type { Family, Prefix } from '../../net/prefix.ts'
import { parsePrefixOrAddress } from '../../net/prefix.ts'
import { TCP, UDP } from '../../net/protocol.ts'
import {
  type AddressStatement,
  type PacketHeaderStatement,
  type PathStatement,
  RESOURCE_TYPES,
  type ResourceStatement,
  type Scope,
  type ScopePattern,
} from './scope.ts'

export interface ScopeFault {
  /** RFC 6901, from the root of what was read. */
  readonly pointer: string
  readonly message: string
}

export type ScopesReading =
  | { readonly scopes: readonly Scope[]; readonly faults: readonly [] }
  | { readonly scopes: null; readonly faults: readonly ScopeFault[] }

/**
 * One scope, or an array of them. Each is the content of a scope, `{ NetworkInsightsAccessScopeContent }` as
 * `get-network-insights-access-scope-content` prints it, the input of `create-network-insights-access-scope`, or a
 * resource of CloudFormation.
 */
export function parseScopes(value: unknown): ScopesReading {
  const many = Array.isArray(value) ? value.map((each, index) => parseOne(each, `/${index}`)) : [parseOne(value, '')]
  if (many.length === 0) return { scopes: null, faults: [{ pointer: '', message: 'There is no scope in the list.' }] }
  const faults = many.flatMap((each) => each.faults)
  if (faults.length > 0) return { scopes: null, faults }
  return { scopes: many.flatMap(({ scope }) => (scope ? [scope] : [])), faults: [] }
}

interface OneReading {
  readonly scope: Scope | null
  readonly faults: readonly ScopeFault[]
}

function parseOne(value: unknown, at: string): OneReading {
  const { content, pointer } = unwrapped(value, at)
  const result = SCOPE.safeParse(content)
  if (result.success) return { scope: toScope(result.data, pointer), faults: [] }
  const faults = result.error.issues.map(({ path, message }) => ({
    pointer: pointer + jsonPointer(...path.map(String)),
    message: `${message}.`,
  }))
  return { scope: null, faults }
}

/** The shapes AWS wraps a scope in. */
function unwrapped(value: unknown, at: string): { readonly content: unknown; readonly pointer: string } {
  if (typeof value !== 'object' || value === null) return { content: value, pointer: at }
  const record = new Map<string, unknown>(Object.entries(value))
  const content = record.get('NetworkInsightsAccessScopeContent')
  if (content !== undefined) return { content, pointer: `${at}/NetworkInsightsAccessScopeContent` }
  if (record.get('Type') === 'AWS::EC2::NetworkInsightsAccessScope') {
    return { content: record.get('Properties'), pointer: `${at}/Properties` }
  }
  return { content: value, pointer: at }
}

const MOST_PORT = 65_535

const texts = z.array(z.string().trim().min(1, 'must not be empty')).max(10_000)
const type = z.enum(RESOURCE_TYPES, `is no type of resource; there are ${RESOURCE_TYPES.join(', ')}`)
const protocol = z.enum(['tcp', 'udp'], 'is tcp or udp')
const blocks = z.array(
  z.string().refine((text) => parsePrefixOrAddress(text) !== null, 'must be an address or a block such as 10.0.0.0/16'),
)
const lists = z.array(z.string().regex(/^pl-[\w-]+$/, 'must be the id of a prefix list'))
const ports = z.array(
  z.string().refine((text) => readPort(text) !== null, 'must be a port or a range such as "1000-2000", as text'),
)

const resourceFields = { Resources: texts.nullish(), ResourceTypes: z.array(type).nullish() }
const ONE_LIST = 'has Resources or ResourceTypes, and not both'
const plainResources = z.strictObject(resourceFields).refine(namesOne, ONE_LIST)
const resources = z.strictObject({ ...resourceFields, Except: plainResources.nullish() }).refine(namesOne, ONE_LIST)

const headerFields = {
  SourceAddresses: blocks.nullish(),
  SourcePrefixLists: lists.nullish(),
  DestinationAddresses: blocks.nullish(),
  DestinationPrefixLists: lists.nullish(),
  SourcePorts: ports.nullish(),
  DestinationPorts: ports.nullish(),
}
const ONE_KIND = 'has addresses or prefix lists for one side, and not both'
const plainHeader = z.strictObject(headerFields).refine(oneKindASide, ONE_KIND)
const header = z
  .strictObject({ ...headerFields, Protocols: z.array(protocol).nullish(), Except: plainHeader.nullish() })
  .refine(oneKindASide, ONE_KIND)

const end = z
  .strictObject({ ResourceStatement: resources.nullish(), PacketHeaderStatement: header.nullish() })
  .refine(
    ({ ResourceStatement, PacketHeaderStatement }) => Boolean(ResourceStatement ?? PacketHeaderStatement),
    'needs a ResourceStatement or a PacketHeaderStatement',
  )

const through = z.array(z.strictObject({ ResourceStatement: resources }))
const ends = { Source: end.nullish(), Destination: end.nullish() }
const matchPath = z
  .strictObject({ ...ends, ThroughResources: through.max(0, 'belongs to ExcludePaths').nullish() })
  .refine(({ Source, Destination }) => Boolean(Source ?? Destination), 'needs a Source or a Destination')
const excludePath = z
  .strictObject({ ...ends, ThroughResources: through.max(1, 'has exactly one entry').nullish() })
  .refine(
    ({ Source, Destination, ThroughResources }) => Boolean(Source ?? Destination ?? ThroughResources?.[0]),
    'needs a Source, a Destination or ThroughResources',
  )

/** More than a person writes; every path is held against every other, so a hundred times as many take hours. */
const PATHS_MAX = 500
const TOO_MANY = `has more than ${PATHS_MAX} paths; make several scopes of it`

const tags = z.array(z.looseObject({ Key: z.string(), Value: z.string().optional() }))
const SCOPE = z.strictObject({
  NetworkInsightsAccessScopeId: z.string().nullish(),
  NetworkInsightsAccessScopeArn: z.string().nullish(),
  MatchPaths: z.array(matchPath).min(1, 'needs at least one path').max(PATHS_MAX, TOO_MANY),
  ExcludePaths: z.array(excludePath).max(PATHS_MAX, TOO_MANY).nullish(),
  IpFamily: z.enum(['ipv4', 'ipv6', 'dualstack'], 'is ipv4, ipv6 or dualstack').nullish(),
  Bidirectional: z.boolean().nullish(),
  // What create-network-insights-access-scope takes beside the paths.
  ClientToken: z.string().nullish(),
  DryRun: z.boolean().nullish(),
  TagSpecifications: z.array(z.looseObject({ Tags: tags.nullish() })).nullish(),
  Tags: tags.nullish(),
})

type WireScope = z.infer<typeof SCOPE>
type WirePattern = z.infer<typeof excludePath>
type WireEnd = z.infer<typeof end>
type WireResources = z.infer<typeof resources>
type WireHeader = z.infer<typeof header>

function namesOne(statement: {
  Resources?: unknown[] | null | undefined
  ResourceTypes?: unknown[] | null | undefined
}) {
  return (statement.Resources?.length ?? 0) > 0 !== (statement.ResourceTypes?.length ?? 0) > 0
}

function oneKindASide(statement: z.infer<z.ZodObject<typeof headerFields>>): boolean {
  const both = (a: unknown[] | null | undefined, b: unknown[] | null | undefined) => Boolean(a?.length && b?.length)
  return (
    !both(statement.SourceAddresses, statement.SourcePrefixLists) &&
    !both(statement.DestinationAddresses, statement.DestinationPrefixLists)
  )
}

const FAMILIES: Readonly<Record<NonNullable<WireScope['IpFamily']>, readonly Family[]>> = {
  ipv4: [4],
  ipv6: [6],
  dualstack: [4, 6],
}

function toScope(wire: WireScope, at: string): Scope {
  const named = [...(wire.Tags ?? []), ...(wire.TagSpecifications ?? []).flatMap(({ Tags }) => Tags ?? [])]
  return {
    name: named.find(({ Key }) => Key === 'Name')?.Value ?? wire.NetworkInsightsAccessScopeId ?? null,
    match: wire.MatchPaths.map((path, index) => toPattern(path, `${at}/MatchPaths/${index}`)),
    exclude: (wire.ExcludePaths ?? []).map((path, index) => toPattern(path, `${at}/ExcludePaths/${index}`)),
    families: FAMILIES[wire.IpFamily ?? 'dualstack'],
    bidirectional: wire.Bidirectional ?? false,
  }
}

function toPattern({ Source, Destination, ThroughResources }: WirePattern, at: string): ScopePattern {
  const [passed] = ThroughResources ?? []
  return {
    source: Source ? toEnd(Source, `${at}/Source`) : null,
    destination: Destination ? toEnd(Destination, `${at}/Destination`) : null,
    through: passed ? toResources(passed.ResourceStatement, `${at}/ThroughResources/0/ResourceStatement`) : null,
  }
}

function toEnd({ ResourceStatement: named, PacketHeaderStatement: packet }: WireEnd, at: string): PathStatement {
  return {
    resources: named ? toResources(named, `${at}/ResourceStatement`) : null,
    header: packet ? toHeader(packet, `${at}/PacketHeaderStatement`) : null,
  }
}

function toResources(wire: WireResources, pointer: string): ResourceStatement {
  return {
    resources: wire.Resources ?? [],
    types: wire.ResourceTypes ?? [],
    except: wire.Except ? toResources(wire.Except, `${pointer}/Except`) : null,
    pointer,
  }
}

function toHeader(wire: WireHeader, at: string): PacketHeaderStatement {
  const protocols = wire.Protocols ?? []
  return {
    ...toLimits(wire, at),
    protocols: protocols.length === 0 ? null : protocols.map((word) => (word === 'tcp' ? TCP : UDP)),
    except: wire.Except ? toLimits(wire.Except, `${at}/Except`) : null,
  }
}

function toLimits(wire: z.infer<typeof plainHeader>, at: string): Omit<PacketHeaderStatement, 'except' | 'protocols'> {
  return {
    sources: toAddresses(wire.SourceAddresses, wire.SourcePrefixLists, `${at}/Source`),
    destinations: toAddresses(wire.DestinationAddresses, wire.DestinationPrefixLists, `${at}/Destination`),
    sourcePorts: toPorts(wire.SourcePorts),
    destinationPorts: toPorts(wire.DestinationPorts),
  }
}

function toAddresses(
  addresses: readonly string[] | null | undefined,
  prefixLists: readonly string[] | null | undefined,
  at: string,
): AddressStatement | null {
  const prefixes = (addresses ?? []).map(parsePrefixOrAddress).filter((prefix): prefix is Prefix => prefix !== null)
  if (prefixes.length > 0) return { prefixes, prefixLists: [], pointer: `${at}Addresses` }
  return prefixLists?.length ? { prefixes: [], prefixLists, pointer: `${at}PrefixLists` } : null
}

function toPorts(list: readonly string[] | null | undefined): NumberSet | null {
  if (!list?.length) return null
  return intervalSet(list.flatMap((text) => readPort(text) ?? []))
}

function readPort(text: string): NumberSet | null {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? []
  // `Number(undefined)` is no number, and in no order to any other.
  const [lo, hi] = [Number(first), Number(last)]
  return lo <= hi && hi <= MOST_PORT ? [[lo, hi]] : null
}
