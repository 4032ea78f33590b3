/**
 * A path of a scope as a product: every sender with every receiver, from every address and port to every other. What is
 * left out of a product is told as products again, so that nothing is sampled and nothing is told twice.
 */

import { intersect, type NumberSet, subtract } from '../../net/interval-set.ts'
import { type AddressSet, hasAddresses, intersectAddresses, subtractAddresses } from '../../net/traffic.ts'
import type { Endpoint } from '../endpoint-classes.ts'

export interface PathProduct {
  /** Empty where the path starts outside; then the addresses tell who is meant, and the other way round. */
  readonly senders: readonly Endpoint[]
  readonly receivers: readonly Endpoint[]
  readonly sourceAddresses: AddressSet
  readonly destinationAddresses: AddressSet
  readonly sourcePorts: NumberSet
  readonly destinationPorts: NumberSet
}

/** Of one dimension: the product without what the cut holds, null when that is nothing, and the product within it. */
type Split = (product: PathProduct, cut: PathProduct) => readonly [rest: PathProduct | null, both: PathProduct]

const SPLITS: readonly Split[] = [
  splitEnds('senders'),
  splitEnds('receivers'),
  splitAddresses('sourceAddresses'),
  splitAddresses('destinationAddresses'),
  splitPorts('sourcePorts'),
  splitPorts('destinationPorts'),
]

/** The product without another, as disjoint products. `cut` lies within the product. */
function subtractProduct(product: PathProduct, cut: PathProduct): readonly PathProduct[] {
  const left: PathProduct[] = []
  let within = product
  for (const split of SPLITS) {
    const [rest, both] = split(within, cut)
    if (rest) left.push(rest)
    within = both
  }
  return left
}

function splitEnds(field: 'senders' | 'receivers'): Split {
  return (product, cut) => {
    const cutOut = new Set(cut[field])
    const rest = product[field].filter((end) => !cutOut.has(end))
    return [rest.length === 0 ? null : { ...product, [field]: rest }, { ...product, [field]: cut[field] }]
  }
}

function splitAddresses(field: 'sourceAddresses' | 'destinationAddresses'): Split {
  return (product, cut) => {
    const rest: AddressSet = subtractAddresses(product[field], cut[field])
    const both = intersectAddresses(product[field], cut[field])
    return [hasAddresses(rest) ? { ...product, [field]: rest } : null, { ...product, [field]: both }]
  }
}

function splitPorts(field: 'sourcePorts' | 'destinationPorts'): Split {
  return (product, cut) => {
    const rest: NumberSet = subtract(product[field], cut[field])
    const both = intersect(product[field], cut[field])
    return [rest.length === 0 ? null : { ...product, [field]: rest }, { ...product, [field]: both }]
  }
}

/** The product without whatever it shares with another. */
export function withoutCut(product: PathProduct, cut: PathProduct): readonly PathProduct[] {
  const both = shared(product, cut)
  return both ? subtractProduct(product, both) : [product]
}

function shared(product: PathProduct, cut: PathProduct): PathProduct | null {
  const [senders, receivers] = [new Set(cut.senders), new Set(cut.receivers)]
  const both: PathProduct = {
    senders: product.senders.filter((end) => senders.has(end)),
    receivers: product.receivers.filter((end) => receivers.has(end)),
    sourceAddresses: intersectAddresses(product.sourceAddresses, cut.sourceAddresses),
    destinationAddresses: intersectAddresses(product.destinationAddresses, cut.destinationAddresses),
    sourcePorts: intersect(product.sourcePorts, cut.sourcePorts),
    destinationPorts: intersect(product.destinationPorts, cut.destinationPorts),
  }
  return isEmptied(product, both) ? null : both
}

/** Is a dimension gone that the product had? */
function isEmptied(before: PathProduct, after: PathProduct): boolean {
  return (
    (before.senders.length > 0 && after.senders.length === 0) ||
    (before.receivers.length > 0 && after.receivers.length === 0) ||
    (hasAddresses(before.sourceAddresses) && !hasAddresses(after.sourceAddresses)) ||
    (hasAddresses(before.destinationAddresses) && !hasAddresses(after.destinationAddresses)) ||
    after.sourcePorts.length === 0 ||
    after.destinationPorts.length === 0
  )
}
