import { unknownAt } from './hop.ts'
import type { Step } from './state.ts'

export const passEgressOnlyGateway: Step<'egress-only-internet-gateway'> = (_context, state) => ({
  hops: [
    unknownAt(state, { component: state.place.id, kind: 'egress-only-internet-gateway', detail: 'not followed' }, {}),
  ],
  next: [],
})
