/**
 * What is told of small networks without a question: exposure, the path from the internet to each interface, what is
 * one change away, the matrix of all interfaces, and the scopes of AWS. `vitest run -u` writes the files anew; what
 * changes in them is to be read.
 */

import { describe, expect, it } from 'vitest'
import type { Inventory } from '../inventory/inventory.ts'
import { formatProtocol } from '../net/protocol.ts'
import { formatPorts } from '../net/traffic.ts'
import { exposureInFull, internetPathInFull, scopePathInFull } from '../testing/format-in-full.ts'
import { NETWORKS } from '../testing/networks-to-tell.ts'
import { exposure } from './exposure.ts'
import { internetPath } from './internet-path.ts'
import { matrix } from './matrix.ts'
import type { MatrixCell } from './matrix-cell.ts'
import { type Network, networkOf } from './network.ts'
import { oneChangeAway } from './one-change-away.ts'
import { amazonScopes } from './scopes/amazon-scopes.ts'
import { reachable, scopeGaps } from './scopes/reachable.ts'

const interfaceIds = (inventory: Inventory) => [...inventory.networkInterfaces.keys()]

const paths = (network: Network) =>
  interfaceIds(network.inventory).flatMap((interfaceId) =>
    ([4, 6] as const).map((family) => {
      const path = internetPath(network.inventory, { interfaceId, family, protocol: 6, ports: [[0, 65_535]] })
      return `${interfaceId} IPv${family} ${internetPathInFull(path)}`
    }),
  )

const away = (network: Network) =>
  oneChangeAway(network).map(
    ({ members, family, change }) =>
      `${members.join(', ')} IPv${family} ${change.code} ${change.component}: ${change.words}`,
  )

function cellWords({ from, to, protocol, ports, verdict, examples }: MatrixCell): string {
  const some = examples.map((each) => `${each.from} > ${each.to} IPv${each.family} ${each.port ?? 'no port'}`)
  return `${from} > ${to} ${formatProtocol(protocol)} ${formatPorts(ports)}: ${verdict}, as ${some.join('; ')}`
}

const cells = (network: Network) =>
  matrix(
    network,
    interfaceIds(network.inventory).map((id) => ({ id, label: id, interfaceIds: [id] })),
  ).map(cellWords)

const scopes = (network: Network) =>
  amazonScopes().flatMap((scope) => [
    `## ${scope.name}`,
    ...reachable(network, scope).map(scopePathInFull),
    ...scopeGaps(network, scope).map(({ pointer, resource, message }) => `? ${pointer} ${resource}: ${message}`),
  ])

const all = (tell: (network: Network) => readonly string[]) =>
  Object.entries(NETWORKS)
    .map(([name, world]) => `# ${name}\n${tell(networkOf(world())).join('\n')}\n`)
    .join('\n')

describe('small networks', () => {
  it.each([
    // Source: design: exposure, complete and by class.
    ['exposure', (network: Network) => exposure(network).map(exposureInFull)],
    ['paths-from-the-internet', paths],
    ['one-change-away', away],
    ['matrix', cells],
    // Source: Network Access Analyzer guide, "Amazon created scopes".
    ['scopes', scopes],
  ])('are told as golden/%s.txt says', async (name, tell) => {
    await expect(all(tell)).toMatchFileSnapshot(`golden/${name}.txt`)
  })
})
