import { unknownAt } from './hop.ts'
import type { Step } from './state.ts'

export const crossPeering: Step<'peering'> = (_context, state) => ({
  hops: [unknownAt(state, { component: state.place.id, kind: 'vpc-peering', detail: 'not followed' }, {})],
  next: [],
})
