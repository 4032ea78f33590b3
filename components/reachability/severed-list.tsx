'use client'

/** Connections between resources that would break with the rules: what a change costs, beside what it closes. */

import type { SeveredConnection, SeveredSide, WhatIfAnswer } from '../../lib/reports/what-if-answer.ts'
import { SafeText } from '../ui/safe-text.tsx'
import { counted } from '../ui/say.ts'

const MOST_LISTED = 100

export function SeveredList({ whatIf }: { readonly whatIf: WhatIfAnswer }) {
  const { severed, severedComplete } = whatIf
  return (
    <section className="px-4 pt-3">
      <h3 className="font-medium text-2xs text-ink-3">
        Would break inside{severed.length > 0 && `, ${counted(severed.length, 'connection')}`}
      </h3>
      {severed.length === 0 && severedComplete && (
        <p className="mt-1 text-ink-2 text-xs">No connection between resources here depends on this alone.</p>
      )}
      <ul
        aria-label="Would break inside"
        className="mt-1 divide-y divide-hair rounded-md border border-hair bg-card empty:hidden"
      >
        {severed.slice(0, MOST_LISTED).map((each) => (
          <li key={keyOf(each)} className="flex items-baseline gap-2 px-2.5 py-1.5 text-xs">
            <span className="min-w-0 flex-1 truncate">
              <SafeText text={sideWords(each.from)} />
              <span aria-hidden="true"> → </span>
              <span className="sr-only">to</span>
              <SafeText text={sideWords(each.to)} />
            </span>
            <span className="mono shrink-0 text-ink">
              <SafeText text={each.traffic} />
            </span>
          </li>
        ))}
      </ul>
      {severed.length > MOST_LISTED && (
        <p className="mt-1 text-ink-2 text-xs">and {counted(severed.length - MOST_LISTED, 'more', 'more')}</p>
      )}
      {!severedComplete && (
        <p className="mt-1 text-ink-2 text-xs">
          Too many pairs depend on these rules to ask them all; there may be more.
        </p>
      )}
    </section>
  )
}

function sideWords({ first, count }: SeveredSide): string {
  const name = first.name ?? first.id
  return count === 1 ? name : `${name} and ${count - 1} more`
}

function keyOf({ from, to, traffic }: SeveredConnection): string {
  return `${from.first.id} ${to.first.id} ${traffic}`
}
