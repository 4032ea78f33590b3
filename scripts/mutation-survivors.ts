/** Seeded bugs that change nothing a test could see, each with the reason. */

export interface Equivalent {
  /** How the path of the file ends. */
  readonly file: string
  /** A part of the line the bug is in. */
  readonly line: string
  /** Every change of the line when absent. */
  readonly operator?: string
  readonly reason: string
}

const SHORTCUT = 'A shortcut: the way without it comes to the same answer, later.'
const MEMORY = 'Only what is remembered changes, and with it the time.'
const MORE = 'More is asked, and answered the same: only the time changes.'
const TYPES = 'For the types alone: what is excluded here never comes.'

/** A branch that is never taken. */
function neverTaken(file: string, line: string, reason: string): Equivalent {
  return { file, line, operator: 'condition → false', reason }
}

export const EQUIVALENT: readonly Equivalent[] = [
  {
    file: 'compiled/filter-passages.ts',
    line: 'if (!answers.has(table)) answers.set(table, own)',
    reason: MEMORY,
  },
  { file: 'compiled/address-sets.ts', line: 'return this.#remember(this.#meets, a < b ?', reason: MEMORY },
  { file: 'compiled/address-sets.ts', line: 'return this.#remember(this.#joins, a < b ?', reason: MEMORY },
  { file: 'compiled/address-sets.ts', line: 'if (a === NOBODY || b === NOBODY) return NOBODY', reason: SHORTCUT },
  { file: 'compiled/admitted.ts', line: 'if (a === b || b === this.', reason: SHORTCUT },
  { file: 'compiled/admitted.ts', line: 'if (a === this.', reason: SHORTCUT },
  {
    file: 'compiled/filter-pieces.ts',
    line: '.filter(({ numbers, clients }) => numbers.length > 0 && clients !== NOBODY)',
    reason: 'An entry without numbers or clients matches nothing further on either.',
  },
  {
    file: 'compiled/filter-pieces.ts',
    line: '.map((entry) => ({ entry, numbers: numbersOf(entry, protocol), clients: sets.ofPrefix(entry.cidr) }))',
    operator: 'drop .filter',
    reason: 'An entry without numbers or clients matches nothing further on either.',
  },
  {
    file: 'compiled/filter-pieces.ts',
    line: 'if (hi < 65535) starts.add(hi + 1)',
    reason: 'A stretch that begins past the last number is empty.',
  },
  {
    file: 'endpoint-classes.ts',
    line: 'if ((cuts[middle] ?? 0) <= value) lo = middle + 1',
    operator: 'n → n + 1',
    reason: TYPES,
  },
  {
    file: 'way-between.ts',
    line: 'protocol: TCP, port: 443',
    operator: 'n → n + 1',
    reason: 'Routes know no ports: any one finds the way.',
  },
  {
    file: 'internet-path.ts',
    line: 'const share = (part: bigint, whole: bigint) => part * 100n >= whole * 99n',
    reason: 'From which share on a sentence says “nearly”.',
  },
  { file: 'destination-ends.ts', line: 'const here = vpcId === null ? null : interfaceAt(', reason: TYPES },
  { file: 'walk/judge-firewall.ts', line: 'if (!first) return packet', reason: TYPES },
  {
    file: 'internet-edge.ts',
    line: 'if (!best || prefix.length > best.length)',
    operator: '> → >=',
    reason: 'AWS takes no two routes for one block in the table of a gateway.',
  },
  {
    file: 'address-index.ts',
    line: 'addresses.find((each) => each.primary',
    operator: 'find → findLast',
    reason: 'An interface has one primary address.',
  },
  {
    file: 'walk/transit-attachment.ts',
    line: 'attachments.find(({ state }) =>',
    operator: 'find → findLast',
    reason: 'A VPC has one working attachment to a transit gateway.',
  },
  {
    file: 'way-between.ts',
    line: 'if (subnet.cidrs.some((cidr) => containsAddress(cidr, to.address))) return null',
    operator: 'condition → true',
    reason: MORE,
  },
  { file: 'way-between.ts', line: 'return true', operator: 'true → false', reason: MORE },
  {
    file: 'way-between.ts',
    line: "return stop.decision === 'blocks' && delivered === 'blocked' ? NONE : LOST",
    operator: 'blocked → reachable',
    reason: MORE,
  },
  { file: 'candidate-ports.ts', line: 'if (!sent || !received) return []', reason: TYPES },
  {
    file: 'compiled/recompile.ts',
    line: 'ids.some((id) => changed.groups.has(id))',
    operator: 'condition → true',
    reason: MORE,
  },
  {
    file: 'balancer-leg.ts',
    line: 'for (let count = 0; count < STEP_LIMIT; count++)',
    reason: 'No way is as long as the bound that ends those that turn in a circle.',
  },
  {
    file: 'walk/cross-transit-gateway.ts',
    line: 'all.find((each) => resourceId !== null && each.resourceId === resourceId)',
    operator: 'find → findLast',
    reason: 'A resource has one working attachment to a transit gateway.',
  },
  {
    file: 'walk/explore.ts',
    line: 'for (let count = 0; hops.length <= HOP_LIMIT && count <= HOP_LIMIT; count++) {',
    reason: 'No way is as long as the bound that ends those that turn in a circle.',
  },
  neverTaken('walk/explore.ts', "if (isAny ? judged.verdict === 'reachable' : isOpen(judged)) break", SHORTCUT),
  neverTaken('trace.ts', "answer.verdict === 'reachable') break", SHORTCUT),
  {
    file: 'trace.ts',
    line: 'RANK[answer.verdict] * 1e6 + RANK[answer.delivered] * 1e4 + answer.blockers.length * 100',
    operator: 'n → n + 1',
    reason: 'The order is the same: no answer has a hundred blockers.',
  },
  { file: 'trace-cuts.ts', line: 'if (seen.has(id)) continue', reason: SHORTCUT },
  {
    file: 'compiled/passage.ts',
    line: 'const key = a.id < b.id ? a.id * 2 ** 26 + b.id',
    reason: 'Another number for the pair, as much its own; or the same pair is kept twice.',
  },
  {
    file: 'compiled/admitted.ts',
    line: 'const key = a.id < b.id ? a.id * PAIR + b.id',
    reason: 'Another number for the pair, as much its own; or the same pair is kept twice.',
  },
  {
    file: 'compiled/admitted.ts',
    line: 'const PAIR = 2 ** 26',
    reason: 'Another number for the pair, as much its own; or the same pair is kept twice.',
  },
  {
    file: 'compiled/compiled-network.ts',
    line: 'const key = groupSet * FLAG_COMBINATIONS + own',
    operator: '+ → -',
    reason: 'Another number for the pair, as much its own; or the same pair is kept twice.',
  },
  neverTaken('compiled/passage.ts', 'if (a === b || b === this.everything) return a', SHORTCUT),
  {
    file: 'compiled/passage.ts',
    line: 'if (a === b || b === this.everything) return a',
    operator: '|| → &&',
    reason: SHORTCUT,
  },
  neverTaken('compiled/passage.ts', 'if (a === b || b === this.nothing) return a', SHORTCUT),
  {
    file: 'compiled/passage.ts',
    line: 'if (a === b || b === this.nothing) return a',
    operator: '|| → &&',
    reason: SHORTCUT,
  },
  neverTaken('compiled/passage.ts', 'if (a === this.nothing || b === this.nothing) return this.nothing', SHORTCUT),
  {
    file: 'compiled/passage.ts',
    line: 'if (a === this.nothing || b === this.nothing) return this.nothing',
    operator: '|| → &&',
    reason: SHORTCUT,
  },
  neverTaken('compiled/passage.ts', 'if (a === this.everything) return b', SHORTCUT),
  neverTaken('compiled/passage.ts', 'if (a === this.nothing) return b', SHORTCUT),
  neverTaken('candidate-ports.ts', 'if (sent.length === 0) return EMPTY', SHORTCUT),
  neverTaken('matrix-outward.ts', 'if (sent.length === 0) return', SHORTCUT),
  neverTaken('candidate-ports.ts', 'if (known) return known', MEMORY),
  neverTaken('way-between.ts', 'if (known) return known', MEMORY),
  neverTaken('way-between.ts', 'if (known !== undefined) return known', MEMORY),
  neverTaken('judge-replies.ts', 'if (known) return known', MEMORY),
  neverTaken('compiled/places.ts', 'if (known !== undefined) return known', MEMORY),
  {
    file: 'pairs-worth-asking.ts',
    line: 'return this.#wayOf[number] ?? 0',
    operator: 'n → n + 1',
    reason: TYPES,
  },
  {
    file: 'pairs-worth-asking.ts',
    line: 'place.get(key) ?? 0',
    operator: 'n → n + 1',
    reason: TYPES,
  },
  neverTaken('node-reaches.ts', 'if (watch.isNear && !known) all.set', MEMORY),
  neverTaken('exposure-through-balancers.ts', 'if (nodes.size === 0) return direct', SHORTCUT),
  neverTaken('compiled/compiled-network.ts', 'if (known?.vpcId === vpcId) return known', MEMORY),
  neverTaken('compiled/compiled-network.ts', 'if (!places.isSteered(vpcId)) bySubnet[subnet] = place', MEMORY),
  { file: 'internet-reach.ts', line: 'if (known) return known', operator: 'condition → false', reason: MEMORY },
  {
    file: 'internet-edge.ts',
    line: "const route = table?.routes.find((each) => each.state === 'active' && each.target.kind === 'internet-gateway')",
    operator: 'find → findLast',
    reason: 'A VPC has one internet gateway.',
  },
  neverTaken('compiled/compiled-network.ts', 'if (own === table.nothing) return own', SHORTCUT),
  {
    file: 'compiled/compiled-network.ts',
    line: 'return id * 2 + (family === 4 ? 0 : 1)',
    operator: '=== → !==',
    reason: 'Another number for the pair, as much its own; or the same pair is kept twice.',
  },
  {
    file: 'compiled/compiled-network.ts',
    line: 'return id * 2 + (family === 4 ? 0 : 1)',
    operator: '4 ↔ 6',
    reason: 'Another number for the pair, as much its own; or the same pair is kept twice.',
  },
  neverTaken('compiled/compiled-network.ts', 'if (known) return known', MEMORY),
  neverTaken('load-balancer-nodes.ts', 'if (known?.balancers === inventory.loadBalancers) return known', MEMORY),
  {
    file: 'exposure-difference.ts',
    line: 'const rivals = byMember(others.filter((row) => !kept.has(row)))',
    operator: 'drop .filter',
    reason: 'The rows of one network are disjoint: what both share takes nothing from the others.',
  },
  neverTaken('exposure-difference.ts', 'if (against.length === 0) return [row]', SHORTCUT),
]
