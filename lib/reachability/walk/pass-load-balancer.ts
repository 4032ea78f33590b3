import { unknownAt } from './hop.ts'
import type { Step } from './state.ts'

export const passLoadBalancer: Step<'load-balancer'> = (_context, state) => ({
  hops: [unknownAt(state, { component: state.place.arn, kind: 'load-balancer', detail: 'not followed' }, {})],
  next: [],
})
