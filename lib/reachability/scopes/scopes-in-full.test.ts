/** What scopes name and find in a network that has every kind of resource; the whole answer is held. */

import { describe, expect, it } from 'vitest'
import { scopePathInFull } from '../../testing/format-in-full.ts'
import { everyKind, NAMES, SCOPES } from '../../testing/questions/scopes.ts'
import { networkOf } from '../network.ts'
import { parseScopes } from './parse-scope.ts'
import { reachable, scopeGaps } from './reachable.ts'
import { RESOURCE_TYPES, type ResourceStatement } from './scope.ts'
import { type Selection, select } from './select-ends.ts'

const NETWORK = networkOf(everyKind())

const selectionWords = (name: string, { interfaces, components, missing }: Selection) =>
  [
    `${name}: ends ${[...interfaces].join(', ') || 'none'}; components ${[...components].join(', ') || 'none'}`,
    ...missing.map((each) => `    ? ${each.pointer} ${each.resource}: ${each.message}`),
  ].join('\n')

const statement = (some: Partial<ResourceStatement>): ResourceStatement => ({
  resources: [],
  types: [],
  except: null,
  pointer: '/Source/ResourceStatement',
  ...some,
})

function found(json: object): string {
  const { scopes, faults } = parseScopes(json)
  const lines = (scopes ?? []).flatMap((scope) => [
    ...reachable(NETWORK, scope).map(scopePathInFull),
    ...scopeGaps(NETWORK, scope).map(({ pointer, resource, message }) => `? ${pointer} ${resource}: ${message}`),
  ])
  return [...lines, ...faults.map(({ pointer, message }) => `x ${pointer} ${message}`)].join('\n')
}

// Source: Network Access Analyzer guide, "ResourceStatements", "PacketHeaderStatements", "ExcludePaths".
describe('scopes', () => {
  it('name what golden/selections.txt says', async () => {
    const named = NAMES.map((name) => selectionWords(name, select(NETWORK, statement({ resources: [name] }))))
    const typed = RESOURCE_TYPES.map((type) => selectionWords(type, select(NETWORK, statement({ types: [type] }))))
    await expect([...named, ...typed, ''].join('\n')).toMatchFileSnapshot('golden/selections.txt')
  })

  it('find what golden/found.txt says', async () => {
    const all = Object.entries(SCOPES).map(([name, json]) => `## ${name}\n${found(json)}\n`)
    await expect(all.join('\n')).toMatchFileSnapshot('golden/found.txt')
  })

  it.each([
    [
      'the tags of create-network-insights-access-scope',
      { TagSpecifications: [{ Tags: [{ Key: 'Name', Value: 'b' }] }] },
      'b',
    ],
    [
      'the first of two names',
      { Tags: [{ Key: 'Name', Value: 'a' }], TagSpecifications: [{ Tags: [{ Key: 'Name', Value: 'b' }] }] },
      'a',
    ],
    ['no name', {}, null],
  ])('are named by %s', (_, extra, name) => {
    expect(parseScopes({ ...SCOPES['from the internet'], ...extra }).scopes?.[0]?.name).toBe(name)
  })
})
