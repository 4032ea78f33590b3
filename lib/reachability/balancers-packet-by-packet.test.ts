/** `trace` through load balancers against the packet simulator of lib/testing, that shares nothing with it. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare, disagreementOf, networkFor, tellBoth } from '../testing/compare-engine.ts'
import { randomBalancers } from '../testing/random-balancers.ts'
import { type BalancedSketch, balancerArn, withBalancers } from '../testing/sketch-balancers.ts'
import { sketchDocument } from '../testing/sketch-network.ts'

/** The simulator names a Classic Load Balancer by its name, and takes AWS's defaults for attributes nobody told. */
function isPlain({ balancers, targetGroups }: BalancedSketch): boolean {
  const shop = balancers?.['shop']
  return shop?.kind !== 'classic' && shop?.attributes !== null && targetGroups?.['tg-web']?.attributes !== null
}

function disagreements(sketch: BalancedSketch): readonly string[] {
  const document = sketchDocument(withBalancers(sketch))
  const network = networkFor(document)
  const arn = balancerArn('shop', sketch.balancers?.['shop']?.kind)
  const asked = [
    { from: 'internet', to: arn },
    { from: 'i-client', to: arn },
    { from: 'i-a', to: arn },
    { from: 'internet', to: 'i-a', via: arn },
    { from: 'i-client', to: 'i-b', via: arn },
    { from: 'i-client', to: 'i-c', via: arn },
    { from: 'internet', to: 'eni-node-1' },
  ]
  const compared = [443, 8080].flatMap((port) =>
    asked.map((each) => compare(network, document, { ...each, protocol: 'tcp', port })),
  )
  // Less than could be known is safe; more than is known is not.
  return compared.filter((each) => ![null, 'caution'].includes(disagreementOf(each))).map(tellBoth)
}

describe('a connection through a load balancer', () => {
  it('works in the engine where it works packet by packet, and nowhere else', () => {
    fc.assert(
      fc.property(randomBalancers.filter(isPlain), (sketch) => {
        expect(disagreements(sketch)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})
