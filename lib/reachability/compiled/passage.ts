/** What passes of every protocol, as one value: filters in line are met, filters side by side are joined. */

import type { Family } from '../../net/prefix.ts'
import { ICMP, ICMPV6, TCP, UDP } from '../../net/protocol.ts'
import { AddressSets } from './address-sets.ts'
import { type Admitted, AdmittedTable } from './admitted.ts'

/** An IANA number, or every protocol that nobody names. */
export type ProtocolOrRest = number | 'others'

export interface Passage {
  readonly id: number
  /** Ascending; TCP, UDP and the family's own ICMP are always among them. */
  readonly protocols: readonly number[]
  /** What passes of each of them, in the same order. */
  readonly admitted: readonly Admitted[]
  /** What passes of every protocol that is not among them. */
  readonly others: Admitted
}

/** The passages of one family, each kept once. */
export class PassageTable {
  readonly admitted: AdmittedTable
  readonly everything: Passage
  readonly nothing: Passage
  /** Nobody surely, everybody perhaps. */
  readonly anything: Passage
  readonly #always: readonly number[]
  readonly #byKey = new Map<string, Passage>()
  readonly #meets = new Map<number, Passage>()
  readonly #joins = new Map<number, Passage>()

  constructor(family: Family) {
    this.#always = family === 4 ? [ICMP, TCP, UDP] : [TCP, UDP, ICMPV6]
    this.admitted = new AdmittedTable(new AddressSets(family))
    this.everything = this.constant(this.admitted.everything)
    this.nothing = this.constant(this.admitted.nothing)
    this.anything = this.constant(this.admitted.anything)
  }

  /** The same for every protocol. */
  constant(admitted: Admitted): Passage {
    return this.of([], () => admitted)
  }

  /** Asks for each protocol that is named, for those that always are, and for all others. */
  of(named: readonly number[], ask: (protocol: ProtocolOrRest) => Admitted): Passage {
    const protocols = together(this.#always, named)
    return this.#intern(protocols, protocols.map(ask), ask('others'))
  }

  meet(a: Passage, b: Passage): Passage {
    if (a === b || b === this.everything) return a
    if (a === this.everything) return b
    if (a === this.nothing || b === this.nothing) return this.nothing
    return this.#remember(this.#meets, [a, b], (one, other) => this.admitted.meet(one, other))
  }

  join(a: Passage, b: Passage): Passage {
    if (a === b || b === this.nothing) return a
    if (a === this.nothing) return b
    return this.#remember(this.#joins, [a, b], (one, other) => this.admitted.join(one, other))
  }

  #remember(
    answers: Map<number, Passage>,
    [a, b]: readonly [Passage, Passage],
    combine: (a: Admitted, b: Admitted) => Admitted,
  ): Passage {
    const key = a.id < b.id ? a.id * 2 ** 26 + b.id : b.id * 2 ** 26 + a.id
    const known = answers.get(key)
    if (known) return known
    const protocols = together(a.protocols, b.protocols)
    const answer = this.#intern(
      protocols,
      protocols.map((protocol) => combine(admittedOf(a, protocol), admittedOf(b, protocol))),
      combine(a.others, b.others),
    )
    answers.set(key, answer)
    return answer
  }

  #intern(protocols: readonly number[], admitted: readonly Admitted[], others: Admitted): Passage {
    const key = `${protocols.join()}|${admitted.map(({ id }) => id).join()}|${others.id}`
    const seen = this.#byKey.get(key)
    if (seen) return seen
    const passage: Passage = { id: this.#byKey.size, protocols, admitted, others }
    this.#byKey.set(key, passage)
    return passage
  }
}

export function admittedOf(passage: Passage, protocol: ProtocolOrRest): Admitted {
  const protocols: readonly ProtocolOrRest[] = passage.protocols
  return passage.admitted[protocols.indexOf(protocol)] ?? passage.others
}

function together(a: readonly number[], b: readonly number[]): readonly number[] {
  if (b.every((each) => a.includes(each))) return a
  return [...new Set([...a, ...b])].sort((one, other) => one - other)
}
