/** Decides what the sightings of one id amount to: one resource or several, whose they are, and what is told of each. */

import { compareText } from './canonical-json.ts'
import { type DescribeKey, type ImportNote, type JsonObject, type Origin, UNKNOWN } from './document.ts'
import { mergeElements } from './merge-elements.ts'
import { SCHEMA } from './schema.ts'
import type { ResolvedScope, ScopeHint, ScopeResolver } from './scope-resolver.ts'

/** One telling of one resource. */
export interface Sighting {
  /** Canonical JSON of the allowed fields. */
  readonly json: string
  readonly hint: ScopeHint
  readonly origin: Origin
  /** Only a part of the resource: a route list without its table. */
  readonly fragment: boolean
}

export interface SettledElement {
  readonly id: string
  readonly json: string
  /** The document it goes to. */
  readonly scope: ResolvedScope
  /** Every other account and region whose own list held it: collected there too. */
  readonly seenIn: readonly ResolvedScope[]
  readonly origin: Origin
  /** True when only fragments were seen: the call that lists the resource was not read. */
  readonly fragmentOnly: boolean
  readonly note: ImportNote | null
}

export interface SightingsOfId {
  readonly key: DescribeKey
  readonly id: string
  readonly sightings: Sighting | readonly Sighting[]
  readonly resolver: ScopeResolver
}

interface Placed {
  readonly sighting: Sighting
  readonly scope: ResolvedScope
}

export function settleSightings({ key, id, sightings, resolver }: SightingsOfId): readonly SettledElement[] {
  if (!isMany(sightings)) {
    const { json, origin, fragment, hint } = sightings
    return [{ id, json, scope: resolver.resolve(hint), seenIn: [], origin, fragmentOnly: fragment, note: null }]
  }
  const placed = sightings.map((sighting) => ({ sighting, scope: resolver.resolve(sighting.hint) }))
  return [...sameResource(key, placed)].map((group) => settleGroup(key, id, group))
}

/** `Array.isArray` does not narrow read-only arrays; this does. */
function isMany(sightings: Sighting | readonly Sighting[]): sightings is readonly Sighting[] {
  return Array.isArray(sightings)
}

/** An AWS id is unique in its region whoever sees it; a bare name only in its account as well. */
function sameResource(key: DescribeKey, placed: readonly Placed[]): Iterable<readonly Placed[]> {
  const onlyRegion = onlyKnown(placed.map(({ scope }) => scope.region))
  const onlyAccount = onlyKnown(placed.map(({ scope }) => scope.account))
  const groups = new Map<string, Placed[]>()
  for (const { sighting, scope } of placed) {
    const region = scope.region === UNKNOWN ? onlyRegion : scope.region
    const account = scope.account === UNKNOWN ? onlyAccount : scope.account
    const name = SCHEMA[key].unique === 'account' ? `${region} ${account}` : region
    const group = groups.get(name) ?? []
    groups.set(name, group)
    group.push({ sighting, scope: { account, region } })
  }
  return groups.values()
}

function onlyKnown(values: readonly string[]): string {
  const known = new Set(values.filter((value) => value !== UNKNOWN))
  return known.size === 1 ? ([...known][0] ?? UNKNOWN) : UNKNOWN
}

function settleGroup(key: DescribeKey, id: string, group: readonly Placed[]): SettledElement {
  const ordered = group.toSorted((a, b) => compareSightings(a.sighting, b.sighting))
  const [first] = ordered
  if (!first) throw new TypeError('A group of sightings is never empty.')
  const texts = [...new Set(ordered.map(({ sighting }) => sighting.json))]
  const merged = texts.length === 1 ? null : mergeElements(SCHEMA[key], texts.map(parseElement))
  return {
    id,
    json: merged ? JSON.stringify(merged.element) : first.sighting.json,
    scope: homeOf(ordered),
    seenIn: ordered.filter(({ sighting }) => !sighting.fragment).map(({ scope }) => scope),
    origin: first.sighting.origin,
    fragmentOnly: ordered.every(({ sighting }) => sighting.fragment),
    note: merged && merged.conflicts.length > 0 ? duplicateNote(id, ordered, merged.conflicts) : null,
  }
}

/** The fullest telling first; ties by text and place, so that the order of the files does not matter. */
function compareSightings(a: Sighting, b: Sighting): number {
  return (
    Number(a.fragment) - Number(b.fragment) ||
    b.json.length - a.json.length ||
    compareText(b.json, a.json) ||
    compareText(a.origin.file, b.origin.file) ||
    compareText(a.origin.pointer, b.origin.pointer)
  )
}

/** The document a resource goes to: its owner's when the owner was collected, else that of the first account that saw it. */
function homeOf(group: readonly Placed[]): ResolvedScope {
  const accounts = [...new Set(group.map(({ scope }) => scope.account))].sort(compareText)
  const owner = group.map(({ sighting }) => sighting.hint.own.account).find((account) => account !== null)
  const seenBy = accounts.filter((account) => account !== UNKNOWN)
  const account = owner && accounts.includes(owner) ? owner : (seenBy[0] ?? UNKNOWN)
  return { account, region: group[0]?.scope.region ?? UNKNOWN }
}

function parseElement(json: string): JsonObject {
  return JSON.parse(json)
}

const PLACES_MAX = 3

function duplicateNote(id: string, group: readonly Placed[], conflicts: readonly string[]): ImportNote {
  const [kept, ...others] = group.map(({ sighting }) => sighting)
  const differing = others.filter((sighting) => sighting.json !== kept?.json)
  const places = [...new Set(differing.map(({ origin }) => `${origin.file}${origin.pointer}`))]
  const more = places.length > PLACES_MAX ? ` and ${places.length - PLACES_MAX} more` : ''
  return {
    level: 'warning',
    code: 'import-duplicate-id',
    message: `${id} is told in more than one way (${conflicts.join(', ')}). The fuller one was kept; others stand at ${places.slice(0, PLACES_MAX).join(', ')}${more}.`,
    remedy: 'Import one collection at a time, or remove the older file.',
    file: kept?.origin.file ?? null,
    pointer: kept?.origin.pointer ?? null,
  }
}
