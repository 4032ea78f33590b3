import { unknownAt } from './hop.ts'
import type { Step } from './state.ts'

export const crossTransitGateway: Step<'transit-gateway'> = (_context, state) => ({
  hops: [unknownAt(state, { component: state.place.id, kind: 'transit-gateway', detail: 'not followed' }, {})],
  next: [],
})
