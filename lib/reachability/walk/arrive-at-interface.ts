import { unknownAt } from './hop.ts'
import type { Step } from './state.ts'

export const arriveAtInterface: Step<'at-interface'> = (_context, state) => ({
  hops: [
    unknownAt(state, { component: state.place.interfaceId, kind: 'network-interface', detail: 'not followed' }, {}),
  ],
  next: [],
})
