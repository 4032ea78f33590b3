import { unknownAt } from './hop.ts'
import type { Step } from './state.ts'

export const leaveTransitGateway: Step<'transit-gateway-attachment'> = (_context, state) => ({
  hops: [
    unknownAt(state, { component: state.place.id, kind: 'transit-gateway-attachment', detail: 'not followed' }, {}),
  ],
  next: [],
})
